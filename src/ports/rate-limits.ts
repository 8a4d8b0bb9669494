/** So many per second in the long run, and so many at once. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

export interface RateDecision {
  readonly allowed: boolean;
  /** Whole requests that could follow at once. */
  readonly remaining: number;
  /** Until one more is allowed; 0 where `remaining` is at least 1. */
  readonly retryAfterMs: number;
  /** Until the whole burst is there again. */
  readonly resetAfterMs: number;
}

/** Limits that hold over every process that shares the implementation's store. */
export interface RateLimits {
  /** Takes one request of `subject` at `nowEpochMs` if the limit allows it; atomic. */
  take(subject: string, limit: RateLimit, nowEpochMs: number): Promise<RateDecision>;
  /** Forgets the subjects whose whole burst is there again; gives how many. */
  sweep(nowEpochMs: number): Promise<number>;
}
