import type { FastifyInstance } from 'fastify';
import type { Readiness } from '#http/readiness.js';

/**
 * `/livez`: the process answers. `/readyz`: it has proved on a real run that it can verify, its storage takes what it writes, and
 * it is not stopping.
 */
export function addHealthRoutes(app: FastifyInstance, readiness: Readiness): void {
  app.get('/livez', { logLevel: 'silent' }, async () => ({ status: 'ok' }));
  app.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const { state, storageIsFull = false } = readiness;
    const status = state === 'ready' && storageIsFull ? 'storage-full' : state;
    return reply.code(status === 'ready' ? 200 : 503).send({ status });
  });
}
