import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A door between a server and its database. */
export interface TcpGate {
  /** The URL of the database through the gate. */
  readonly url: string;
  /** Cuts every connection and refuses new ones. */
  shut(): Promise<void>;
  /** Lets them through again, at the same address. */
  reopen(): Promise<void>;
}

/** Passes on what comes to a port of its own to the host and port of `url`. */
export async function openTcpGate(url: string): Promise<TcpGate> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const server = createServer((inside) => {
    const outside = connect(Number(target.port), target.hostname);
    for (const socket of [inside, outside]) track(socket);
    inside.on('close', () => outside.destroy()).pipe(outside);
    outside.on('close', () => inside.destroy()).pipe(inside);
  });
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo; // it listens on a port
  const through = new URL(url);
  through.port = String(port);
  return {
    url: through.href,
    async shut() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    reopen: () => listen(port),
  };
}
