/**
 * How many verifications may be inside at once, from the first byte of their upload to their answer. It bounds the
 * memory that uploads take and refuses at the door what the workers could not finish in time.
 */
export interface Admission {
  /** Null: full. Otherwise call `leave` exactly once. */
  enter(): { leave(): void } | null;
  readonly inside: number;
  /** Whole seconds after which a refused caller should try again, 1–60. */
  retryAfterSeconds(): number;
}

/** Weight of the newest duration in the running mean. */
const newestWeight = 0.2;
/** Before anything was measured: about one verification on one core. */
const firstGuessMs = 1000;

export function createAdmission(options: {
  /** Verifications that run at the same time. */
  readonly running: number;
  /** Verifications that may wait. */
  readonly waiting: number;
  /** Milliseconds on any monotone clock. */
  readonly clock?: () => number;
}): Admission {
  const { running, waiting, clock = () => performance.now() } = options;
  let inside = 0;
  let meanMs = firstGuessMs;
  return {
    enter() {
      if (inside >= running + waiting) return null;
      inside += 1;
      const enteredAt = clock();
      return {
        leave() {
          inside -= 1;
          meanMs += newestWeight * (clock() - enteredAt - meanMs);
        },
      };
    },
    get inside() {
      return inside;
    },
    // A place is free once one of those inside has left; the mean includes their waiting.
    retryAfterSeconds: () => Math.min(60, Math.max(1, Math.ceil(meanMs / 1000))),
  };
}
