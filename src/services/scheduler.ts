/** Work that comes back. An argument of `main`: tests that do not ask for it have none. */
export interface Scheduler {
  /** Runs `work` now and then about every `intervalMs`, never twice at once. `work` does not throw. */
  repeat(intervalMs: number, work: () => Promise<void>): Repetition;
}

export interface Repetition {
  /** Resolves once a run that is under way has ended; none follows. */
  stop(): Promise<void>;
}

/** How far from the interval a pause may lie, so that processes that start together do not work together for ever. */
const jitter = 0.2;

/** `random`: in [0, 1). */
export const createScheduler = (random: () => number): Scheduler => ({
  repeat(intervalMs, work) {
    let timer: NodeJS.Timeout | null = null;
    let stopped = false;
    let running = Promise.resolve();
    const run = async (): Promise<void> => {
      await work();
      if (stopped) return;
      timer = setTimeout(begin, intervalMs * (1 - jitter + 2 * jitter * random()));
      // A process that has nothing else to do may end.
      timer.unref();
    };
    const begin = (): void => {
      running = run();
    };
    begin();
    return {
      async stop() {
        stopped = true;
        if (timer !== null) clearTimeout(timer);
        await running;
      },
    };
  },
});
