import { Agent, fetch as undiciFetch, type RequestInit } from 'undici';
import { guardedConnector, type ConnectorOptions } from '#adapters/http-out/guarded-connector.js';

/**
 * `fetch` that reaches URLs below `base` through the guard and nothing else. Redirects reject: what stands at the configured
 * address must answer itself.
 */
export function createClientFetch(base: URL, connector: ConnectorOptions): typeof fetch {
  const agent = new Agent({ connect: guardedConnector(connector) });
  const folder = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
  const guarded = async (input: string | URL, init?: RequestInit) => {
    const url = new URL(input);
    if (url.origin !== base.origin || !`${url.pathname}/`.startsWith(folder)) {
      throw new TypeError('the address is outside of the configured base URL');
    }
    return undiciFetch(url, { ...init, dispatcher: agent, redirect: 'error' });
  };
  return guarded as unknown as typeof fetch; // undici's types and Node's describe the same classes under two names
}
