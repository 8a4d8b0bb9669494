import type { EngineTasksOptions } from '#engine/create-engine-tasks.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { createEnginePool } from '#engine/pool/engine-pool.js';
import { verify } from '#engine/verify.js';
import { beginRealEngine, engineWorkerFile } from '#main/engine-source.js';
import { tasksWithAndWithout } from './selfie-signals.js';
import { distribution, type Distribution } from './statistics.js';

export interface IdentifySignalsResult {
  readonly without: Distribution;
  readonly whole: Distribution;
  /** From pair to pair of runs. */
  readonly added: Distribution;
}

const rounds = 20;
const warmUps = 2;

/**
 * A document and a selfie judged as a server of two workers does it, with quality and liveness of the selfie and without, by
 * turns: the document in a thread of its own, the selfie in this one.
 */
export async function benchIdentifySignals(
  pictures: { readonly document: Uint8Array; readonly selfie: Uint8Array },
  options: EngineTasksOptions,
  modelsDirectory: string,
): Promise<IdentifySignalsResult> {
  const { whole, without } = await tasksWithAndWithout(options);
  const documents = createEnginePool({
    workerFile: engineWorkerFile,
    source: beginRealEngine({ modelsDirectory, onProgress: () => undefined }),
    workers: 1,
    queueLimit: 10,
    deadlineMs: 120_000,
  });
  const timed = async (selfies: EngineTasks): Promise<number> => {
    const tasks = { ...selfies, analyseDocument: documents.analyseDocument.bind(documents) };
    const startedAt = performance.now();
    const outcome = await verify({ ...pictures, nowEpochMs: Date.now() }, tasks);
    const ms = performance.now() - startedAt;
    if (!outcome.ok) throw new Error(outcome.failure.code);
    return ms;
  };
  const times: { without: number; whole: number }[] = [];
  try {
    for (let round = -warmUps; round < rounds; round++) {
      const wholeFirst = round % 2 === 0;
      const first = await timed(wholeFirst ? whole : without);
      const second = await timed(wholeFirst ? without : whole);
      if (round >= 0) times.push(wholeFirst ? { whole: first, without: second } : { whole: second, without: first });
    }
  } finally {
    await documents.close();
  }
  return {
    without: distribution(times.map((time) => time.without)),
    whole: distribution(times.map((time) => time.whole)),
    added: distribution(times.map((time) => time.whole - time.without)),
  };
}
