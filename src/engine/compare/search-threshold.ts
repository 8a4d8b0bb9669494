import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { falseMatchRateAt } from '#engine/compare/false-match-rate.js';

export interface SearchThresholdRequest {
  /** Samples that a probe is compared with. Of a person with three pictures each counts: that errs to the strict side. */
  readonly gallerySamples: number;
  /** Searches of strangers that may find somebody, as a share (FPIR of ISO/IEC 19795-1); null: no such wish. */
  readonly wantedFpir: number | null;
  readonly operatingPoint: OperatingPoint;
}

export interface SearchThreshold {
  /** Native score; a candidate lies at or above. Never below the threshold of comparisons. */
  readonly threshold: number;
  /** What the measured false match rates say of it; null where nothing was measured. */
  readonly expectedFpir: number | null;
  /** False: the threshold lies where no false match rate was measured, and what it gives is not known. */
  readonly supported: boolean;
}

/** The best score that there is: a picture and itself. */
const bestScore = 1;

/**
 * The threshold of a search. A stranger who is compared with N samples is found with the probability
 * 1 − (1 − FMR)^N, taking the comparisons as independent, so that the false match rate that each may have is
 * 1 − (1 − FPIR)^(1/N); the threshold is where the recogniser's table has that rate.
 *
 * Beyond the table's last point the logarithm of the rate goes on in a straight line, as flat as the flattest of the
 * table's last three steps. Towards distance 0 a rate falls with a power of the distance, ever more steeply, so that a
 * straight line asks for more than would do; but it is a rule, not a measurement, and `supported` says so.
 */
export function searchThreshold({
  gallerySamples,
  wantedFpir,
  operatingPoint,
}: SearchThresholdRequest): SearchThreshold {
  const { threshold: least, falseMatchRates } = operatingPoint;
  const comparisons = Math.max(1, gallerySamples);
  const needed = wantedFpir === null ? Infinity : -Math.expm1(Math.log1p(-wantedFpir) / comparisons);
  const threshold = Math.min(bestScore, Math.max(least, scoreAtRate(needed, falseMatchRates)));
  const rate = falseMatchRateAt(threshold, falseMatchRates);
  return {
    threshold,
    expectedFpir: rate === null ? null : -Math.expm1(comparisons * Math.log1p(-rate)),
    supported: rate !== null,
  };
}

/** The least score whose false match rate is at most `rate`. */
function scoreAtRate(rate: number, table: OperatingPoint['falseMatchRates']): number {
  const first = table[0];
  const last = table.at(-1);
  if (first === undefined || last === undefined || rate >= first.rate) return -Infinity;
  const next = table.findIndex((point) => point.rate <= rate);
  const upper = table[next];
  if (upper === undefined) {
    const slope = flattestStep(table.slice(-4));
    return slope === null ? bestScore : last.score + Math.log(last.rate / rate) / slope;
  }
  const lower = table[next - 1]!; // the first point's rate is above
  const share = Math.log(lower.rate / rate) / Math.log(lower.rate / upper.rate);
  return lower.score + share * (upper.score - lower.score);
}

/** How much the logarithm of the rate falls per unit of score, at least; null where a single point says nothing. */
function flattestStep(points: OperatingPoint['falseMatchRates']): number | null {
  const slopes = points.slice(1).map((point, i) => {
    const before = points[i]!; // one shorter
    return Math.log(before.rate / point.rate) / (point.score - before.score);
  });
  return slopes.length === 0 ? null : Math.min(...slopes);
}
