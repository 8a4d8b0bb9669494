/**
 * How many verifications may be inside at once, from the first byte of their upload to their answer. It bounds the
 * memory that uploads take and refuses at the door what the workers could not finish in time.
 */
export interface Admission {
  /** `caller`: who shares the places with others, an application. Null: no place for it. Otherwise call `leave` exactly once. */
  enter(caller: string): { leave(): void } | null;
  readonly inside: number;
  /** Whole seconds after which a refused caller should try again, 1–60. */
  retryAfterSeconds(): number;
}

/**
 * A caller may have at most so many times the places that are free. Alone it gets four fifths of all, so that others always
 * find one; several that take what they can get end up with equal shares (Choudhury and Hahne, Dynamic queue length
 * thresholds, 1998).
 */
const shareOfFree = 4;

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
  const places = running + waiting;
  let inside = 0;
  const insideOf = new Map<string, number>();
  let meanMs = firstGuessMs;
  return {
    enter(caller) {
      const own = insideOf.get(caller) ?? 0;
      if (own >= shareOfFree * (places - inside)) return null;
      inside += 1;
      insideOf.set(caller, own + 1);
      const enteredAt = clock();
      return {
        leave() {
          inside -= 1;
          const left = (insideOf.get(caller) ?? 1) - 1;
          if (left === 0) insideOf.delete(caller);
          else insideOf.set(caller, left);
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
