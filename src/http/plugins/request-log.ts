import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * One event for each answer. The route's pattern stands for the address, so that no query string, token or id from a
 * path reaches the log; nothing of headers or bodies does.
 */
export function addRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => logRequest(request, reply));
}

export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info({
    event: 'request',
    method: request.method,
    route: request.routeOptions.url ?? null,
    status: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime * 10) / 10,
    applicationId: request.principal?.applicationId ?? null,
    transactionId: request.transactionId === '' ? null : request.transactionId,
  });
}
