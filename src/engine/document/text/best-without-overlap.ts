/** A stretch that is worth something: start ≤ place < end. */
export interface WeighedStretch {
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** The stretches of the greatest sum of weights of which no two overlap, in order (weighted interval scheduling). */
export function bestWithoutOverlap<T extends WeighedStretch>(stretches: readonly T[]): T[] {
  const sorted = [...stretches].sort((a, b) => a.end - b.end || b.weight - a.weight);
  const best: { weight: number; chosen: readonly T[] }[] = [{ weight: 0, chosen: [] }];
  sorted.forEach((stretch, index) => {
    let before = index;
    while (before > 0 && sorted[before - 1]!.end > stretch.start) before--;
    const weight = best[before]!.weight + stretch.weight;
    const without = best[index]!;
    best.push(weight > without.weight ? { weight, chosen: [...best[before]!.chosen, stretch] } : without);
  });
  return [...best[sorted.length]!.chosen].sort((a, b) => a.start - b.start);
}
