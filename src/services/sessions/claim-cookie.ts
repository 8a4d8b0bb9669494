/** Carries the secret of the browser that a session belongs to. */
export const claimCookieName = 'bonafide-claim';

export interface ClaimCookieOptions {
  /** Of the page: other pages of this server never see it. */
  readonly path: string;
  /** The page is framed by another site. */
  readonly embedded: boolean;
  readonly maxAgeSeconds: number;
  /** False only where `PUBLIC_URL` is plain http (a loopback address): some browsers drop a secure cookie there. */
  readonly secure: boolean;
}

/**
 * The value of a `Set-Cookie` header. In a frame the cookie has a jar of its own for each embedding site (CHIPS:
 * `Partitioned`), which needs `SameSite=None; Secure`; elsewhere no other site's form can act with it (`SameSite=Lax`).
 */
export function claimCookie(secret: string, { path, embedded, maxAgeSeconds, secure }: ClaimCookieOptions): string {
  const attributes = [`Path=${path}`, `Max-Age=${maxAgeSeconds}`, 'HttpOnly'];
  if (secure || embedded) attributes.push('Secure');
  attributes.push(...(embedded ? ['SameSite=None', 'Partitioned'] : ['SameSite=Lax']));
  return [`${claimCookieName}=${secret}`, ...attributes].join('; ');
}

/** Every value of that name in a `Cookie` header: a browser may hold one framed and one not. */
export function claimSecretsOf(cookieHeader: string | undefined): string[] {
  return (cookieHeader ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .filter(([name, value]) => name === claimCookieName && value !== undefined && value !== '')
    .map(([, value]) => value!);
}
