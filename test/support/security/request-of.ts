import type { Belongings, TypedBody } from './belongings.js';
import type { DescribedRoute } from './route-access.js';
import type { Sent } from './security-server.js';

/**
 * The request of a route that names the things of `own`. `route`: `METHOD url`; `instead`: what stands in the place of a
 * parameter.
 */
export async function requestOf(
  route: string,
  { ids, query, body }: DescribedRoute,
  own: Belongings,
  instead: Readonly<Record<string, string>> = {},
): Promise<Sent & { readonly headers: Readonly<Record<string, string>> }> {
  const [method, url] = route.split(' ') as [string, string]; // as the table's names are made
  const { applicationId, mode } = own.owner;
  const values: Readonly<Record<string, string>> = {
    applicationId,
    mode,
    part: '0',
    ...Object.fromEntries(Object.entries(ids).map(([name, of]) => [name, own[of]])),
    ...instead,
  };
  const path = url.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? 'x'));
  const search = query === undefined ? '' : `?${new URLSearchParams(query(own)).toString()}`;
  const sent: TypedBody | undefined = await body?.(own);
  return {
    method,
    path: path + search,
    headers: sent?.headers ?? {},
    ...(sent !== undefined && { body: sent.body }),
  };
}
