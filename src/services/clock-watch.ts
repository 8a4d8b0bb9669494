/** More than a clock is ever corrected by in the time between two looks, unless somebody sets it. */
const jumpMs = 10 * 60_000;
/** What nobody has mended in this time is taken for the truth. */
const distrustMs = 60 * 60_000;

/**
 * Says whether the time of day can be gone by for what cannot be undone: retention destroys what is due, and a clock that
 * jumps ahead by a year makes everything due. Told by a clock that only counts: a jump of over 10 minutes between two calls
 * is distrusted for an hour. A machine that slept looks the same, and waits that hour.
 */
export function createClockWatch(options: {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds on a clock that nobody sets. */
  readonly steady: () => number;
}): { isTrusted(): boolean } {
  const { now, steady } = options;
  let last = { now: now(), steady: steady() };
  let distrustedUntil = Number.NEGATIVE_INFINITY;
  return {
    isTrusted() {
      const current = { now: now(), steady: steady() };
      const jumped = Math.abs(current.now - last.now - (current.steady - last.steady));
      last = current;
      if (jumped > jumpMs) distrustedUntil = current.steady + distrustMs;
      return current.steady >= distrustedUntil;
    },
  };
}
