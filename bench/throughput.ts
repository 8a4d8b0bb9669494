import { startBenchedServer } from './benched-server.js';
import { distribution, type Distribution } from './statistics.js';

export interface ThroughputResult {
  readonly cores: number;
  readonly document: string;
  readonly perSecond: number;
  readonly latency: Distribution;
  readonly peakMiB: number | null;
}

const warmUps = 6;
const verifications = 40;

/** A server on one core and on two, kept busy by twice as many callers as it has workers. */
export async function benchThroughput(
  scratch: string,
  documents: Readonly<Record<string, Uint8Array>>,
  selfie: Uint8Array,
): Promise<ThroughputResult[]> {
  const results: ThroughputResult[] = [];
  for (const cores of [1, 2]) {
    const server = await startBenchedServer(scratch, { workers: cores });
    try {
      for (const [name, document] of Object.entries(documents)) {
        const times: number[] = [];
        const identify = async (): Promise<void> => {
          const startedAt = performance.now();
          const { status } = await server.identify(document, selfie);
          if (status !== 200) throw new Error(`doc/identify answered ${status} to the ${name}`);
          times.push(performance.now() - startedAt);
        };
        await inTurns(warmUps, 2 * cores, identify);
        times.length = 0;
        const startedAt = performance.now();
        await inTurns(verifications, 2 * cores, identify);
        const seconds = (performance.now() - startedAt) / 1000;
        results.push({
          cores,
          document: name,
          perSecond: verifications / seconds,
          latency: distribution(times),
          peakMiB: server.peakMiB(),
        });
      }
    } finally {
      await server.stop();
    }
  }
  return results;
}

/** Does `work` `count` times, `callers` at once. */
async function inTurns(count: number, callers: number, work: () => Promise<void>): Promise<void> {
  let begun = 0;
  const caller = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
}
