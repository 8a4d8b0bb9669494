import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ootoForm } from '#http/apis/ooto/form.js';
import { deleteAnswerSchema, deleteBodySchema } from '#http/apis/ooto/schema.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { principalOf, type Exchange } from '#http/exchange/exchange.js';
import { fingerprintOf } from '#http/exchange/fingerprint.js';
import { readForm } from '#http/uploads/read-form.js';
import { removalOperation } from '#services/templates/remove-template.js';

/** `POST /delete`: `templateId` as JSON or as a part of a form. It works on no picture, so it takes no place. */
export function addDelete(
  api: FastifyInstance,
  exchange: Exchange,
  { removeTemplate }: Pick<HttpDependencies, 'removeTemplate'>,
): void {
  const onRequest = exchange.guard({ scope: 'verify', operation: removalOperation });
  api.post('/delete', { onRequest }, async (request, reply) => {
    const body = deleteBodySchema.safeParse(request.isMultipart() ? await readTexts(request) : request.body);
    if (!body.success) {
      return exchange.fail(request, reply, { code: 'request-invalid', detail: 'templateId must be a text' });
    }
    const { templateId } = body.data;
    const { transactionId } = request;
    const removed = { status: 200, body: deleteAnswerSchema.parse({ transactionId }) };
    return exchange.create(request, reply, fingerprintOf(request, { templateId }), async (remember) => {
      const outcome = await removeTemplate({
        principal: principalOf(request),
        dialect: ootoForm.name,
        templateId,
        settle: (inside) => remember(inside, removed),
      });
      return outcome.ok ? removed : exchange.failureAnswer(request, outcome.failure);
    });
  });
}

const readTexts = async (request: FastifyRequest) =>
  (await readForm(request, { pictures: [], texts: ['templateId'] })).texts;
