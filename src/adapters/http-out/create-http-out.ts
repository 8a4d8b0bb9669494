import type { AllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import type { ConnectorOptions } from '#adapters/http-out/guarded-connector.js';
import { judgeUrl } from '#adapters/http-out/judge-url.js';
import { systemResolve, type ResolveHost } from '#adapters/http-out/resolve-host.js';
import { fail, ok } from '#domain/outcome.js';
import { refusalDescriptions, type HttpOut, type OutgoingRequest, type OutgoingResult } from '#ports/http-out.js';

export interface HttpOutOptions {
  readonly allowed: AllowedHosts;
  /** Default: as this machine does. */
  readonly resolve?: ResolveHost;
  /** PEM; default: those that Node trusts (NODE_EXTRA_CA_CERTS adds to them). */
  readonly certificateAuthorities?: string;
}

/** A library's connection attempt ends after this; its own time limit is the library's. */
const clientConnectTimeoutMs = 10_000;

/** The guard and the sockets behind it; see `HttpOut`. */
export function createHttpOut(options: HttpOutOptions): HttpOut {
  const { allowed, resolve = systemResolve, certificateAuthorities } = options;
  const connectorWithin = (timeoutMs: number): ConnectorOptions => ({
    allowed,
    resolve,
    timeoutMs,
    ...(certificateAuthorities !== undefined && { certificateAuthorities }),
  });

  const checkTarget: HttpOut['checkTarget'] = (text, purpose) => {
    const { refused, url } = judgeUrl(text, purpose, allowed);
    return refused === null ? ok(url) : fail({ code: 'url-refused', detail: refusalDescriptions[refused] });
  };

  return {
    checkTarget,
    async request(outgoing) {
      const { refused, url } = judgeUrl(outgoing.url, outgoing.purpose, allowed);
      if (refused !== null) return { kind: 'refused', reason: refused };
      return withTimeLimit(outgoing, async (signal) => {
        // On demand, here and below: a server starts without an HTTP client.
        const { exchange } = await import('#adapters/http-out/exchange.js');
        return exchange(url, outgoing, { ...connectorWithin(outgoing.connectTimeoutMs ?? outgoing.timeoutMs), signal });
      });
    },
    clientFetch(baseUrl) {
      const checked = checkTarget(baseUrl, 'client-library');
      if (!checked.ok) return checked;
      let guarded: Promise<typeof fetch> | null = null;
      return ok(async (input, init) => {
        guarded ??= import('#adapters/http-out/client-fetch.js').then(({ createClientFetch }) =>
          createClientFetch(checked.value, connectorWithin(clientConnectTimeoutMs)),
        );
        return (await guarded)(input, init);
      });
    },
  };
}

/**
 * Ends `work` with the request's time limit or its caller's signal, also where it does not listen: undici waits for a
 * connection that is being opened. Not AbortSignal.any over AbortSignal.timeout: on Node 20 such a signal can be
 * collected before it fires.
 */
async function withTimeLimit(
  { timeoutMs, signal }: OutgoingRequest,
  work: (signal: AbortSignal) => Promise<OutgoingResult>,
): Promise<OutgoingResult> {
  if (signal?.aborted === true) return { kind: 'failed', reason: 'aborted' };
  const stopped = new AbortController();
  let stop: (reason: 'timeout' | 'aborted') => void = () => undefined;
  const early = new Promise<OutgoingResult>((resolve) => {
    stop = (reason) => {
      resolve({ kind: 'failed', reason });
      stopped.abort();
    };
  });
  const timer = setTimeout(() => stop('timeout'), timeoutMs);
  const abort = (): void => stop('aborted');
  signal?.addEventListener('abort', abort);
  try {
    return await Promise.race([early, work(stopped.signal)]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
