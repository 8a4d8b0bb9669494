import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The name that TLS was asked for; null without TLS. */
  readonly serverName: string | null;
}

export interface LoopbackReceiver {
  readonly port: number;
  /** Accepted TCP connections. */
  readonly connections: () => number;
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

export interface LoopbackReceiverOptions {
  /** Default 127.0.0.1. */
  readonly address?: string;
  readonly port?: number;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Default: 204 without a body. */
  readonly answer?: (request: ReceivedRequest, response: ServerResponse) => void;
}

/** A real server on a loopback address that keeps what it got. */
export async function startReceiver(options: LoopbackReceiverOptions = {}): Promise<LoopbackReceiver> {
  const { address = '127.0.0.1', port = 0, tls, answer = (_, response) => response.writeHead(204).end() } = options;
  const requests: ReceivedRequest[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const servername = 'servername' in request.socket ? request.socket.servername : null;
      const received = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
        serverName: typeof servername === 'string' ? servername : null,
      };
      requests.push(received);
      answer(received, response);
    });
  };
  const server = tls === undefined ? createHttpServer(listener) : createHttpsServer(tls, listener);
  let connections = 0;
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port, // a listening TCP server has one
    connections: () => connections,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
