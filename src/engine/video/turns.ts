/** A bound on how much runs at the same time; whoever waits is served in order. */
export interface Turns {
  /** Gives the function that ends the turn; null when none came up in time. */
  take(deadlineMs: number): Promise<(() => void) | null>;
}

export function createTurns(concurrent: number): Turns {
  let free = concurrent;
  const waiting = new Set<() => void>();
  const release = (): void => {
    const [next] = waiting;
    if (next === undefined) {
      free++;
      return;
    }
    waiting.delete(next);
    next();
  };
  /** Once, however often it is called. */
  const turn = (): (() => void) => {
    let isOver = false;
    return () => {
      if (!isOver) release();
      isOver = true;
    };
  };
  return {
    take(deadlineMs) {
      if (free > 0) {
        free--;
        return Promise.resolve(turn());
      }
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(begin);
          resolve(null);
        }, deadlineMs);
        const begin = (): void => {
          clearTimeout(timer);
          resolve(turn());
        };
        waiting.add(begin);
      });
    },
  };
}
