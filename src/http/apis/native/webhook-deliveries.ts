import { webhookDeliveryDetailsSchema, webhookDeliverySchema } from '#contract/webhook.js';
import { z } from 'zod';
import { ok } from '#domain/outcome.js';
import { actorOf, endpoint, type NativeEndpoint } from '#http/apis/native/endpoint.js';
import { pageOf, pageQuery, pageSchema, readCursor } from '#http/apis/native/pages.js';
import { toDeliveryDetails, toDeliveryResource } from '#http/apis/native/webhook-resource.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { deliveryStates } from '#ports/webhook-records.js';

/** What was sent to receivers, or is to be. */
export function webhookDeliveryEndpoints({ webhooksFor }: HttpDependencies): NativeEndpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/webhook-deliveries',
      summary: 'List deliveries, newest first',
      scope: 'read',
      query: pageQuery.extend({
        endpointId: z.string().max(100).optional().describe('Those of one endpoint.'),
        state: z.enum(deliveryStates).optional(),
      }),
      answers: { 200: { description: 'A page.', schema: pageSchema(webhookDeliverySchema) } },
      async handle(call) {
        const { limit, cursor, endpointId, state } = call.query;
        const before = readCursor(cursor);
        if (!before.ok) return before;
        const rows = await webhooksFor(actorOf(call)).deliveries.page(call.owner, {
          limit: limit + 1,
          before: before.value,
          ...(endpointId !== undefined && { endpointId }),
          ...(state !== undefined && { state }),
        });
        const page = pageOf(rows, limit, (row) => row);
        return ok({ body: { data: page.rows.map(toDeliveryResource), nextCursor: page.nextCursor } });
      },
    }),
    endpoint({
      method: 'GET',
      path: '/webhook-deliveries/{id}',
      summary: 'One delivery, with what was sent and every attempt',
      scope: 'read',
      answers: { 200: { description: 'The delivery.', schema: webhookDeliveryDetailsSchema } },
      async handle(call) {
        const found = await webhooksFor(actorOf(call)).deliveries.find(call.owner, call.parameters['id']!);
        return found.ok ? ok({ body: toDeliveryDetails(found.value) }) : found;
      },
    }),
    endpoint({
      method: 'POST',
      path: '/webhook-deliveries/{id}/replay',
      summary: 'Send it again, or at once where it waits',
      description: 'The same id and the same bytes, with a new schedule. What was erased cannot be sent again (404).',
      scope: 'admin',
      answers: { 202: { description: 'It is due now.', schema: webhookDeliverySchema } },
      async handle(call) {
        const replayed = await webhooksFor(actorOf(call)).deliveries.replay(call.owner, call.parameters['id']!);
        return replayed.ok ? ok({ body: toDeliveryResource(replayed.value) }) : replayed;
      },
    }),
  ];
}
