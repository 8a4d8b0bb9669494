import type { FastifyRequest } from 'fastify';
import type { Credentials } from '#services/api-keys/authenticate.js';

/** `APP-ID` and `APP-KEY`, as OOTO's dialect carries credentials; both are needed. */
export function appIdAndKey(request: FastifyRequest): Credentials | null {
  const applicationId = request.headers['app-id'];
  const key = request.headers['app-key'];
  if (typeof applicationId !== 'string' || typeof key !== 'string' || applicationId === '') return null;
  return { applicationId, key };
}
