import type { FastifyRequest } from 'fastify';
import type { Scope } from '#domain/access.js';
import type { FailureCode } from '#domain/failure.js';
import { authorise, type Authenticate, type Credentials } from '#services/api-keys/authenticate.js';

/** How a dialect carries credentials. Null: none, or not whole. */
export type ReadCredentials = (request: FastifyRequest) => Credentials | null;

/** Checks the caller and notes the principal on the request. Null: the call may go on. */
export async function authenticateRequest(
  request: FastifyRequest,
  options: { authenticate: Authenticate; readCredentials: ReadCredentials; scope: Scope },
): Promise<FailureCode | null> {
  const authenticated = await options.authenticate(options.readCredentials(request));
  if (!authenticated.ok) return authenticated.failure.code;
  request.principal = authenticated.value;
  const authorised = authorise(authenticated.value, options.scope);
  return authorised.ok ? null : authorised.failure.code;
}
