import { z } from 'zod';
import {
  createdWebhookEndpointSchema,
  newWebhookEndpointSchema,
  webhookDeliveryDetailsSchema,
  webhookEndpointChangeSchema,
  webhookEndpointSchema,
  webhookSecretSchema,
} from '#contract/webhook.js';
import { ok } from '#domain/outcome.js';
import { actorOf, endpoint, type NativeCall, type NativeEndpoint } from '#http/apis/native/endpoint.js';
import { given } from '#http/apis/native/given.js';
import { toDeliveryDetails, toEndpointResource, toSecretResource } from '#http/apis/native/webhook-resource.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { CreatedWebhookEndpoint, SettleEndpoint, ShownSecret } from '#services/webhooks/webhook-endpoints.js';

/** Where the application is told of events, and the secrets that sign what it is told. */
export function webhookEndpointEndpoints({ webhooksFor }: HttpDependencies): NativeEndpoint[] {
  const one = { 200: { description: 'The endpoint.', schema: webhookEndpointSchema } };
  return [
    endpoint({
      method: 'POST',
      path: '/webhook-endpoints',
      summary: 'Add a receiver of events',
      description: 'Live keys add receivers of live events, test keys those of test events.',
      scope: 'admin',
      json: newWebhookEndpointSchema,
      creates: true,
      answers: {
        201: { description: 'The endpoint with its secret, shown this once.', schema: createdWebhookEndpointSchema },
      },
      async handle(call) {
        const { endpoints } = webhooksFor(actorOf(call));
        const created = await endpoints.create(call.owner, call.body, (inside, made) =>
          call.remember(inside, toCreated(made)),
        );
        return created.ok ? ok({ body: toCreated(created.value) }) : created;
      },
    }),
    endpoint({
      method: 'GET',
      path: '/webhook-endpoints',
      summary: 'List the receivers of events',
      scope: 'admin',
      answers: {
        200: {
          description: 'Oldest first; 50 at most.',
          schema: z.strictObject({ data: z.array(webhookEndpointSchema) }),
        },
      },
      async handle(call) {
        const endpoints = await webhooksFor(actorOf(call)).endpoints.list(call.owner);
        return ok({ body: { data: endpoints.map(toEndpointResource) } });
      },
    }),
    endpoint({
      method: 'GET',
      path: '/webhook-endpoints/{id}',
      summary: 'One receiver',
      scope: 'admin',
      answers: one,
      async handle(call) {
        const found = await webhooksFor(actorOf(call)).endpoints.find(call.owner, call.parameters['id']!);
        return found.ok ? ok({ body: toEndpointResource(found.value) }) : found;
      },
    }),
    endpoint({
      method: 'PATCH',
      path: '/webhook-endpoints/{id}',
      summary: 'Change, enable or disable a receiver',
      scope: 'admin',
      json: webhookEndpointChangeSchema,
      answers: one,
      async handle(call) {
        const { endpoints } = webhooksFor(actorOf(call));
        const changed = await endpoints.change(call.owner, call.parameters['id']!, given(call.body));
        return changed.ok ? ok({ body: toEndpointResource(changed.value) }) : changed;
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/webhook-endpoints/{id}',
      summary: 'Remove a receiver',
      description: 'Its deliveries stay listed; those still pending are cancelled.',
      scope: 'admin',
      answers: { 204: { description: 'It is gone.' } },
      async handle(call) {
        const removed = await webhooksFor(actorOf(call)).endpoints.remove(call.owner, call.parameters['id']!);
        return removed.ok ? ok({ body: undefined }) : removed;
      },
    }),
    endpoint({
      method: 'POST',
      path: '/webhook-endpoints/{id}/rotate-secret',
      summary: 'Make a new secret; for a day the present one signs beside it',
      scope: 'admin',
      creates: true,
      answers: { 201: { description: 'The new secret, shown this once.', schema: webhookSecretSchema } },
      async handle(call) {
        const { endpoints } = webhooksFor(actorOf(call));
        const rotated = await endpoints.rotateSecret(call.owner, call.parameters['id']!, remembering(call));
        return rotated.ok ? ok({ body: toSecretResource(rotated.value) }) : rotated;
      },
    }),
    endpoint({
      method: 'POST',
      path: '/webhook-endpoints/{id}/test',
      summary: 'Send one message of type webhook.test, now and only once',
      description: 'Also to a disabled endpoint. The answer says what became of it.',
      scope: 'admin',
      answers: { 200: { description: 'The delivery with its attempt.', schema: webhookDeliveryDetailsSchema } },
      async handle(call) {
        const sent = await webhooksFor(actorOf(call)).deliveries.sendTest(call.owner, call.parameters['id']!);
        return sent.ok ? ok({ body: toDeliveryDetails(sent.value) }) : sent;
      },
    }),
    endpoint({
      method: 'GET',
      path: '/webhook-callback-secret',
      summary: 'Show the secret that signs callbacks, once',
      description:
        'Callbacks are addresses that a call names for one case. The secret is made here where there is none.',
      scope: 'admin',
      answers: { 200: { description: 'The secret, or null where it was shown before.', schema: webhookSecretSchema } },
      async handle(call) {
        const secret = await webhooksFor(actorOf(call)).endpoints.showCallbackSecret(call.owner);
        return ok({ body: toSecretResource({ secret, previousValidUntilEpochMs: null }) });
      },
    }),
    endpoint({
      method: 'POST',
      path: '/webhook-callback-secret/rotate',
      summary: 'Make a new secret for callbacks; for a day the present one signs beside it',
      scope: 'admin',
      creates: true,
      answers: { 201: { description: 'The new secret, shown this once.', schema: webhookSecretSchema } },
      async handle(call) {
        const { endpoints } = webhooksFor(actorOf(call));
        return ok({ body: toSecretResource(await endpoints.rotateCallbackSecret(call.owner, remembering(call))) });
      },
    }),
  ];
}

const toCreated = ({ endpoint, secret }: CreatedWebhookEndpoint) => ({ ...toEndpointResource(endpoint), secret });

const remembering =
  ({ remember }: Pick<NativeCall<unknown, unknown>, 'remember'>): SettleEndpoint<ShownSecret> =>
  (inside, shown) =>
    remember(inside, toSecretResource(shown));
