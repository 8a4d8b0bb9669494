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

/**
 * A queue that stands for longer is no burst: more is asked for than can be done, and whoever is let in behind it only waits,
 * and makes all others wait. Until nobody had to be refused for as long, a caller of whom something is inside is let in only
 * while a worker is idle (a queue told from a burst by how long it stands: Nichols and Jacobson, Controlling queue
 * delay, 2012).
 */
const longestBurstMs = 5000;

/** Weight of the newest duration in the running mean. */
const newestWeight = 0.2;
/** Before anything was measured: about one verification on one core. */
const firstGuessMs = 1000;

export function createAdmission(options: {
  /** Verifications that run at the same time. */
  readonly running: number;
  /** Verifications that may wait. */
  readonly waiting: number;
  /** What the workers do. Not all who are inside keep one busy: their upload may still be on its way. Default: they do. */
  readonly load?: () => { readonly running: number; readonly queued: number };
  /** Milliseconds on any monotone clock. */
  readonly clock?: () => number;
}): Admission {
  const { running, waiting, clock = () => performance.now() } = options;
  const places = running + waiting;
  let inside = 0;
  const { load = () => ({ running: Math.min(inside, running), queued: Math.max(0, inside - running) }) } = options;
  const insideOf = new Map<string, number>();
  let meanMs = firstGuessMs;
  /** Since when there has been a queue each time that somebody came; null: there was none the last time. */
  let queueSince: number | null = null;
  /** When somebody was last refused because of that. */
  let overloadedAt = -Infinity;
  const isOverloaded = (now: number): boolean =>
    now - overloadedAt < longestBurstMs || (queueSince !== null && now - queueSince >= longestBurstMs);
  return {
    enter(caller) {
      const enteredAt = clock();
      const own = insideOf.get(caller) ?? 0;
      if (own >= shareOfFree * (places - inside)) return null;
      const work = load();
      queueSince = work.queued > 0 ? (queueSince ?? enteredAt) : null;
      if (own > 0 && work.running >= running && isOverloaded(enteredAt)) {
        overloadedAt = enteredAt;
        return null;
      }
      inside += 1;
      insideOf.set(caller, own + 1);
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
