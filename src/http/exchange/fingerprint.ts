import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/**
 * Digest of a request: method, address, query and body, whatever the order of its fields. `body`: the parsed fields;
 * pictures as their bytes.
 */
export function fingerprintOf(request: FastifyRequest, body: Readonly<Record<string, unknown>>): string {
  const hash = createHash('sha256');
  const { pathname, searchParams } = new URL(request.url, 'http://any');
  searchParams.sort();
  hash.update(JSON.stringify([request.method, pathname, searchParams.toString()]));
  hash.update(JSON.stringify(ordered(body)));
  return hash.digest('hex');
}

/** The same value with sorted keys, and bytes as their digest. */
function ordered(value: unknown): unknown {
  if (value instanceof Uint8Array) return { sha256: createHash('sha256').update(value).digest('hex') };
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, ordered(inner)]));
}
