import type { FastifyRequest } from 'fastify';

/**
 * Whether a call that changes something can come from this server's own page. A browser tells so itself: `Sec-Fetch-Site` (only
 * where the page is https or loopback) and `Origin` (`null` where the policy on referrers hides it). Programs send neither; they
 * have no cookies that another could misuse.
 */
export function isOwnPage({ headers }: Pick<FastifyRequest, 'headers'>, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  return origin === 'null' ? site === 'same-origin' : origin === new URL(publicUrl).origin;
}
