import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type {} from '#http/request-context.js';
import { sendFailure } from '#http/apis/ooto/answer.js';
import { identifyAnswerSchema } from '#http/apis/ooto/schema.js';
import { toIdentifyResult } from '#http/apis/ooto/to-wire.js';
import { appIdAndKey } from '#http/auth/app-id-and-key.js';
import { authenticateRequest } from '#http/auth/authenticate-request.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { clientErrorStatus, logFault } from '#http/plugins/faults.js';
import { readPictures } from '#http/uploads/read-pictures.js';

/** Seconds until a starting server is usually ready, or a stopping one has a successor. */
const notReadyRetrySeconds = 5;

/** OOTO's dialect (seed 000), to be registered under `/api/v1.0`. */
export function ootoApi(dependencies: HttpDependencies): FastifyPluginAsync {
  return async (api) => {
    api.addHook('onRequest', async (request, reply) => {
      request.transactionId = randomUUID();
      if (dependencies.readiness.state === 'ready') return;
      return sendFailure(request, reply, { code: 'not-ready' }, notReadyRetrySeconds);
    });
    api.setNotFoundHandler((request, reply) => sendFailure(request, reply, { code: 'not-found' }));
    api.setErrorHandler((error, request, reply) => {
      if (clientErrorStatus(error) !== null) return sendFailure(request, reply, { code: 'request-invalid' });
      logFault(request, error);
      return sendFailure(request, reply, { code: 'internal' });
    });
    await api.register(identifyRoutes(dependencies));
  };
}

function identifyRoutes(dependencies: HttpDependencies): FastifyPluginAsync {
  const { authenticate, admission, verifyIdentity } = dependencies;

  async function onRequest(request: FastifyRequest, reply: FastifyReply) {
    const code = await authenticateRequest(request, { authenticate, readCredentials: appIdAndKey, scope: 'verify' });
    if (code !== null) return sendFailure(request, reply, { code });
  }

  async function identify(request: FastifyRequest, reply: FastifyReply) {
    const { principal, transactionId } = request;
    if (principal === null) throw new Error('this route has no authentication');
    const place = admission.enter();
    if (place === null) return sendFailure(request, reply, { code: 'overloaded' }, admission.retryAfterSeconds());
    try {
      const { doc, selfie } = await readPictures(request, ['doc', 'selfie']);
      // The client is gone: nobody is told, so nothing is computed or remembered.
      if (request.raw.destroyed && !request.raw.complete) {
        request.log.info({ event: 'request-aborted', transactionId });
        return reply;
      }
      const outcome = await verifyIdentity({
        transactionId,
        principal,
        dialect: 'ooto',
        document: doc,
        selfie,
      });
      if (!outcome.ok) {
        const retryAfter = outcome.failure.code === 'overloaded' ? admission.retryAfterSeconds() : undefined;
        return sendFailure(request, reply, outcome.failure, retryAfter);
      }
      return reply.send(identifyAnswerSchema.parse({ transactionId, result: toIdentifyResult(outcome.value) }));
    } finally {
      place.leave();
    }
  }

  return async (api: FastifyInstance) => {
    await api.register(multipart);
    // Whatever is not multipart has no parts, which the handler tells; it is never an unsupported type.
    api.removeContentTypeParser(['application/json', 'text/plain']);
    api.addContentTypeParser('*', (_request, _payload, done) => done(null));
    api.post('/doc/identify', { onRequest }, identify);
    api.post('/doc/compare', { onRequest }, identify);
  };
}
