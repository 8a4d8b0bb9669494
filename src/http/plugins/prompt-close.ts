import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import type { Readiness } from '#http/readiness.js';

/** How often a server that is closing looks for connections without a request. */
const lookEveryMs = 50;

/**
 * Lets go of kept-alive connections as soon as their last request is answered while the server closes. Node looks for them
 * only once; one that was still sending a file then would keep the server open for the whole keep-alive time. Connections on
 * which nothing was ever asked, as browsers open them ahead, it takes for busy ones.
 *
 * Before it closes, while it tells that it will, every answer asks its client to open a new connection next time: a call
 * that a client sends on a kept one in the moment in which the server lets go of it breaks off.
 */
export function addPromptClose(app: FastifyInstance, readiness: Readiness): void {
  app.addHook('onSend', async (request, reply, payload) => {
    // A body that is still on its way is read to its end; letting go before would lose the answer.
    if (readiness.state === 'draining' && request.raw.complete) reply.header('connection', 'close');
    return payload;
  });
  const unused = unusedConnections(app);
  app.addHook('preClose', async () => {
    const timer = setInterval(() => {
      app.server.closeIdleConnections();
      for (const [socket, bytes] of unused) {
        if (socket.bytesRead === bytes) socket.destroy();
        else unused.set(socket, socket.bytesRead); // a request is on its way
      }
    }, lookEveryMs);
    app.server.once('close', () => clearInterval(timer));
    timer.unref();
  });
}

/** Connections that have brought no request yet; with each, how much had come when it was last looked at, -1: it was not. */
function unusedConnections({ server }: FastifyInstance): Map<Socket, number> {
  const unused = new Map<Socket, number>();
  // Over TLS the requests come on another socket than the one that connects.
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    unused.set(socket, -1);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }: { readonly socket: Socket }) => unused.delete(socket));
  return unused;
}
