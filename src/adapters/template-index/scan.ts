import type { BestHits } from '#adapters/template-index/best-hits.js';
import type { VectorBlock } from '#adapters/template-index/vector-block.js';

/** Dimensions between two looks at whether a sample can still count. */
const stride = 16;

/** Rounding of a sum in another order is far smaller; a sample at the very threshold must not be lost to it. */
const slack = 1 + 1e-9;

/**
 * Offers every sample among the first `count` of a block that is near enough. Score: 1 − distance. A sum of squares only
 * grows: most samples are given up after a part of their dimensions, and none that counts is.
 */
export function scanEuclidean(block: VectorBlock, count: number, probe: Float32Array, best: BestHits): void {
  const { vectors, templateNumbers, sampleNumbers } = block;
  const dimensions = probe.length;
  const whole = dimensions - (dimensions % stride);
  let farthest = farthestSquare(best.leastScore);
  for (let slot = 0, start = 0; slot < count; slot++, start += dimensions) {
    let sum = 0;
    let d = 0;
    while (d < whole && sum <= farthest) {
      for (const end = d + stride; d < end; d += 4) {
        const a = vectors[start + d]! - probe[d]!;
        const b = vectors[start + d + 1]! - probe[d + 1]!;
        const c = vectors[start + d + 2]! - probe[d + 2]!;
        const e = vectors[start + d + 3]! - probe[d + 3]!;
        sum += a * a + b * b + (c * c + e * e);
      }
    }
    if (sum > farthest) continue;
    const score = 1 - Math.sqrt(squareDistance(vectors, start, probe));
    best.offer({ templateNumber: templateNumbers[slot]!, sampleNumber: sampleNumbers[slot]!, score });
    farthest = farthestSquare(best.leastScore);
  }
}

/** As `scanEuclidean`, by the cosine of the angle. */
export function scanCosine(block: VectorBlock, count: number, probe: Float32Array, best: BestHits): void {
  const { vectors, templateNumbers, sampleNumbers } = block;
  const dimensions = probe.length;
  let probeSquare = 0;
  for (const value of probe) probeSquare += value * value;
  for (let slot = 0, start = 0; slot < count; slot++, start += dimensions) {
    let dot = 0;
    let square = 0;
    for (let d = 0; d < dimensions; d++) {
      const value = vectors[start + d]!;
      dot += value * probe[d]!;
      square += value * value;
    }
    const score = Math.max(-1, Math.min(1, dot / Math.sqrt(probeSquare * square)));
    if (score >= best.leastScore) {
      best.offer({ templateNumber: templateNumbers[slot]!, sampleNumber: sampleNumbers[slot]!, score });
    }
  }
}

/** In the order in which a comparison of two templates adds, so that both give one score. */
function squareDistance(vectors: Float32Array, start: number, probe: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < probe.length; d++) {
    const difference = vectors[start + d]! - probe[d]!;
    sum += difference * difference;
  }
  return sum;
}

function farthestSquare(leastScore: number): number {
  const farthest = 1 - leastScore;
  return farthest < 0 ? -1 : farthest * farthest * slack;
}
