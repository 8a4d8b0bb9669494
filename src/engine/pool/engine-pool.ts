import { FixedQueue, Piscina } from 'piscina';
import { fail, type Outcome } from '#domain/outcome.js';
import type { FailureCode } from '#domain/failure.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import type { EngineWorkerCalls, EngineWorkerData, WarmUpPictures } from '#engine/pool/engine-module.js';

export interface EnginePoolOptions {
  /** The compiled `engine/pool/worker.js`. */
  readonly workerFile: string;
  /** What each worker loads. */
  readonly worker: EngineWorkerData;
  readonly workers: number;
  /** Tasks that may wait for a worker; one more is answered `overloaded` at once. */
  readonly queueLimit: number;
  /** From the call to its answer. A task that takes longer is answered `deadline-exceeded` and its worker replaced. */
  readonly deadlineMs: number;
}

export interface EnginePool extends EngineTasks {
  /**
   * Loads every worker and runs an analysis on each: the document's and the selfie's in turn, or both where there is
   * one worker. Gives the failure codes (null: analysed). Throws what a worker throws: a model that cannot be used.
   */
  warmUp(pictures: WarmUpPictures): Promise<(FailureCode | null)[]>;
  readonly load: { readonly running: number; readonly queued: number };
  close(): Promise<void>;
}

/** The engine's tasks in worker threads, one task a thread: `session.run` blocks the thread that it runs on. */
export function createEnginePool(options: EnginePoolOptions): EnginePool {
  const { workers, queueLimit, deadlineMs } = options;
  const pool = new Piscina({
    filename: options.workerFile,
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: 1,
    taskQueue: new FixedQueue(),
    workerData: options.worker,
    // Otherwise an idle worker blocks in Atomics.wait, and models of a replaced worker would not load until called.
    atomics: 'disabled',
    // Workers get no environment: the master key may be in it.
    env: {},
  });
  // A worker that dies idle is replaced; one that dies at work rejects its task. Neither may end the process.
  pool.on('error', () => undefined);

  let unfinished = 0;

  async function call<Name extends keyof EngineWorkerCalls>(
    name: Name,
    argument: EngineWorkerCalls[Name],
    signal?: AbortSignal,
  ): Promise<unknown> {
    unfinished += 1;
    try {
      return await pool.run(argument, { name, ...(signal && { signal }) });
    } finally {
      unfinished -= 1;
    }
  }

  async function task<T>(name: Exclude<keyof EngineWorkerCalls, 'warmUp'>, argument: unknown): Promise<Outcome<T>> {
    if (unfinished >= workers + queueLimit) return fail({ code: 'overloaded' });
    const deadline = AbortSignal.timeout(deadlineMs);
    try {
      return (await call(name, argument as never, deadline)) as Outcome<T>; // each method below pairs name, argument and answer
    } catch (error) {
      if (deadline.aborted) return fail({ code: 'deadline-exceeded' });
      throw error;
    }
  }

  return {
    checkImage: (bytes) => task('checkImage', bytes),
    analyseSelfie: (bytes) => task('analyseSelfie', bytes),
    analyseDocument: (bytes, nowEpochMs) => task('analyseDocument', { bytes, nowEpochMs }),
    detectFaces: (bytes) => task('detectFaces', bytes),
    async warmUp(pictures) {
      const arrivals = new Int32Array(new SharedArrayBuffer(8));
      const calls = Array.from({ length: workers }, () => call('warmUp', { ...pictures, arrivals, workers }));
      return ((await Promise.all(calls)) as (FailureCode | null)[][]).flat(); // what worker.ts answers
    },
    get load() {
      const running = Math.min(unfinished, workers);
      return { running, queued: unfinished - running };
    },
    close: () => pool.destroy(),
  };
}
