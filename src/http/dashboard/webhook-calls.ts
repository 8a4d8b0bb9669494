import type { webhookCalls } from '#contract/dashboard/webhooks.js';
import { given } from '#http/apis/native/given.js';
import { pageOf, readCursor } from '#http/apis/native/pages.js';
import {
  toDeliveryDetails,
  toDeliveryResource,
  toEndpointResource,
  toSecretResource,
} from '#http/apis/native/webhook-resource.js';
import { answer, type DashboardHandlers } from '#http/dashboard/handler.js';
import type { HttpDependencies } from '#http/dependencies.js';

/** Receivers of events, their secrets, and what they were told. */
export function webhookHandlers({ webhooksFor }: HttpDependencies): DashboardHandlers<keyof typeof webhookCalls> {
  return {
    async webhookEndpoints({ actor, owner }) {
      return answer({ data: (await webhooksFor(actor).endpoints.list(owner)).map(toEndpointResource) });
    },
    async addWebhookEndpoint({ actor, owner, body }) {
      const created = await webhooksFor(actor).endpoints.create(owner, body);
      if (!created.ok) return created;
      return answer({ ...toEndpointResource(created.value.endpoint), secret: created.value.secret });
    },
    async changeWebhookEndpoint({ actor, owner, parameters, body }) {
      const changed = await webhooksFor(actor).endpoints.change(owner, parameters['id']!, given(body));
      return changed.ok ? answer(toEndpointResource(changed.value)) : changed;
    },
    removeWebhookEndpoint: ({ actor, owner, parameters }) =>
      webhooksFor(actor).endpoints.remove(owner, parameters['id']!),
    async rotateWebhookSecret({ actor, owner, parameters }) {
      const rotated = await webhooksFor(actor).endpoints.rotateSecret(owner, parameters['id']!);
      return rotated.ok ? answer(toSecretResource(rotated.value)) : rotated;
    },
    async testWebhookEndpoint({ actor, owner, parameters }) {
      const sent = await webhooksFor(actor).deliveries.sendTest(owner, parameters['id']!);
      return sent.ok ? answer(toDeliveryDetails(sent.value)) : sent;
    },
    async callbackSecret({ actor, owner }) {
      const secret = await webhooksFor(actor).endpoints.showCallbackSecret(owner);
      return answer(toSecretResource({ secret, previousValidUntilEpochMs: null }));
    },
    async rotateCallbackSecret({ actor, owner }) {
      return answer(toSecretResource(await webhooksFor(actor).endpoints.rotateCallbackSecret(owner)));
    },
    async webhookDeliveries({ actor, owner, query: { limit, cursor, ...filter } }) {
      const before = readCursor(cursor);
      if (!before.ok) return before;
      const options = { limit: limit + 1, before: before.value, ...given(filter) };
      const page = pageOf(await webhooksFor(actor).deliveries.page(owner, options), limit, (row) => row);
      return answer({ data: page.rows.map(toDeliveryResource), nextCursor: page.nextCursor });
    },
    async webhookDelivery({ actor, owner, parameters }) {
      const found = await webhooksFor(actor).deliveries.find(owner, parameters['id']!);
      return found.ok ? answer(toDeliveryDetails(found.value)) : found;
    },
    async replayWebhookDelivery({ actor, owner, parameters }) {
      const replayed = await webhooksFor(actor).deliveries.replay(owner, parameters['id']!);
      return replayed.ok ? answer(toDeliveryResource(replayed.value)) : replayed;
    },
  };
}
