import { falseMatchRateAt } from '#engine/compare/false-match-rate.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { sortScores } from '#engine/evaluation/error-rates.js';
import type { ComparedPair, ComparedPairs } from '#engine/evaluation/evaluate-pairs.js';
import { describeErrors, wantedFalseMatchRates, type PairEvaluation } from '#engine/evaluation/pair-evaluation.js';
import { compareGroups, type GroupComparison } from '#engine/evaluation/pairs/compare-groups.js';
import { detCurve, type DetPoint } from '#engine/evaluation/pairs/det-curve.js';
import { tooFewToShow } from '#engine/evaluation/pairs/enough-comparisons.js';
import { scoreHistogram, type ScoreHistogram } from '#engine/evaluation/pairs/score-histogram.js';
import { bootstrapUpper, type BootstrapBound } from '#engine/evaluation/pairs/subject-bootstrap.js';
import { proportion, type Proportion } from '#engine/evaluation/proportion.js';
import { discardCurves, type DiscardCurve } from '#engine/evaluation/quality/discard-curve.js';

/** Pairs that were compared, and where they come from. */
export interface PairDataSet extends ComparedPairs {
  readonly name: string;
  /** What the pictures are and how the pairs were chosen; null where the operator does not say. */
  readonly description: string | null;
  /** Unified quality by picture, for the discard curve; null: not measured. */
  readonly qualities: ReadonlyMap<string, number> | null;
  readonly digests: DataDigests;
}

/** Hexadecimal SHA-256. */
export interface DataDigests {
  /** Of the digests of all pictures, sorted, one a line. */
  readonly pictures: string;
  /** Of the table of labels, as it was read. */
  readonly labels: string;
}

/** Groups at one threshold. */
export interface GroupsAtThreshold extends GroupComparison {
  /** `shipped threshold` or `FMR 0.01`. */
  readonly name: string;
  readonly threshold: number;
}

/** Everything that is told of one set of pairs: `report.json`. */
export interface PairFigures extends PairEvaluation {
  readonly name: string;
  readonly description: string | null;
  readonly data: DataDigests;
  readonly pictures: number;
  readonly subjects: number;
  /** Pictures of which no template could be had, of all (FTA). */
  readonly failureToAcquire: Proportion;
  /** Mated pairs that were refused or could not be compared, of all: what somebody meets who tries once (FRR). */
  readonly falseRejects: Proportion;
  /** What the recogniser's table says of its threshold; null where it says nothing. */
  readonly statedFmr: number | null;
  /** What these comparisons are too few for. */
  readonly limits: readonly string[];
  /** Null: no error to draw anew, or one person. */
  readonly bootstrap: { readonly fmr: BootstrapBound | null; readonly fnmr: BootstrapBound | null };
  readonly det: readonly DetPoint[];
  readonly histogram: ScoreHistogram | null;
  readonly discard: readonly DiscardCurve[];
  readonly groupComparisons: readonly GroupsAtThreshold[];
  readonly worst: {
    /** The most alike pictures of two people. */
    readonly nonMated: readonly ComparedPair[];
    /** The least alike pictures of one person. */
    readonly mated: readonly ComparedPair[];
  };
}

const worstShown = 12;

/** All figures of one set of pairs; a pure function of its arguments. */
export function pairFigures(
  set: PairDataSet,
  {
    operatingPoint,
    models,
  }: { readonly operatingPoint: OperatingPoint; readonly models: Readonly<Record<string, string>> },
): PairFigures {
  const { name, description, digests, qualities, scored, files, failedFiles, lost } = set;
  const evaluation = describeErrors({ scored, failedFiles, lost, operatingPoint, models });
  const mated = scored.filter(({ same }) => same);
  const nonMated = scored.filter(({ same }) => !same);
  const sorted = sortScores(
    mated.map(({ score }) => score),
    nonMated.map(({ score }) => score),
  );
  const { threshold } = operatingPoint;
  const statedFmr = falseMatchRateAt(threshold, operatingPoint.falseMatchRates);
  const { falseNonMatches } = evaluation.shipped.counts;
  const rates = new Set([...(statedFmr === null ? [] : [statedFmr]), ...Object.values(wantedFalseMatchRates)]);
  return {
    name,
    description,
    data: digests,
    ...evaluation,
    pictures: files.length,
    subjects: evaluation.outOfFold.identities,
    failureToAcquire: proportion(failedFiles.length, files.length),
    falseRejects: proportion(falseNonMatches.count + lost.genuine, mated.length + lost.genuine),
    statedFmr,
    limits: [...rates].flatMap((rate) => tooFewToShow(nonMated.length, rate) ?? []),
    bootstrap: {
      fmr: bootstrapUpper(nonMated.map((pair) => ({ ...pair, error: pair.score >= threshold }))),
      fnmr: bootstrapUpper(mated.map((pair) => ({ ...pair, error: pair.score < threshold }))),
    },
    det: detCurve(sorted),
    histogram: scoreHistogram(sorted),
    discard: qualities === null ? [] : discardCurves(scored, qualities, operatingPoint),
    groupComparisons: groupsAt(scored, evaluation, { threshold, statedFmr }),
    worst: {
      nonMated: [...nonMated].sort((left, right) => right.score - left.score).slice(0, worstShown),
      mated: [...mated].sort((left, right) => left.score - right.score).slice(0, worstShown),
    },
  };
}

/** At the shipped threshold, and where everybody together has a rate that groups of this size can show. */
function groupsAt(
  scored: readonly ComparedPair[],
  evaluation: PairEvaluation,
  { threshold, statedFmr }: { readonly threshold: number; readonly statedFmr: number | null },
): GroupsAtThreshold[] {
  const grouped = scored.flatMap(({ group, same, score }) => (group === undefined ? [] : [{ group, same, score }]));
  if (grouped.length === 0) return [];
  const at = (name: string, value: number, fmr: number, accepts: (score: number) => boolean): GroupsAtThreshold => ({
    name,
    threshold: value,
    ...compareGroups(
      grouped.map(({ group, same, score }) => ({ group, same, accepted: accepts(score) })),
      fmr,
    ),
  });
  const { '1e-2': loose } = evaluation.fnmrAtFmrDetails;
  return [
    at('shipped threshold', threshold, statedFmr ?? wantedFalseMatchRates['1e-4'], (score) => score >= threshold),
    ...('notKnown' in loose ? [] : [at('FMR 0.01', loose.above, 1e-2, (score) => score > loose.above)]),
  ];
}
