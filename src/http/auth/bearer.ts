import type { FastifyRequest } from 'fastify';
import type { Credentials } from '#services/api-keys/authenticate.js';

/** `Authorization: Bearer <key>` (RFC 6750), or `x-api-key` where a caller cannot set that. */
export function bearer(request: FastifyRequest): Credentials | null {
  const match = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '');
  const key = match?.[1] ?? request.headers['x-api-key'];
  return typeof key === 'string' && key !== '' ? { key, applicationId: null } : null;
}
