/**
 * How many verifications may be inside at once, from the first byte of their upload to their answer. It bounds the
 * memory that uploads take and refuses at the door what the workers could not finish in time.
 */
export interface Admission {
  /** Null: no place for this caller. Otherwise call `leave` exactly once. */
  enter(caller: Caller): Place | null;
  readonly inside: number;
  /** Whole seconds after which a refused caller should try again, 1–60. */
  retryAfterSeconds(): number;
}

/**
 * Who shares the places with others: an application, by its id; or whoever has not shown yet for which one he calls, by his
 * network (`networkOf`).
 */
export type Caller = string | { readonly network: string };

export interface Place {
  /** Once it is known whose call this is. False: that application has its share already, and the call may not go on. */
  belongsTo(applicationId: string): boolean;
  leave(): void;
}

/**
 * A caller may have at most so many times the places that are free. Alone it gets four fifths of all, so that others always
 * find one; several that take what they can get end up with equal shares (Choudhury and Hahne, Dynamic queue length
 * thresholds, 1998).
 */
const shareOfFree = 4;
/** Callers without a key have one share together. In it a network gets half of all places alone: others find some there too. */
const shareOfNetwork = 1;

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

  /** Whether this caller may have one more of `free` places. */
  function admits(caller: Caller, free: number): boolean {
    const counted = countedAs(caller).map(([name, share]) => ({ own: insideOf.get(name) ?? 0, share }));
    if (counted.some(({ own, share }) => own >= share * free)) return false;
    const now = clock();
    const work = load();
    queueSince = work.queued > 0 ? (queueSince ?? now) : null;
    const isIn = counted.every(({ own }) => own > 0);
    if (!isIn || work.running < running || !isOverloaded(now)) return true;
    overloadedAt = now;
    return false;
  }

  function count(caller: Caller, change: 1 | -1): void {
    inside += change;
    for (const [name] of countedAs(caller)) {
      const left = (insideOf.get(name) ?? 0) + change;
      if (left === 0) insideOf.delete(name);
      else insideOf.set(name, left);
    }
  }

  return {
    enter(entering) {
      if (!admits(entering, places - inside)) return null;
      const enteredAt = clock();
      let caller = entering;
      count(caller, 1);
      return {
        belongsTo(applicationId) {
          if (!admits(applicationId, places - inside + 1)) return false;
          count(caller, -1);
          caller = applicationId;
          count(caller, 1);
          return true;
        },
        leave() {
          count(caller, -1);
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

/** Under which names a caller is counted, and how many times the free places each may have. No application's id is empty or has blanks. */
const countedAs = (caller: Caller): readonly (readonly [name: string, share: number])[] =>
  typeof caller === 'string'
    ? [[caller, shareOfFree]]
    : [
        ['', shareOfFree],
        [`network ${caller.network}`, shareOfNetwork],
      ];
