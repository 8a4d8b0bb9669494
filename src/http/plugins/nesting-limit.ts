import type { FastifyInstance } from 'fastify';

/** No call has a use for more; what is made of a body walks it, and walking thousands of levels ends the stack. */
const mostLevels = 64;

/** Whether arrays and objects lie within each other at most so deep. Itself goes no deeper than that. */
export function isNestedWithin(value: unknown, levels = mostLevels): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  const inner: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return inner.every((one) => isNestedWithin(one, levels - 1));
}

/** A body that was parsed and is nested deeper is the fault of the request, in every dialect. */
export function addNestingLimit(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ body }) => {
    if (!isNestedWithin(body)) throw Object.assign(new Error('the body is nested too deeply'), { statusCode: 400 });
  });
}
