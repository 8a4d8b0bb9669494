import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A door between a server and what it needs: its database, its store of files. */
export interface TcpGate {
  /** The URL of what lies behind, through the gate. */
  readonly url: string;
  /** Cuts every connection and refuses new ones. */
  shut(): Promise<void>;
  /** Keeps every connection and lets no byte pass; new ones are accepted. */
  hang(): void;
  /** Lets each piece pass only after so long. */
  slow(delayMs: number): void;
  /** Lets everything through again, at the same address. What hung is cut. */
  reopen(): Promise<void>;
}

/** Passes on what comes to a port of its own to the host and port of `url`. */
export async function openTcpGate(url: string): Promise<TcpGate> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let hangs = false;
  let delayMs = 0;
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const pass = (from: Socket, to: Socket): void => {
    from.on('data', (piece) => {
      if (hangs) return;
      if (delayMs === 0) to.write(piece);
      else setTimeout(() => to.write(piece), delayMs);
    });
    from.on('close', () => setTimeout(() => to.destroy(), delayMs));
  };
  const server = createServer((inside) => {
    const outside = connect(Number(target.port), target.hostname);
    for (const socket of [inside, outside]) track(socket);
    pass(inside, outside);
    pass(outside, inside);
  });
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  await listen(0);
  const { port } = server.address() as AddressInfo; // it listens on a port
  const through = new URL(url);
  through.port = String(port);
  return {
    url: through.href,
    async shut() {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
    hang: () => void (hangs = true),
    slow: (each) => void (delayMs = each),
    async reopen() {
      if (hangs) cut();
      hangs = false;
      delayMs = 0;
      if (!server.listening) await listen(port);
    },
  };
}
