import { createServer, type Server } from 'node:http';

export interface MetricsPage {
  readonly contentType: string;
  /** Everything as it is now. */
  readonly text: () => Promise<string>;
}

/** Nothing is asked for but one small page: whoever does not get that far in this time is cut off. */
const patienceMs = 10_000;
/** Those who watch are few. */
const mostConnections = 32;

/**
 * A server for those who watch this one, not yet listening: `GET /metrics` and nothing else. It has no credentials, so it must
 * listen where callers cannot reach it.
 */
export function createMetricsListener({ contentType, text }: MetricsPage): Server {
  const server = createServer(
    { headersTimeout: patienceMs, requestTimeout: patienceMs, maxHeaderSize: 8192, keepAliveTimeout: 75_000 },
    (request, response) => {
      const [path] = (request.url ?? '').split('?', 1);
      const found = path === '/metrics' && (request.method === 'GET' || request.method === 'HEAD');
      response.setHeader('cache-control', 'no-store');
      response.setHeader('x-content-type-options', 'nosniff');
      if (!found) {
        response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
        return;
      }
      text().then(
        (body) => response.writeHead(200, { 'content-type': contentType }).end(body),
        () => response.writeHead(500, { 'content-type': 'text/plain' }).end('internal error\n'),
      );
    },
  );
  server.maxConnections = mostConnections;
  return server;
}
