/** `secure`: the server is reached over https. A cookie of such a name is bound to this host, its root and https (RFC 6265bis §4.1.3). */
const nameOf = (name: string, secure: boolean): string => (secure ? `__Host-bonafide-${name}` : `bonafide-${name}`);

export type DashboardCookie = 'user' | 'oidc';

/**
 * The value of a `Set-Cookie` header. `user` is never sent along from another site (`Strict`); `oidc` has to come back with the
 * browser from the provider (`Lax`) and lives for minutes. Null deletes it.
 */
export function dashboardCookie(
  name: DashboardCookie,
  value: string | null,
  { secure, maxAgeSeconds }: { readonly secure: boolean; readonly maxAgeSeconds: number },
): string {
  return [
    `${nameOf(name, secure)}=${value ?? ''}`,
    'Path=/',
    `Max-Age=${value === null ? 0 : maxAgeSeconds}`,
    'HttpOnly',
    ...(secure ? ['Secure'] : []),
    `SameSite=${name === 'user' ? 'Strict' : 'Lax'}`,
  ].join('; ');
}

/** Null: none, or several, of which one was planted. */
export function cookieValue(header: string | undefined, name: DashboardCookie, secure: boolean): string | null {
  const wanted = nameOf(name, secure);
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${wanted}=`))
    .map((pair) => pair.slice(wanted.length + 1));
  return values.length === 1 && values[0] !== '' ? values[0]! : null;
}
