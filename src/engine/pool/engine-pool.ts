import { Piscina } from 'piscina';
import { fail, type Outcome } from '#domain/outcome.js';
import type { FailureCode } from '#domain/failure.js';
import { passedThrough } from '#engine/decode/passed-through.js';
import { shippedRecogniser, type RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import type {
  EngineSource,
  EngineWorkerArguments,
  EngineWorkerCall,
  EngineWorkerData,
  WarmUpPictures,
} from '#engine/pool/engine-module.js';
import { FairTurns } from '#engine/pool/fair-turns.js';
import { offerOptions } from '#engine/pool/options-channel.js';

export interface EnginePoolOptions {
  /** The compiled `engine/pool/worker.js`. */
  readonly workerFile: string;
  readonly source: EngineSource;
  readonly workers: number;
  /** Tasks that may wait for a worker; one more is answered `overloaded` at once. */
  readonly queueLimit: number;
  /** From the call to its answer. A task that takes longer is answered `deadline-exceeded` and abandoned. */
  readonly deadlineMs: number;
  /** Time that a worker gets to notice that its task is abandoned; then it is taken for hung and replaced. */
  readonly graceMs?: number;
}

/**
 * JavaScript of one worker, in MB: pictures and nets lie outside of it. V8's own limit, up to 4 GB, would take the machine's
 * memory before the worker's.
 */
const workerHeapMb = 1024;

/** Far longer than any single net runs: a hung worker is one that loops, or waits for something that never comes. */
const defaultGraceMs = 30_000;

export interface EnginePool extends EngineTasks {
  /** The tasks of one of several callers, who take turns where all workers are busy; without it, of one nameless caller. */
  forCaller(caller: string): EngineTasks;
  /**
   * Loads every worker and runs an analysis on each: the document's and the selfie's in turn, or both where there is
   * one worker. Gives the failure codes (null: analysed). Throws what a worker throws: a model that cannot be used.
   */
  warmUp(pictures: WarmUpPictures): Promise<(FailureCode | null)[]>;
  /** Settles with the options of the source, and rejects as they do: no worker ever loads then. `recogniser` waits for it. */
  readonly loaded: Promise<void>;
  readonly load: { readonly running: number; readonly queued: number };
  /** Abandons what still runs, waits until it has noticed, and ends the workers. */
  close(): Promise<void>;
}

interface UnfinishedCall {
  /** Settles when the worker is done, which may be after the caller was answered. */
  readonly result: Promise<unknown>;
  abandon(): void;
}

/** The engine's tasks in worker threads, one task a thread: `session.run` blocks the thread that it runs on. */
export function createEnginePool(options: EnginePoolOptions): EnginePool {
  const { source, workers, queueLimit, deadlineMs, graceMs = defaultGraceMs } = options;
  const offer = offerOptions(source.options);
  let recogniser: RecogniserInUse | null = null;
  const loaded = Promise.all([source.recogniser ?? shippedRecogniser, source.options]).then(([inUse]) => {
    recogniser = inUse;
  });
  loaded.catch(() => undefined); // whoever starts the pool awaits it
  const pool = new Piscina({
    filename: options.workerFile,
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: 1,
    resourceLimits: { maxOldGenerationSizeMb: workerHeapMb },
    workerData: { moduleUrl: source.moduleUrl, optionsChannel: offer.channelName } satisfies EngineWorkerData,
    // Otherwise an idle worker blocks in Atomics.wait, and models of a replaced worker would not load until called.
    atomics: 'disabled',
    // Workers get no environment: the master key may be in it.
    env: {},
  });
  // A worker that dies idle is replaced; one that dies at work rejects its task. Neither may end the process.
  pool.on('error', () => undefined);

  // Waiting is ours: the pool's own queue takes no task that can be abandoned.
  const turns = new FairTurns(workers);
  const unfinished = new Set<UnfinishedCall>();

  function call<Name extends keyof EngineWorkerArguments>(
    name: Name,
    argument: EngineWorkerArguments[Name],
    caller: string,
  ): UnfinishedCall {
    const abandoned = new Int32Array(new SharedArrayBuffer(4));
    const hung = new AbortController();
    let graceTimer: NodeJS.Timeout | undefined;
    const message: EngineWorkerCall<Name> = { argument, abandoned };
    const started: UnfinishedCall = {
      result: turns.run(caller, () => pool.run(message, { name, signal: hung.signal })),
      abandon() {
        Atomics.store(abandoned, 0, 1);
        graceTimer ??= setTimeout(() => hung.abort(), graceMs);
      },
    };
    unfinished.add(started);
    const finish = (): void => {
      clearTimeout(graceTimer);
      unfinished.delete(started);
    };
    started.result.then(finish, finish);
    return started;
  }

  async function task<T>(
    name: Exclude<keyof EngineWorkerArguments, 'warmUp'>,
    argument: unknown,
    caller: string,
  ): Promise<Outcome<T>> {
    if (unfinished.size >= workers + queueLimit) return fail({ code: 'overloaded' });
    const started = call(name, argument as never, caller); // each method below pairs name, argument and answer
    let deadlineTimer: NodeJS.Timeout | undefined;
    const deadline = new Promise<'deadline'>((resolve) => {
      deadlineTimer = setTimeout(resolve, deadlineMs, 'deadline');
    });
    try {
      const first = await Promise.race([started.result, deadline]);
      if (first !== 'deadline') return first as Outcome<T>; // as above
      started.abandon();
      return fail({ code: 'deadline-exceeded' });
    } finally {
      clearTimeout(deadlineTimer);
    }
  }

  const inUse = (): RecogniserInUse => {
    if (recogniser === null) throw new Error('the engine has not loaded yet');
    return recogniser;
  };
  const workFor = (caller: string): Omit<EngineTasks, 'recogniser'> => ({
    checkImage: (bytes) => task('checkImage', bytes, caller),
    analyseSelfie: (bytes) => task('analyseSelfie', bytes, caller),
    analyseDocument: (bytes, nowEpochMs) => task('analyseDocument', { bytes, nowEpochMs }, caller),
    detectFaces: (bytes) => task('detectFaces', bytes, caller),
    analysePortrait: (bytes, options) => task('analysePortrait', { bytes, options }, caller),
    reliefBetween: (from, to) => task('reliefBetween', { from, to }, caller),
    followPerson: (faces, operatingPoint) => task('followPerson', { faces, operatingPoint }, caller),
    // What needs no decoding need not wait for a worker.
    normaliseImage: async (bytes) => passedThrough(bytes) ?? task('normaliseImage', bytes, caller),
  });

  return {
    ...workFor(''),
    get recogniser() {
      return inUse();
    },
    forCaller: (caller) => ({ ...workFor(caller), recogniser: inUse() }),
    async warmUp(pictures) {
      const arrivals = new Int32Array(new SharedArrayBuffer(8));
      const calls = Array.from(
        { length: workers },
        () => call('warmUp', { ...pictures, arrivals, workers }, '').result,
      );
      return ((await Promise.all(calls)) as (FailureCode | null)[][]).flat(); // what worker.ts answers
    },
    loaded,
    get load() {
      const running = Math.min(unfinished.size, workers);
      return { running, queued: unfinished.size - running };
    },
    async close() {
      const left = [...unfinished];
      for (const started of left) started.abandon();
      await Promise.allSettled(left.map(({ result }) => result));
      await offer.close(graceMs);
      await pool.destroy();
    },
  };
}
