export interface Distribution {
  readonly runs: number;
  readonly medianMs: number;
  readonly p90Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** Median, 90th, 95th and 99th percentile (nearest rank) of times in milliseconds. */
export function distribution(timesMs: readonly number[]): Distribution {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const rank = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
  return { runs: sorted.length, medianMs: rank(0.5), p90Ms: rank(0.9), p95Ms: rank(0.95), p99Ms: rank(0.99) };
}

/** How long `work` takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Runs `work` once unmeasured and then `runs` times. */
export async function measure(runs: number, work: () => Promise<unknown>): Promise<Distribution> {
  await work();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) times.push(await timed(work));
  return distribution(times);
}
