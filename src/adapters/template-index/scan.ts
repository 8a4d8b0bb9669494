import type { Candidates } from '#adapters/template-index/candidates.js';
import type { Quantised } from '#adapters/template-index/quantise.js';
import type { VectorBlock } from '#adapters/template-index/vector-block.js';

/** A probe in whole numbers, and the length of the probe itself. */
export interface ScannedProbe extends Quantised {
  readonly length: number;
}

/**
 * Far above what rounding in 64 bits does to the sums here and to those of a comparison (some 1e-14 of their terms at
 * 512 dimensions), far below what the codes lose (some 1e-2).
 */
const rounding = 1e-12;

/**
 * Offers every sample among the first `count` of a block that can be near enough; `dots` are the sums of the products of
 * its codes and the probe's. Score: 1 − distance. By the triangle inequality the distance of two vectors differs from
 * that of what their codes say by no more than both errors.
 */
export function scanEuclidean(
  block: VectorBlock,
  count: number,
  dots: Int32Array,
  probe: ScannedProbe,
  candidates: Candidates,
): void {
  const { scales, squares, errors } = block;
  const probeSquare = probe.scale * probe.scale * probe.square;
  const probeError = probe.error;
  const twice = 2 * probe.scale;
  let reach = reachOf(candidates.cut);
  for (let slot = 0; slot < count; slot++) {
    const scale = scales[slot]!;
    const squareSum = probeSquare + scale * scale * squares[slot]!;
    const square = squareSum - twice * scale * dots[slot]!;
    const error = errors[slot]! + probeError;
    const farthest = reach + error;
    const least = square - rounding * squareSum;
    if (!(farthest >= 0 && least <= farthest * farthest)) continue;
    const nearest = Math.max(0, Math.sqrt(Math.max(0, least)) - error);
    const furthest = Math.sqrt(Math.max(0, square) + rounding * squareSum) + error;
    candidates.offer({
      templateNumber: block.templateNumbers[slot]!,
      sampleNumber: block.sampleNumbers[slot]!,
      leastScore: 1 - furthest - rounding * (1 + furthest),
      greatestScore: Math.min(1, 1 - nearest + rounding * (1 + nearest)),
    });
    reach = reachOf(candidates.cut);
  }
}

/** A little more than the distance at which the score is the cut: the exact bounds decide. */
function reachOf(cut: number): number {
  const distance = 1 - cut;
  return distance + 1e-9 * (1 + Math.abs(distance));
}

/**
 * As `scanEuclidean`, by the cosine of the angle: bounds of the product of the two vectors over bounds of their lengths.
 * A vector of length 0 has no angle (0 / 0) and is never found.
 */
export function scanCosine(
  block: VectorBlock,
  count: number,
  dots: Int32Array,
  probe: ScannedProbe,
  candidates: Candidates,
): void {
  const { scales, squares, errors } = block;
  let { cut } = candidates;
  for (let slot = 0; slot < count; slot++) {
    const length = scales[slot]! * Math.sqrt(squares[slot]!);
    const error = errors[slot]!;
    const dot = probe.scale * scales[slot]! * dots[slot]!;
    const dotError = probe.length * error + probe.error * length;
    const shortest = probe.length * Math.max(0, length - error);
    const longest = probe.length * (length + error);
    const most = dot + dotError;
    const greatestScore = Math.min(1, most / (most >= 0 ? shortest : longest) + rounding);
    if (!(greatestScore >= cut)) continue;
    const least = dot - dotError;
    candidates.offer({
      templateNumber: block.templateNumbers[slot]!,
      sampleNumber: block.sampleNumbers[slot]!,
      leastScore: Math.max(-1, least / (least >= 0 ? longest : shortest) - rounding),
      greatestScore,
    });
    ({ cut } = candidates);
  }
}
