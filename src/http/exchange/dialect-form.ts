import type { FastifyRequest } from 'fastify';
import type { Dialect } from '#domain/dialect.js';
import type { Failure } from '#domain/failure.js';
import type { ReadCredentials } from '#http/auth/authenticate-request.js';
import type { WireAnswer } from '#http/exchange/wire-answer.js';

/** What one dialect has of its own in every exchange: how credentials are carried and how failures look. */
export interface DialectForm {
  readonly name: Dialect;
  readonly readCredentials: ReadCredentials;
  readonly failureAnswer: (failure: Failure, request: FastifyRequest) => WireAnswer;
}
