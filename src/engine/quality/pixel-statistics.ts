/** The values at which the mask is 1. */
export function valuesWhere(values: Float32Array, mask: Uint8Array): Float32Array {
  let count = 0;
  for (const flag of mask) count += flag;
  const selected = new Float32Array(count);
  let to = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) selected[to++] = values[i]!;
  return selected;
}

/** The value below which `share` (0–1) of the ascending values lie; there must be at least one. */
export function percentileOf(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))]!;
}
