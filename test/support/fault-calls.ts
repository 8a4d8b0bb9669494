import { identify, type Credentials, type ServerProcess } from './server-process.js';

/** What one call came to. */
export interface Told {
  readonly status: number;
  readonly afterMs: number;
  readonly retryAfter: string | null;
  readonly body: Record<string, unknown>;
}

export const goodPictures = {
  doc: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3),
  selfie: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3),
};

/** A picture that asks its worker of `verifying-engine.mjs` to misbehave. */
export const pictureThat = (orders: object): Uint8Array =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(JSON.stringify(orders))]);

const told = async (startedAt: number, response: Response): Promise<Told> => ({
  status: response.status,
  body: (await response.json().catch(() => ({}))) as Record<string, unknown>,
  afterMs: performance.now() - startedAt,
  retryAfter: response.headers.get('retry-after'),
});

/** One verification of the OOTO dialect. */
export async function verifyOnce(
  server: Pick<ServerProcess, 'url'>,
  credentials: Credentials,
  pictures: { readonly doc: Uint8Array; readonly selfie: Uint8Array } = goodPictures,
): Promise<Told> {
  const startedAt = performance.now();
  return told(startedAt, await identify(server, credentials, pictures));
}

export async function get({ url }: Pick<ServerProcess, 'url'>, path: string, headers: Record<string, string> = {}) {
  const startedAt = performance.now();
  return told(startedAt, await fetch(`${url}${path}`, { headers, signal: AbortSignal.timeout(60_000) }));
}

/** Until `isSo`, looking every 50 ms; throws after `atMostMs`. Gives how long it took. */
export async function until(isSo: () => Promise<boolean>, atMostMs = 30_000): Promise<number> {
  const startedAt = performance.now();
  while (!(await isSo())) {
    if (performance.now() - startedAt > atMostMs) throw new Error(`it was not so within ${atMostMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return performance.now() - startedAt;
}
