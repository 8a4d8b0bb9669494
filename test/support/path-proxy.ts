import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A reverse proxy under whose address a server has a path to itself. */
export interface PathProxy {
  /** `http://localhost:<port>/<path>`: the public address of what it stands before. */
  readonly url: string;
  /** The server's own address; before it is set nothing is passed on. */
  target: string;
  /** Whether it passes the path on, or takes it away. */
  keepsPath: boolean;
  close(): Promise<void>;
}

export async function startPathProxy(path: string): Promise<PathProxy> {
  const self = { target: '', keepsPath: false };
  const server = createServer((asked, response) => {
    const at = asked.url ?? '/';
    if (!at.startsWith(`${path}/`) || self.target === '') {
      response.writeHead(404).end();
      return;
    }
    const forwarded = { 'x-forwarded-for': asked.socket.remoteAddress ?? '', 'x-forwarded-proto': 'http' };
    const passed = request(
      new URL(self.target + (self.keepsPath ? at : at.slice(path.length))),
      { method: asked.method, headers: { ...asked.headers, ...forwarded } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(self, {
    url: `http://localhost:${(server.address() as AddressInfo).port}${path}`, // a listening TCP server has one
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
