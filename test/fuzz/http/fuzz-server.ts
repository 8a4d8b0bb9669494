import fc from 'fast-check';
import { pictureMark } from '#domain/sandbox.js';
import { sandboxPicture } from '../../support/sandbox-picture.js';
import type { SandboxServer } from '../../support/sandbox-server.js';
import { heifLike, standardPictures } from '../targets/picture-seeds.js';
import { describedCalls, undeclared } from './declared-answers.js';
import { hostileRequests, send } from './hostile-requests.js';

/** Whole and broken ones; each names a scenario of the sandbox, so that calls get as far as they can. */
async function sentPictures(): Promise<Uint8Array[]> {
  const broken = [...(await standardPictures()), await heifLike(), Buffer.alloc(0), Buffer.alloc(70_000, 65)].map(
    (file) => Buffer.concat([file.subarray(0, 200), Buffer.from(`${pictureMark}match`), file.subarray(200)]),
  );
  return [sandboxPicture('match'), sandboxPicture('face-not-found'), ...broken];
}

/** No call without a model takes longer, by far. */
const deadlineMs = 20_000;

export interface FuzzedServer {
  readonly requests: number;
  readonly slowestMs: number;
  /** By their number: statuses that were answered. */
  readonly statuses: Readonly<Record<number, number>>;
}

/**
 * Sends hostile requests to every call of a server and to `/livez` between them. Throws, with the smallest request that does it,
 * where an answer is none that the call declares.
 */
export async function fuzzServer(
  server: SandboxServer,
  { seed, runs }: { readonly seed: number; readonly runs: number },
): Promise<FuzzedServer> {
  // What the server's own key may do is not to end: calls that revoke it are left to their own tests.
  const calls = (await describedCalls(server.url)).filter(({ path }) => !/\/(revoke|rotate)$/.test(path));
  const statuses: Record<number, number> = {};
  let slowestMs = 0;
  let requests = 0;
  const pictures = await sentPictures();
  const headers = (path: string): Record<string, string> => server.headers(path);
  await fc.assert(
    fc.asyncProperty(hostileRequests(calls, { headers, pictures }), async (request) => {
      const answer = await send(server.url, request);
      requests += 1;
      slowestMs = Math.max(slowestMs, answer.ms);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      const wrong = undeclared(request.call, answer.status, answer.body);
      if (wrong !== null)
        throw new Error(`${request.call.method} ${request.call.path}: ${wrong}: ${answer.body.slice(0, 300)}`);
      if (answer.ms > deadlineMs) throw new Error(`${request.call.path}: ${Math.round(answer.ms)} ms`);
      if (requests % 20 === 0 && (await fetch(`${server.url}/livez`)).status !== 200) throw new Error('not alive');
    }),
    { seed, numRuns: runs },
  );
  return { requests, slowestMs, statuses };
}
