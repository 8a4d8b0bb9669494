import { workerData } from 'node:worker_threads';
import type { FailureCode } from '#domain/failure.js';
import type { Outcome } from '#domain/outcome.js';
import { runAbandonable, throwIfAbandoned } from '#engine/abandonment.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import type {
  EngineModule,
  EngineWorkerArguments,
  EngineWorkerCall,
  EngineWorkerData,
} from '#engine/pool/engine-module.js';
import { receiveOptions } from '#engine/pool/options-channel.js';

/** How long a warm worker waits for the others to have loaded before it serves; only a dead sibling takes longer. */
const longestWaitForSiblingsMs = 60_000;

const { moduleUrl, optionsChannel } = workerData as EngineWorkerData; // piscina types workerData as any; the pool gives this

async function load(): Promise<EngineTasks> {
  const receiving = receiveOptions(optionsChannel);
  const module = (await import(moduleUrl)) as EngineModule; // the pool names a module of this shape
  const { options, loaded } = await receiving;
  try {
    return await module.createEngineTasks(options);
  } finally {
    loaded();
  }
}

// Models load at once, not on the first call. A fault in them is the answer of every call, not the end of the thread.
const tasks = load();
tasks.catch(() => undefined);

type Handler<Name extends keyof EngineWorkerArguments> = (call: EngineWorkerCall<Name>) => Promise<unknown>;

/** Every handler ends early once its caller has gone; a task that was abandoned while it waited never begins. */
const handler =
  <Name extends keyof EngineWorkerArguments>(
    work: (engine: EngineTasks, argument: EngineWorkerArguments[Name]) => Promise<unknown>,
  ): Handler<Name> =>
  async ({ argument, abandoned }) => {
    const engine = await tasks;
    return runAbandonable(
      () => Atomics.load(abandoned, 0) !== 0,
      async () => {
        throwIfAbandoned();
        return work(engine, argument);
      },
    );
  };

export const checkImage = handler<'checkImage'>((engine, bytes) => engine.checkImage(bytes));
export const analyseSelfie = handler<'analyseSelfie'>((engine, bytes) => engine.analyseSelfie(bytes));
export const analyseDocument = handler<'analyseDocument'>((engine, { bytes, nowEpochMs }) =>
  engine.analyseDocument(bytes, nowEpochMs),
);
export const detectFaces = handler<'detectFaces'>((engine, bytes) => engine.detectFaces(bytes));
export const analysePortrait = handler<'analysePortrait'>((engine, { bytes, options }) =>
  engine.analysePortrait(bytes, options),
);
export const reliefBetween = handler<'reliefBetween'>((engine, { from, to }) => engine.reliefBetween(from, to));
export const followPerson = handler<'followPerson'>((engine, { faces, operatingPoint }) =>
  engine.followPerson(faces, operatingPoint),
);
export const normaliseImage = handler<'normaliseImage'>((engine, bytes) => engine.normaliseImage(bytes));

/**
 * Analyses a picture and then waits for the sibling workers, so that each worker takes exactly one warm-up. Siblings
 * take turns between document and selfie; a worker without siblings analyses both.
 */
export const warmUp = handler<'warmUp'>(async (engine, { document, selfie, nowEpochMs, arrivals, workers }) => {
  const turn = Atomics.add(arrivals, 0, 1);
  const failures: (FailureCode | null)[] = [];
  if (workers === 1 || turn % 2 === 0) failures.push(failureOf(await engine.analyseDocument(document, nowEpochMs)));
  if (workers === 1 || turn % 2 === 1) failures.push(failureOf(await engine.analyseSelfie(selfie)));
  Atomics.add(arrivals, 1, 1);
  Atomics.notify(arrivals, 1);
  const deadline = Date.now() + longestWaitForSiblingsMs;
  for (let arrived = Atomics.load(arrivals, 1); arrived < workers; arrived = Atomics.load(arrivals, 1)) {
    if (Date.now() >= deadline) break;
    throwIfAbandoned();
    Atomics.wait(arrivals, 1, arrived, 100);
  }
  return failures;
});

const failureOf = (outcome: Outcome<unknown>): FailureCode | null => (outcome.ok ? null : outcome.failure.code);
