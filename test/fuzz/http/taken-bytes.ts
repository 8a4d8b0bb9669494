import diagnostics from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';

/** What a server of this process took from one connection, and what it answered. */
export interface Taken {
  /** Read by the server's process; what waits in the kernel is not among it. */
  readonly bytes: number;
  /** Of them, those that it had read when it began to answer; all where it cut off before there was a request. */
  readonly beforeAnswerBytes: number;
  /** HTTP status; null: it was cut off without an answer. */
  readonly status: number | null;
  readonly sentBytes: number;
  readonly ms: number;
}

export interface SendOptions {
  readonly port: number;
  /** Sent first. */
  readonly head: string;
  /** Sent again and again until the server answers, closes, or `mostBytes` are written. */
  readonly chunk: Uint8Array;
  readonly mostBytes: number;
  /** Between two chunks. */
  readonly pauseMs?: number;
  /** When to give up. */
  readonly deadlineMs: number;
}

/** Sends a body that goes on and on, and counts what the server, which runs in this process, reads of it. */
export async function sendOn(options: SendOptions): Promise<Taken> {
  const { port, head, chunk, mostBytes, pauseMs = 0, deadlineMs } = options;
  const startedAt = performance.now();
  let own: Socket | undefined;
  const note = (message: unknown): void => void (own ??= (message as { socket: Socket }).socket); // as Node documents it
  let beforeAnswerBytes: number | undefined;
  const watch = (message: unknown): void => {
    const { response, socket } = message as { response: ServerResponse; socket: Socket }; // as Node documents it
    const writeHead = response.writeHead.bind(response) as (...values: unknown[]) => ServerResponse; // its overloads
    response.writeHead = (...values: unknown[]) => {
      beforeAnswerBytes ??= socket.bytesRead;
      return writeHead(...values);
    };
  };
  diagnostics.subscribe('net.server.socket', note);
  diagnostics.subscribe('http.server.request.start', watch);
  const client = connect(port, '127.0.0.1');
  let answer = '';
  let isOver = false;
  const over = new Promise<void>((resolve) => {
    const end = (): void => {
      isOver = true;
      resolve();
    };
    client.on('data', (data) => {
      answer += data.toString('latin1');
      // An answer is enough: what a client does that reads it.
      if (answer.includes('\r\n\r\n')) end();
    });
    client.once('error', end).once('close', end);
    setTimeout(end, deadlineMs).unref();
  });
  client.write(head);
  let sentBytes = 0;
  while (!isOver && sentBytes < mostBytes) {
    sentBytes += chunk.length;
    const isThrough = client.write(chunk);
    if (!isThrough) await Promise.race([new Promise((resolve) => client.once('drain', resolve)), over]);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  await over;
  diagnostics.unsubscribe('net.server.socket', note);
  diagnostics.unsubscribe('http.server.request.start', watch);
  const bytes = own?.bytesRead ?? 0;
  client.destroy();
  const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
  return {
    bytes,
    beforeAnswerBytes: beforeAnswerBytes ?? bytes,
    status: status === undefined ? null : Number(status),
    sentBytes,
    ms: performance.now() - startedAt,
  };
}
