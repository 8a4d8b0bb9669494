import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { areaUnderCurve, equalErrorRate, errorsAtFalseMatchRate, sortScores } from '#engine/evaluation/error-rates.js';
import { tooFewImpostors, validateOutOfFold, type OutOfFold, type ScoredPair } from '#engine/evaluation/out-of-fold.js';
import { validateStrictest } from '#engine/evaluation/strictest-threshold.js';
import { proportion, type Proportion } from '#engine/evaluation/proportion.js';

/** The false match rates that are asked for; the keys are those of the published JSON. */
export const wantedFalseMatchRates = { '1e-2': 1e-2, '1e-3': 1e-3, '1e-4': 1e-4 } as const;
export type WantedRate = keyof typeof wantedFalseMatchRates;
const wantedRates = Object.keys(wantedFalseMatchRates) as WantedRate[]; // Object.keys loses the key type

export interface ScoredLabelledPair extends ScoredPair {
  readonly group?: string;
}

/** What lies behind a false non-match rate at a wanted false match rate. */
export type RateDetails =
  | {
      /** Native score; accepted is what lies above. */
      readonly above: number;
      readonly falseMatches: Proportion;
      readonly falseNonMatches: Proportion;
    }
  | { readonly notKnown: string };

export interface GroupErrors {
  readonly genuine: number;
  readonly impostor: number;
  readonly fmr: number | null;
  readonly fnmr: number | null;
  readonly counts: Counts;
}

interface Counts {
  readonly falseMatches: Proportion;
  readonly falseNonMatches: Proportion;
  /** Refused, but in the review band. */
  readonly inReviewBand: { readonly genuine: number; readonly impostor: number };
}

/** `evaluate pairs --json`. Rates are null where nothing was compared or the pairs are too few. */
export interface PairEvaluation {
  /** Pairs compared. */
  readonly pairs: { readonly genuine: number; readonly impostor: number };
  /** Pictures in which no face was found or that cannot be read, and the pairs that were lost by it. */
  readonly failuresToAcquire: number;
  readonly failedFiles: readonly string[];
  readonly pairsLost: { readonly genuine: number; readonly impostor: number };
  readonly auc: number | null;
  readonly eer: number | null;
  readonly fnmrAtFmr: Readonly<Record<WantedRate, number | null>>;
  readonly fnmrAtFmrDetails: Readonly<Record<WantedRate, RateDetails>>;
  /** At the threshold that is in use; bounds are one-sided, 95 %. */
  readonly shipped: {
    readonly threshold: number;
    readonly reviewFrom: number;
    readonly fmr: number | null;
    readonly fmrUpper95: number | null;
    readonly fnmr: number | null;
    readonly fnmrUpper95: number | null;
    readonly counts: Counts;
  };
  /** Thresholds chosen for each rate on other people than those they are tested on. */
  readonly outOfFold: {
    readonly identities: number;
    readonly folds: number;
    readonly rates: Readonly<Record<WantedRate, OutOfFold>>;
    /** By the rule of the threshold that ships: the lowest hundredth at which nobody else’s pair matches falsely. */
    readonly strictest: OutOfFold;
  };
  readonly groups: Readonly<Record<string, GroupErrors>>;
  readonly models: Readonly<Record<string, string>>;
}

/** The more folds, the more pairs each threshold is chosen from. */
const mostFolds = 10;

