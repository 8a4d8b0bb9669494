import { countBelow, type SortedScores } from '#engine/evaluation/error-rates.js';

/** One threshold; accepted is what scores at or above it. */
export interface DetPoint {
  readonly threshold: number;
  readonly fmr: number;
  readonly fnmr: number;
}

/**
 * The detection error trade-off (ISO/IEC 19795-1): both rates over the thresholds, rising. Points that lie within `step`
 * of each other in both rates, on a logarithmic scale, are left out: a curve of a hundred thousand scores has a few hundred.
 * Empty where one of the two kinds is absent.
 */
export function detCurve({ genuine, impostor }: SortedScores, step = 0.02): DetPoint[] {
  if (genuine.length === 0 || impostor.length === 0) return [];
  const thresholds = Float64Array.from(new Set([...genuine, ...impostor])).sort();
  const points: DetPoint[] = [];
  let kept: DetPoint | undefined;
  for (const [index, threshold] of thresholds.entries()) {
    const point = {
      threshold,
      fmr: (impostor.length - countBelow(impostor, threshold)) / impostor.length,
      fnmr: countBelow(genuine, threshold) / genuine.length,
    };
    const far = kept === undefined || distance(kept.fmr, point.fmr) >= step || distance(kept.fnmr, point.fnmr) >= step;
    if (!far && index < thresholds.length - 1) continue;
    points.push(point);
    kept = point;
  }
  return points;
}

const distance = (left: number, right: number): number =>
  left === right ? 0 : left === 0 || right === 0 ? Infinity : Math.abs(Math.log(left / right));
