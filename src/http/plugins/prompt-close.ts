import type { FastifyInstance } from 'fastify';

/** How often a server that is closing looks for connections without a request. */
const lookEveryMs = 50;

/**
 * Lets go of kept-alive connections as soon as their last request is answered while the server closes. Node looks for them
 * only once; one that was still sending a file then would keep the server open for the whole keep-alive time.
 */
export function addPromptClose(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    const timer = setInterval(() => app.server.closeIdleConnections(), lookEveryMs);
    app.server.once('close', () => clearInterval(timer));
    timer.unref();
  });
}
