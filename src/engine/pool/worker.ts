import { workerData } from 'node:worker_threads';
import type { FailureCode } from '#domain/failure.js';
import type { Outcome } from '#domain/outcome.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import type { EngineModule, EngineWorkerCalls, EngineWorkerData } from '#engine/pool/engine-module.js';

/** How long a warm worker waits for the others to have loaded before it serves; only a dead sibling takes longer. */
const longestWaitForSiblingsMs = 60_000;

const { moduleUrl, options } = workerData as EngineWorkerData; // piscina types workerData as any; the pool gives this

async function load(): Promise<EngineTasks> {
  const module = (await import(moduleUrl)) as EngineModule; // the pool names a module of this shape
  return module.createEngineTasks(options);
}

// Models load at once, not on the first call. A fault in them is the answer of every call, not the end of the thread.
const tasks = load();
tasks.catch(() => undefined);

type Call<Name extends keyof EngineWorkerCalls> = (argument: EngineWorkerCalls[Name]) => Promise<unknown>;

export const checkImage: Call<'checkImage'> = async (bytes) => (await tasks).checkImage(bytes);
export const analyseSelfie: Call<'analyseSelfie'> = async (bytes) => (await tasks).analyseSelfie(bytes);
export const analyseDocument: Call<'analyseDocument'> = async ({ bytes, nowEpochMs }) =>
  (await tasks).analyseDocument(bytes, nowEpochMs);
export const detectFaces: Call<'detectFaces'> = async (bytes) => (await tasks).detectFaces(bytes);

/**
 * Analyses a picture and then waits for the sibling workers, so that each worker takes exactly one warm-up. Siblings
 * take turns between document and selfie; a worker without siblings analyses both.
 */
export const warmUp: Call<'warmUp'> = async ({ document, selfie, nowEpochMs, arrivals, workers }) => {
  const engine = await tasks;
  const turn = Atomics.add(arrivals, 0, 1);
  const failures: (FailureCode | null)[] = [];
  if (workers === 1 || turn % 2 === 0) failures.push(failureOf(await engine.analyseDocument(document, nowEpochMs)));
  if (workers === 1 || turn % 2 === 1) failures.push(failureOf(await engine.analyseSelfie(selfie)));
  Atomics.add(arrivals, 1, 1);
  Atomics.notify(arrivals, 1);
  const deadline = Date.now() + longestWaitForSiblingsMs;
  for (let arrived = Atomics.load(arrivals, 1); arrived < workers; arrived = Atomics.load(arrivals, 1)) {
    if (Date.now() >= deadline) break;
    Atomics.wait(arrivals, 1, arrived, deadline - Date.now());
  }
  return failures;
};

const failureOf = (outcome: Outcome<unknown>): FailureCode | null => (outcome.ok ? null : outcome.failure.code);
