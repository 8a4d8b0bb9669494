import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { ootoForm } from '#http/apis/ooto/form.js';
import { identifyAnswerSchema } from '#http/apis/ooto/schema.js';
import { toIdentifyResult } from '#http/apis/ooto/to-wire.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { createExchange, principalOf, type Exchange } from '#http/exchange/exchange.js';
import { fingerprintOf } from '#http/exchange/fingerprint.js';
import type { WireAnswer } from '#http/exchange/wire-answer.js';
import { readForm } from '#http/uploads/read-form.js';
import type { Outcome } from '#domain/outcome.js';
import type { Verification } from '#domain/verification.js';

/** OOTO's dialect (seeds 000 and 002), to be registered under `/api/v1.0`. */
export function ootoApi(dependencies: HttpDependencies): FastifyPluginAsync {
  const exchange = createExchange(ootoForm, dependencies);
  return async (api) => {
    exchange.prepare(api);
    await api.register(identifyRoutes(exchange, dependencies));
  };
}

function identifyRoutes(exchange: Exchange, { verifyIdentity }: HttpDependencies): FastifyPluginAsync {
  async function identify(request: FastifyRequest, reply: FastifyReply) {
    return exchange.withPlace(request, reply, async () => {
      const { pictures } = await readForm(request, { pictures: ['doc', 'selfie'] });
      // The client is gone: nobody is told, so nothing is computed or remembered.
      if (request.raw.destroyed && !request.raw.complete) {
        request.log.info({ event: 'request-aborted', transactionId: request.transactionId });
        return reply;
      }
      return exchange.create(request, reply, fingerprintOf(request, pictures), async (remember) => {
        const { transactionId } = request;
        const toAnswer = (outcome: Outcome<Verification>): WireAnswer => {
          if (!outcome.ok) return exchange.failureAnswer(request, outcome.failure);
          const result = toIdentifyResult(outcome.value);
          return { status: 200, body: identifyAnswerSchema.parse({ transactionId, result }) };
        };
        const outcome = await verifyIdentity({
          transactionId,
          principal: principalOf(request),
          dialect: ootoForm.name,
          document: pictures.doc,
          selfie: pictures.selfie,
          settle: (inside, settled) => remember(inside, toAnswer(settled)),
        });
        return toAnswer(outcome);
      });
    });
  }

  return async (api: FastifyInstance) => {
    await api.register(multipart);
    // Whatever is not multipart has no parts, which the handler tells; it is never an unsupported type.
    api.removeContentTypeParser(['application/json', 'text/plain']);
    api.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const onRequest = exchange.guard({ scope: 'verify', operation: 'doc-identify' });
    api.post('/doc/identify', { onRequest }, identify);
    api.post('/doc/compare', { onRequest }, identify);
  };
}
