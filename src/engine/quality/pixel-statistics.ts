/** The value below which `share` (0–1) of the ascending values lie; there must be at least one. */
export function percentileOf(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))]!;
}

/** Steps in which luma is counted; finer than the 256 levels of the picture. */
const lumaBins = 1024;

/** Percentiles (shares, rising) of the luma where the mask is 1, to a thousandth; all 0 where it never is. */
export function lumaPercentiles(luma: Float32Array, mask: Uint8Array, shares: readonly number[]): number[] {
  const counts = new Uint32Array(lumaBins);
  let total = 0;
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    counts[Math.min(lumaBins - 1, Math.floor(luma[i]! * lumaBins))]!++;
    total++;
  }
  if (total === 0) return shares.map(() => 0);
  const percentiles: number[] = [];
  let bin = 0;
  let below = counts[0]!;
  for (const share of shares) {
    while (below < share * total) below += counts[++bin]!;
    percentiles.push((bin + 0.5) / lumaBins);
  }
  return percentiles;
}
