import type { FastifyRequest } from 'fastify';
import type { Credentials } from '#services/api-keys/authenticate.js';

/** `x-api-key`, as deepidv's dialect carries a key; it names its application by itself. */
export function apiKeyHeader({ headers }: FastifyRequest): Credentials | null {
  const key = headers['x-api-key'];
  return typeof key === 'string' && key !== '' ? { applicationId: null, key } : null;
}
