import type { FastifyRequest } from 'fastify';

/**
 * Whether a call that changes something can come from a page of this server. A browser tells so itself: `Sec-Fetch-Site` (only
 * where the page is https or loopback) and `Origin` (`null` where the policy on referrers hides it), which has to be that of
 * `publicUrl` or, where the page was opened under another of the server's names, that under which the call reaches it. A name that
 * was made to point here (DNS rebinding) so passes, and gains nothing: cookies are of one name alone. Programs send neither header;
 * they have no cookies that another could misuse.
 */
export function isOwnPage(
  { headers, protocol }: Pick<FastifyRequest, 'headers' | 'protocol'>,
  publicUrl: string,
): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  if (origin === 'null') return site === 'same-origin';
  return origin === new URL(publicUrl).origin || origin === `${protocol}://${headers.host ?? ''}`;
}
