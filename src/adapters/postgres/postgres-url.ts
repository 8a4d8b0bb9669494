/**
 * The URL as `pg` is to read it. `pg` reads `sslmode=require` and `verify-ca` as `verify-full` and warns of it at every
 * start: they are said to be that here. A connection without a check of the certificate is `sslmode=no-verify`.
 */
export function strictTlsUrl(url: string): string {
  if (/[?&]uselibpqcompat=/.test(url)) return url;
  return url.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/, '$1verify-full');
}

/** Whether what is sent to this database can be read on the way: it is on another machine, and TLS is not asked for. */
export function crossesNetworkInTheClear(url: string): boolean {
  const text = url.replace('@/', '@localhost/');
  if (!URL.canParse(text)) return false;
  const parsed = new URL(text);
  const host = parsed.searchParams.get('host') ?? decodeURIComponent(parsed.hostname);
  const here = host === '' || host === 'localhost' || host.startsWith('/') || /^(127\.|\[::1\]$|::1$)/.test(host);
  const mode = parsed.searchParams.get('sslmode');
  const tls = (mode !== null && mode !== 'disable') || ['true', '1'].includes(parsed.searchParams.get('ssl') ?? '');
  return !here && !tls;
}
