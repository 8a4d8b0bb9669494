import type { FastifyInstance, FastifyRequest } from 'fastify';
import { notReadyRetrySeconds } from '#http/readiness.js';
import { StorageUnavailableError } from '#ports/storage-unavailable.js';

/** Answers for addresses that belong to no dialect. */
export function addFaultHandlers(app: FastifyInstance): void {
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).send({ error: 'not found' }));
  app.setErrorHandler(async (error, request, reply) => {
    const status = clientErrorStatus(error);
    if (status !== null) return reply.code(status).send({ error: 'bad request' });
    logFault(request, error);
    if (failureOfFault(error) === 'internal') return reply.code(500).send({ error: 'internal error' });
    return reply.code(503).header('retry-after', notReadyRetrySeconds).send({ error: 'not ready' });
  });
}

/** The status of an error that the request itself caused, as Fastify marks it; null: the fault is ours. */
export function clientErrorStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !('statusCode' in error)) return null;
  const status = error.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

/** What a caller is told of a fault: a database or store that is away comes back, and nothing was stored. */
export const failureOfFault = (error: unknown): 'internal' | 'not-ready' =>
  error instanceof StorageUnavailableError ? 'not-ready' : 'internal';

/**
 * Logs where a fault happened, not what it said: messages of parsers quote what they could not parse, and that may be
 * somebody's name.
 */
export function logFault(request: FastifyRequest, error: unknown): void {
  const fault = error instanceof Error ? error : new Error('not an error');
  request.log.error({
    event: 'request-fault',
    transactionId: request.transactionId === '' ? null : request.transactionId,
    error: fault.name,
    code: 'code' in fault && typeof fault.code === 'string' ? fault.code : null,
    stack: (fault.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')),
  });
}
