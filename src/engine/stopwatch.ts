import type { Timings } from '#domain/verification.js';

/** Times the stages of one piece of work, in milliseconds. */
export interface Stopwatch {
  time<T>(stage: string, work: () => Promise<T>): Promise<T>;
  readonly timings: Timings;
}

export function createStopwatch(now: () => number = () => performance.now()): Stopwatch {
  const timings: Timings = {};
  return {
    timings,
    async time(stage, work) {
      const startedAt = now();
      try {
        return await work();
      } finally {
        timings[stage] = (timings[stage] ?? 0) + now() - startedAt;
      }
    },
  };
}
