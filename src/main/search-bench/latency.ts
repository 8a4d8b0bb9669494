/** Milliseconds. */
export interface Latency {
  /** The least: what the work takes when nothing else wants the cores. */
  readonly least: number;
  readonly p50: number;
  readonly p99: number;
}

export function latencyOf(timesMs: readonly number[]): Latency {
  const times = timesMs.toSorted((left, right) => left - right);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)] ?? 0;
  return { least: times[0] ?? 0, p50: at(0.5), p99: at(0.99) };
}

/** How long one run takes, and what it gave. */
export async function timed<Value>(run: () => Value | Promise<Value>): Promise<[number, Value]> {
  const startedAt = performance.now();
  const value = await run();
  return [performance.now() - startedAt, value];
}
