/** A non-mated comparison. */
export interface NonMatedComparison {
  readonly score: number;
  readonly identityA: string;
  readonly identityB: string;
}

export interface EffectiveCount {
  readonly comparisons: number;
  readonly people: number;
  /** Pairs of two people that were compared, however often: comparisons of the same two are not new evidence. */
  readonly pairsOfPeople: number;
  /** How many times wider the shared people make the variance; at least 1. */
  readonly designEffect: number;
  /** Independent comparisons that would say as much: pairs of people ÷ design effect. */
  readonly effective: number;
}

/** Non-mated comparisons and who took part in them, made once and asked for many rates. */
export interface Evidence {
  /** Scores, highest first. */
  readonly falling: Float64Array;
  /** How much they hold about a false match rate of `rate`, 0–1. */
  countAt(rate: number): EffectiveCount;
}

/** With fewer false matches than this the design effect is measured at a looser threshold, where it is larger. */
const fewestErrors = 50;

/**
 * Comparisons of the same two people count once; pairs of people that share one of them are correlated, which the dyadic
 * cluster-robust variance tells (Fafchamps and Gubert 2007; Aronow, Samii and Assenova 2015):
 * V = (Σᵢ(Σ of i's residuals)² − Σ of squared residuals) ÷ N², against p(1 − p) ÷ N of independent pairs.
 */
export function evidenceOf(comparisons: readonly NonMatedComparison[]): Evidence {
  const falling = Float64Array.from(comparisons, ({ score }) => score).sort().reverse(); // prettier-ignore
  const dyads = dyadsOf(comparisons);
  const pairsOfPeople = dyads.firstPerson.length;
  const shared = { comparisons: comparisons.length, people: dyads.people, pairsOfPeople };
  const independent = dyads.people === 2 * pairsOfPeople || pairsOfPeople < 2;
  return {
    falling,
    countAt(rate) {
      if (independent) return { ...shared, designEffect: 1, effective: pairsOfPeople };
      const errors = Math.max(Math.ceil(rate * falling.length), fewestErrors);
      const threshold = falling[Math.min(falling.length - 1, errors)]!; // there are at least two
      const designEffect = Math.max(1, dyadicEffect(dyads, comparisons, threshold));
      return { ...shared, designEffect, effective: pairsOfPeople / designEffect };
    },
  };
}

interface Dyads {
  readonly people: number;
  /** Of each comparison, its pair of people. */
  readonly dyadOf: Int32Array;
  /** Of each pair of people, both of them, and how often they were compared. */
  readonly firstPerson: readonly number[];
  readonly secondPerson: readonly number[];
  readonly times: readonly number[];
}

function dyadsOf(comparisons: readonly NonMatedComparison[]): Dyads {
  const indices = new Map<string, number>();
  const indexOf = (identity: string): number => {
    const index = indices.get(identity) ?? indices.size;
    indices.set(identity, index);
    return index;
  };
  const dyads = new Map<number, number>();
  const [firstPerson, secondPerson, times]: number[][] = [[], [], []];
  const dyadOf = Int32Array.from(comparisons, ({ identityA, identityB }) => {
    const [one, other] = [indexOf(identityA), indexOf(identityB)];
    const key = Math.min(one, other) * 2 ** 26 + Math.max(one, other);
    const dyad = dyads.get(key) ?? dyads.size;
    if (dyad === dyads.size) {
      dyads.set(key, dyad);
      firstPerson!.push(one);
      secondPerson!.push(other);
      times!.push(0);
    }
    times![dyad]!++;
    return dyad;
  });
  return { people: indices.size, dyadOf, firstPerson: firstPerson!, secondPerson: secondPerson!, times: times! };
}

function dyadicEffect(
  { people, dyadOf, firstPerson, secondPerson, times }: Dyads,
  comparisons: readonly NonMatedComparison[],
  threshold: number,
): number {
  const shares = new Float64Array(times.length);
  for (const [index, { score }] of comparisons.entries()) {
    const dyad = dyadOf[index]!;
    if (score > threshold) shares[dyad]! += 1 / times[dyad]!;
  }
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  if (mean === 0 || mean === 1) return 1;
  const sums = new Float64Array(people);
  let squares = 0;
  for (const [dyad, share] of shares.entries()) {
    const residual = share - mean;
    sums[firstPerson[dyad]!]! += residual;
    sums[secondPerson[dyad]!]! += residual;
    squares += residual ** 2;
  }
  const together = sums.reduce((sum, own) => sum + own ** 2, 0) - squares;
  // Of few people the residuals are too small, as the mean was taken from the same ones.
  return ((people / (people - 1)) * together) / (shares.length * mean * (1 - mean));
}
