import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type {} from '#http/request-context.js';
import type { Measures } from '#ports/measures.js';

/** Where a part of the server begins, and what it is called; of several that fit, the longest counts. */
export type Surfaces = readonly (readonly [prefix: string, name: string])[];

export type RequestMeasures = Pick<Measures, 'requestBegan'>;

/**
 * Tells of every request, when its connection is done with it: also of those whose client had gone, for which Fastify calls no
 * `onResponse`. The route's pattern stands for the address; an unknown address is none, whatever it says.
 */
export function addMeasures(app: FastifyInstance, measures: RequestMeasures, surfaces: Surfaces): void {
  app.decorateRequest('failureCode', null);
  app.addHook('onRequest', async (request, reply) => measureRequest(request, reply, measures, surfaces));
}

/** From now on. */
export function measureRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  measures: RequestMeasures,
  surfaces: Surfaces,
): void {
  const startedAt = performance.now();
  const ended = measures.requestBegan();
  reply.raw.once('close', () => {
    const { url: route = null } = request.routeOptions;
    ended({
      surface: surfaceOf(route ?? request.url, surfaces),
      route,
      method: request.method,
      status: reply.raw.writableFinished ? reply.raw.statusCode : null,
      failure: request.failureCode,
      durationMs: performance.now() - startedAt,
    });
  });
}

/** `other`: none of them. */
export function surfaceOf(address: string, surfaces: Surfaces): string {
  const [path = ''] = address.split('?', 1);
  let [longest, found] = ['', 'other'];
  for (const [prefix, name] of surfaces) {
    const fits = path === prefix || path.startsWith(`${prefix}/`);
    if (fits && prefix.length > longest.length) [longest, found] = [prefix, name];
  }
  return found;
}
