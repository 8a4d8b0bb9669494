import { Agent, request as undiciRequest } from 'undici';
import { failureReason } from '#adapters/http-out/failure-reason.js';
import { guardedConnector, TargetRefusedError, type ConnectorOptions } from '#adapters/http-out/guarded-connector.js';
import type { OutgoingRequest, OutgoingResult } from '#ports/http-out.js';

/** One request and the head of its answer, over a connection of its own. Never rejects for what the other side does. */
export async function exchange(
  url: URL,
  outgoing: OutgoingRequest,
  connector: ConnectorOptions,
): Promise<OutgoingResult> {
  // One kept open would lead where the name led at an earlier check.
  const agent = new Agent({ connect: guardedConnector(connector), headersTimeout: 0, bodyTimeout: 0, pipelining: 1 });
  try {
    const response = await undiciRequest(url, {
      dispatcher: agent,
      method: outgoing.method,
      headers: outgoing.headers,
      body: outgoing.body ?? null,
      signal: connector.signal ?? null,
    });
    const body = await readHead(response.body, outgoing);
    if (body === null) return { kind: 'failed', reason: 'response-too-large' };
    return { kind: 'answered', status: response.statusCode, headers: neededOf(response.headers), body };
  } catch (error) {
    if (error instanceof TargetRefusedError) return { kind: 'refused', reason: error.reason };
    return { kind: 'failed', reason: failureReason(error) };
  } finally {
    void agent.destroy();
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
