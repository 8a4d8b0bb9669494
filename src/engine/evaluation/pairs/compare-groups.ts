import { neededWithoutError } from '#engine/evaluation/pairs/enough-comparisons.js';
import {
  clopperPearsonLower,
  clopperPearsonUpper,
  proportion,
  type Proportion,
} from '#engine/evaluation/proportion.js';

/** A comparison of a group and whether it was accepted. */
export interface GroupTrial {
  readonly group: string;
  readonly same: boolean;
  readonly accepted: boolean;
}

export interface GroupRates {
  readonly group: string;
  readonly falseMatches: Proportion;
  readonly falseNonMatches: Proportion;
  /** Why the group is too small for a statement; null: it is not. */
  readonly fmrTooSmall: string | null;
  readonly fnmrTooSmall: string | null;
}

/** The worst group against the best, among those that are large enough. */
export type Differential =
  | {
      readonly worst: string;
      readonly best: string;
      /** Null where the best group has no error. */
      readonly ratio: number | null;
      /** The true ratio of these two is at least this in 95 of 100 experiments, after choosing them among all groups. */
      readonly ratioAtLeast: number;
    }
  | { readonly notKnown: string };

export interface GroupComparison {
  readonly rates: readonly GroupRates[];
  readonly fmr: Differential;
  readonly fnmr: Differential;
}

/** With fewer mated comparisons even a group without errors may have a false non-match rate above 10 %. */
const fewestMated = neededWithoutError(0.1);

/**
 * Error rates by group and the worst-to-best ratio (ISO/IEC 19795-10). `fmr` is the false match rate that is to be judged:
 * a group whose non-mated comparisons could not show it, even without an error, allows no statement.
 */
export function compareGroups(trials: readonly GroupTrial[], fmr: number): GroupComparison {
  const fewestNonMated = neededWithoutError(fmr);
  const names = [...new Set(trials.map(({ group }) => group))].sort();
  const rates = names.map((group): GroupRates => {
    const own = trials.filter((trial) => trial.group === group);
    const mated = own.filter(({ same }) => same);
    const nonMated = own.filter(({ same }) => !same);
    return {
      group,
      falseMatches: proportion(nonMated.filter(({ accepted }) => accepted).length, nonMated.length),
      falseNonMatches: proportion(mated.filter(({ accepted }) => !accepted).length, mated.length),
      fmrTooSmall: tooSmall(nonMated.length, fewestNonMated, 'non-mated'),
      fnmrTooSmall: tooSmall(mated.length, fewestMated, 'mated'),
    };
  });
  return {
    rates,
    fmr: differential(
      rates.flatMap(({ group, falseMatches, fmrTooSmall }) =>
        fmrTooSmall === null ? [{ group, ...falseMatches }] : [],
      ),
    ),
    fnmr: differential(
      rates.flatMap(({ group, falseNonMatches, fnmrTooSmall }) =>
        fnmrTooSmall === null ? [{ group, ...falseNonMatches }] : [],
      ),
    ),
  };
}

const tooSmall = (comparisons: number, fewest: number, kind: string): string | null =>
  comparisons >= fewest ? null : `too small, ${fewest} ${kind} comparisons are needed`;

type GroupRate = { readonly group: string } & Proportion;

function differential(groups: readonly GroupRate[]): Differential {
  if (groups.length < 2) return { notKnown: 'fewer than two groups are large enough' };
  const byRate = [...groups].sort((left, right) => left.count / left.total - right.count / right.total);
  const [best, worst] = [byRate[0]!, byRate.at(-1)!];
  if (worst.count === 0) return { notKnown: 'no group has an error' };
  // Bonferroni: one bound for each group, as any of them might have become the worst or the best.
  const confidence = 1 - 0.05 / groups.length;
  return {
    worst: worst.group,
    best: best.group,
    ratio: best.count === 0 ? null : worst.count / worst.total / (best.count / best.total),
    ratioAtLeast:
      clopperPearsonLower(worst.count, worst.total, confidence) /
      clopperPearsonUpper(best.count, best.total, confidence),
  };
}
