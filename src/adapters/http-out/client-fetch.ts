import { fetch as undiciFetch, type Agent, type RequestInit } from 'undici';

/**
 * `fetch` that reaches URLs below `base` through `agent` and nothing else. Redirects reject: what stands at the configured
 * address must answer itself.
 */
export function createClientFetch(base: URL, agent: Agent): typeof fetch {
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
