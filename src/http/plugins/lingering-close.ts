import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Read and thrown away after a refusal, at most; then reading stops for good. */
const drainLimitBytes = 64 * 1024;
/** How long a client may take to notice the answer while it is still sending. */
const longestLingerMs = 2000;
/** A body that is known to be no longer than this is simply read to its end, and the connection lives on. */
const drainedWholeBytes = 32 * 1024 * 1024;

/**
 * An answer that leaves before the request was read whole (a refusal, an upload over its limit) must still reach the
 * client. Closing a socket with unread data in it makes the kernel reset the connection, and the answer may be lost.
 * So the answer is sent whole, and the response ends only when the client has stopped or `longestLingerMs` is over.
 */
export function addLingeringClose(app: FastifyInstance): void {
  app.addHook<unknown>('onSend', async (request, reply, payload) => {
    if (request.raw.complete || !hasBody(request) || typeof payload !== 'string') return payload;
    // Nobody is left to read the answer.
    if (request.raw.destroyed) return payload;
    const untouched = request.raw.readableFlowing === null && !request.raw.readableDidRead;
    const declaredBytes = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
    // Node reads an untouched body to its end by itself once the response is finished.
    if (untouched && declaredBytes <= drainedWholeBytes) return payload;
    reply.header('connection', 'close').header('content-length', Buffer.byteLength(payload));
    return lingeringBody(payload, request.raw);
  });
}

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function lingeringBody(payload: string, request: IncomingMessage): Readable {
  let drainedBytes = 0;
  const body = new Readable({ read() {} }); // pushed to by the events below
  const finish = (): void => {
    clearTimeout(timer);
    request.off('data', drain).off('end', finish).off('close', finish);
    body.push(null);
  };
  const drain = (chunk: Buffer): void => {
    drainedBytes += chunk.length;
    if (drainedBytes >= drainLimitBytes) request.off('data', drain).pause();
  };
  const timer = setTimeout(finish, longestLingerMs);
  body.push(payload);
  request.on('data', drain).once('end', finish).once('close', finish).resume();
  return body;
}
