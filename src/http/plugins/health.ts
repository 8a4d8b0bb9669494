import type { FastifyInstance } from 'fastify';
import type { Readiness } from '#http/readiness.js';

/** `/livez`: the process answers. `/readyz`: it has proved on a real run that it can verify, and is not stopping. */
export function addHealthRoutes(app: FastifyInstance, readiness: Readiness): void {
  app.get('/livez', { logLevel: 'silent' }, async () => ({ status: 'ok' }));
  app.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const { state } = readiness;
    return reply.code(state === 'ready' ? 200 : 503).send({ status: state });
  });
}
