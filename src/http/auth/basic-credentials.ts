import type { FastifyRequest } from 'fastify';
import type { Credentials } from '#services/api-keys/authenticate.js';

/** RFC 7617; the scheme's name is written in any case. */
const basicPattern = /^basic +([A-Za-z0-9+/_-]+={0,2})$/i;

/** HTTP Basic: the application's id is the user name, the key the password. */
export function basicCredentials({ headers }: FastifyRequest): Credentials | null {
  const encoded = basicPattern.exec(headers.authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1) return null;
  return { applicationId: text.slice(0, colon), key: text.slice(colon + 1) };
}