/** All figures of pairs that were scored. */
export function describeErrors(input: {
  readonly scored: readonly ScoredLabelledPair[];
  readonly failedFiles: readonly string[];
  readonly lost: PairEvaluation['pairsLost'];
  readonly operatingPoint: OperatingPoint;
  readonly models: Readonly<Record<string, string>>;
}): PairEvaluation {
  const { scored, operatingPoint, failedFiles, lost, models } = input;
  const genuine = scored.filter(({ same }) => same).map(({ score }) => score);
  const impostor = scored.filter(({ same }) => !same).map(({ score }) => score);
  const sorted = sortScores(genuine, impostor);

  const detailsAt = (rate: number): RateDetails => {
    const errors = errorsAtFalseMatchRate(sorted, rate);
    if (errors === null) return { notKnown: tooFewImpostors(impostor.length, rate) };
    return {
      above: errors.above,
      falseMatches: proportion(errors.falseMatches, impostor.length),
      falseNonMatches: proportion(errors.falseNonMatches, genuine.length),
    };
  };
  const details = forEachRate(detailsAt);
  const counts = countErrors(scored, operatingPoint);
  const identities = new Set(scored.flatMap(({ identityA, identityB }) => [identityA, identityB])).size;
  const folds = Math.min(mostFolds, identities);
  return {
    pairs: { genuine: genuine.length, impostor: impostor.length },
    failuresToAcquire: failedFiles.length,
    failedFiles,
    pairsLost: lost,
    auc: areaUnderCurve(sorted),
    eer: equalErrorRate(sorted),
    fnmrAtFmr: {
      '1e-2': fnmrOf(details['1e-2']),
      '1e-3': fnmrOf(details['1e-3']),
      '1e-4': fnmrOf(details['1e-4']),
    },
    fnmrAtFmrDetails: details,
    shipped: {
      threshold: operatingPoint.threshold,
      reviewFrom: operatingPoint.reviewFrom,
      fmr: counts.falseMatches.rate,
      fmrUpper95: counts.falseMatches.upper95,
      fnmr: counts.falseNonMatches.rate,
      fnmrUpper95: counts.falseNonMatches.upper95,
      counts,
    },
    outOfFold: {
      identities,
      folds,
      rates: forEachRate((rate) => validateOutOfFold(scored, rate, folds)),
      strictest: validateStrictest(scored),
    },
    groups: errorsByGroup(scored, operatingPoint),
    models,
  };
}

const fnmrOf = (details: RateDetails): number | null => ('notKnown' in details ? null : details.falseNonMatches.rate);

const forEachRate = <T>(describe: (rate: number) => T): Record<WantedRate, T> =>
  Object.fromEntries(wantedRates.map((name) => [name, describe(wantedFalseMatchRates[name])])) as Record<WantedRate, T>; // fromEntries loses the key type

function countErrors(scored: readonly ScoredLabelledPair[], { threshold, reviewFrom }: OperatingPoint): Counts {
  const total = { genuine: 0, impostor: 0 };
  const accepted = { genuine: 0, impostor: 0 };
  const inReviewBand = { genuine: 0, impostor: 0 };
  for (const { same, score } of scored) {
    const kind = same ? 'genuine' : 'impostor';
    total[kind]++;
    if (score >= threshold) accepted[kind]++;
    else if (score >= reviewFrom) inReviewBand[kind]++;
  }
  return {
    falseMatches: proportion(accepted.impostor, total.impostor),
    falseNonMatches: proportion(total.genuine - accepted.genuine, total.genuine),
    inReviewBand,
  };
}

function errorsByGroup(
  scored: readonly ScoredLabelledPair[],
  operatingPoint: OperatingPoint,
): Record<string, GroupErrors> {
  const byGroup = new Map<string, ScoredLabelledPair[]>();
  for (const pair of scored) {
    if (pair.group === undefined) continue;
    const members = byGroup.get(pair.group) ?? [];
    members.push(pair);
    byGroup.set(pair.group, members);
  }
  const described = [...byGroup].map(([group, members]): [string, GroupErrors] => {
    const counts = countErrors(members, operatingPoint);
    const { falseMatches, falseNonMatches } = counts;
    const errors = {
      genuine: falseNonMatches.total,
      impostor: falseMatches.total,
      fmr: falseMatches.rate,
      fnmr: falseNonMatches.rate,
      counts,
    };
    return [group, errors];
  });
  return Object.fromEntries(described.sort(([left], [right]) => (left < right ? -1 : 1)));
}
