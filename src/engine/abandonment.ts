import { AsyncLocalStorage } from 'node:async_hooks';

/** Thrown inside work that nobody waits for any more. */
export class AbandonedError extends Error {
  override readonly name = 'AbandonedError';
}

const current = new AsyncLocalStorage<() => boolean>();

/**
 * Runs `work` so that it ends before its next net once `isAbandoned` says so. A thread must never be ended from outside
 * while a net runs on it: onnxruntime-node then throws where nobody can catch it, and the whole process aborts.
 */
export const runAbandonable = <T>(isAbandoned: () => boolean, work: () => Promise<T>): Promise<T> =>
  current.run(isAbandoned, work);

/** For every point before a long native call. Throws `AbandonedError`; outside `runAbandonable` it does nothing. */
export function throwIfAbandoned(): void {
  if (current.getStore()?.() === true) throw new AbandonedError('nobody waits for this result any more');
}
