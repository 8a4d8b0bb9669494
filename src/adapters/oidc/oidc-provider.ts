import * as client from 'openid-client';
import type { HttpOut, OutgoingRequest } from '#ports/http-out.js';
import type { OidcProvider } from '#ports/oidc-provider.js';

export interface OidcProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Joined by spaces; `openid` is one of them. */
  readonly scopes: string;
}

/** A provider's documents and tokens are small; whoever waits for a sign-in does not wait long. */
const largestAnswerBytes = 1_000_000;
const timeoutMs = 10_000;
/** How long what the provider says of itself is believed: its keys may change. */
const discoveredForMs = 60 * 60_000;

/** Authorization code with PKCE (OpenID Connect Core §3.1, RFC 7636), by way of the guard for everything that goes out. */
export function createOidcProvider(
  { issuer, clientId, clientSecret, scopes }: OidcProviderOptions,
  { httpOut, now }: { readonly httpOut: Pick<HttpOut, 'request'>; readonly now: () => number },
): OidcProvider {
  let discovered: { readonly config: Promise<client.Configuration>; readonly atEpochMs: number } | null = null;

  async function discover(): Promise<client.Configuration> {
    return client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      [client.customFetch]: (url, init) => fetchThrough(httpOut, url, init),
      timeout: timeoutMs / 1000,
      execute: [
        client.enableNonRepudiationChecks,
        // Plain http is for hosts that the operator allows by name; all others the guard refuses.
        ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
      ],
    });
  }
  function configuration(): Promise<client.Configuration> {
    if (discovered === null || discovered.atEpochMs + discoveredForMs < now()) {
      const config = discover();
      discovered = { config, atEpochMs: now() };
      // One that failed is asked for again by the next.
      config.catch(() => (discovered = null));
    }
    return discovered.config;
  }

  return {
    issuer,
    async begin(redirectUri) {
      const config = await configuration();
      const transaction = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        codeVerifier: client.randomPKCECodeVerifier(),
      };
      const location = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: scopes,
        state: transaction.state,
        nonce: transaction.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(transaction.codeVerifier),
        code_challenge_method: 'S256',
      });
      return { location: location.href, transaction };
    },
    async end(returnedTo, { state, nonce, codeVerifier }) {
      const tokens = await client.authorizationCodeGrant(await configuration(), returnedTo, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('the provider gave no ID token');
      return { subject: claims.sub, claims };
    },
  };
}

/** `fetch` as the library knows it: no redirects, bounded in bytes and time, to hosts that may be called. */
async function fetchThrough(
  httpOut: Pick<HttpOut, 'request'>,
  url: string,
  init: client.CustomFetchOptions,
): Promise<Response> {
  const body = bodyOf(init.body);
  const request: OutgoingRequest = {
    method: init.method === 'POST' ? 'POST' : 'GET',
    url,
    purpose: 'client-library',
    headers: init.headers,
    timeoutMs,
    maxBodyBytes: largestAnswerBytes,
    overflow: 'fail',
    ...(body !== null && { body }),
  };
  const result = await httpOut.request(request);
  if (result.kind !== 'answered') throw new TypeError(`the provider cannot be asked: ${result.reason}`);
  return new Response(result.status === 204 ? null : Buffer.from(result.body), {
    status: result.status,
    headers: { ...result.headers },
  });
}

function bodyOf(body: client.FetchBody): string | Uint8Array | null {
  if (body === null || body === undefined) return null;
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError('a body that cannot be sent');
}
