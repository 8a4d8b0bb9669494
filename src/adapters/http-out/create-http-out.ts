import { Agent, request as undiciRequest } from 'undici';
import type { AllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { createClientFetch } from '#adapters/http-out/client-fetch.js';
import { failureReason } from '#adapters/http-out/failure-reason.js';
import {
  guardedConnector,
  systemResolve,
  TargetRefusedError,
  type ResolveHost,
} from '#adapters/http-out/guarded-connector.js';
import { judgeUrl } from '#adapters/http-out/judge-url.js';
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
  const connectorWithin = (timeoutMs: number, signal?: AbortSignal) =>
    guardedConnector({
      allowed,
      resolve,
      timeoutMs,
      ...(signal !== undefined && { signal }),
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
        // A connection of its own: one kept open would lead where the name led at an earlier check.
        const agent = new Agent({
          connect: connectorWithin(outgoing.timeoutMs, signal),
          headersTimeout: 0,
          bodyTimeout: 0,
          pipelining: 1,
        });
        try {
          return await exchange(agent, url, outgoing, signal);
        } finally {
          void agent.destroy();
        }
      });
    },
    clientFetch(baseUrl) {
      const checked = checkTarget(baseUrl, 'client-library');
      if (!checked.ok) return checked;
      const agent = new Agent({ connect: connectorWithin(clientConnectTimeoutMs) });
      return ok(createClientFetch(checked.value, agent));
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

async function exchange(
  agent: Agent,
  url: URL,
  outgoing: OutgoingRequest,
  signal: AbortSignal,
): Promise<OutgoingResult> {
  try {
    const response = await undiciRequest(url, {
      dispatcher: agent,
      method: outgoing.method,
      headers: outgoing.headers,
      body: outgoing.body ?? null,
      signal,
    });
    const body = await readHead(response.body, outgoing);
    if (body === null) return { kind: 'failed', reason: 'response-too-large' };
    return { kind: 'answered', status: response.statusCode, headers: neededOf(response.headers), body };
  } catch (error) {
    if (error instanceof TargetRefusedError) return { kind: 'refused', reason: error.reason };
    return { kind: 'failed', reason: failureReason(error) };
  }
}

/** Null: longer than may be. Leaving the loop early ends the stream and its socket. */
async function readHead(
  stream: AsyncIterable<Uint8Array>,
  { maxBodyBytes, overflow }: OutgoingRequest,
): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes <= maxBodyBytes) continue;
    if (overflow === 'fail') return null;
    break;
  }
  return Buffer.concat(chunks).subarray(0, maxBodyBytes);
}

function neededOf(headers: Record<string, string | string[] | undefined>) {
  const { 'retry-after': retryAfter, 'content-type': contentType } = headers;
  return {
    ...(typeof retryAfter === 'string' && { 'retry-after': retryAfter }),
    ...(typeof contentType === 'string' && { 'content-type': contentType }),
  };
}
