import type { FastifyInstance } from 'fastify';
import type { Readiness } from '#http/readiness.js';

/** How often a server that is closing looks for connections without a request. */
const lookEveryMs = 50;

/**
 * Lets go of kept-alive connections as soon as their last request is answered while the server closes. Node looks for them
 * only once; one that was still sending a file then would keep the server open for the whole keep-alive time.
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
  app.addHook('preClose', async () => {
    const timer = setInterval(() => app.server.closeIdleConnections(), lookEveryMs);
    app.server.once('close', () => clearInterval(timer));
    timer.unref();
  });
}
