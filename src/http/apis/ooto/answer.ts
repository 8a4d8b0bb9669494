import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Failure } from '#domain/failure.js';
import { toOotoFailure } from '#http/apis/ooto/failures.js';
import { failureAnswerSchema } from '#http/apis/ooto/schema.js';

/** Sends a failure in the envelope. `retryAfterSeconds`: when a refused caller may come back. */
export function sendFailure(
  request: FastifyRequest,
  reply: FastifyReply,
  failure: Failure,
  retryAfterSeconds?: number,
): FastifyReply {
  const { status, result } = toOotoFailure(failure);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  return reply.code(status).send(failureAnswerSchema.parse({ transactionId: request.transactionId, result }));
}
