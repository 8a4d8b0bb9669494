import { seededRandom } from '#engine/seeded-random.js';

/** A comparison, who took part in it, and whether it went wrong. */
export interface SubjectTrial {
  readonly identityA: string;
  readonly identityB: string;
  readonly error: boolean;
}

export interface BootstrapOptions {
  readonly replicates: number;
  readonly seed: number;
}

/** What drawing the people anew makes of a rate. */
export interface BootstrapBound {
  /** One-sided, 95 %: the 95th of 100 rates in rising order. */
  readonly upper95: number;
  readonly replicates: number;
  readonly seed: number;
}

export const defaultBootstrap: BootstrapOptions = { replicates: 2000, seed: 1 };

/**
 * The bound of a rate by the subject bootstrap (Poh, Martin and Bengio 2007; after the subsets bootstrap of Bolle, Ratha
 * and Pankanti 2004): people are drawn with replacement, and a comparison of the people i and j counts as often as both
 * were drawn, wᵢ·wⱼ times (wᵢ where both are one). That keeps together what is not independent: all comparisons of one
 * person. Null where there is no error, or only one person: drawing anew then says nothing.
 */
export function bootstrapUpper(
  trials: readonly SubjectTrial[],
  { replicates, seed }: BootstrapOptions = defaultBootstrap,
): BootstrapBound | null {
  const people = [...new Set(trials.flatMap(({ identityA, identityB }) => [identityA, identityB]))].sort();
  if (people.length < 2 || trials.every(({ error }) => !error)) return null;
  const cells = cellsOf(trials, new Map(people.map((identity, index) => [identity, index])));
  const draw = subjectWeights(people.length, seed);
  const rates: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const weights = draw();
    let total = 0;
    let errors = 0;
    for (const { a, b, count, wrong } of cells) {
      const weight = a === b ? weights[a]! : weights[a]! * weights[b]!;
      total += weight * count;
      errors += weight * wrong;
    }
    if (total > 0) rates.push(errors / total);
  }
  const rising = Float64Array.from(rates).sort();
  return { upper95: rising[Math.min(rising.length - 1, Math.ceil(0.95 * rising.length) - 1)]!, replicates, seed };
}

/** How often each of `people` was drawn, one drawing of `people` with replacement a call; the same seed repeats them. */
export function subjectWeights(people: number, seed: number): () => Uint32Array {
  const random = seededRandom(seed);
  return () => {
    const weights = new Uint32Array(people);
    for (let drawn = 0; drawn < people; drawn++) weights[Math.floor(random.next() * people)]!++;
    return weights;
  };
}

interface Cell {
  readonly a: number;
  readonly b: number;
  count: number;
  wrong: number;
}

/** Comparisons of the same two people always count alike, so they are added up once. */
function cellsOf(trials: readonly SubjectTrial[], indexOf: ReadonlyMap<string, number>): Cell[] {
  const cells = new Map<number, Cell>();
  for (const { identityA, identityB, error } of trials) {
    const [one, other] = [indexOf.get(identityA)!, indexOf.get(identityB)!];
    const [a, b] = [Math.min(one, other), Math.max(one, other)];
    const key = a * indexOf.size + b;
    const cell = cells.get(key) ?? { a, b, count: 0, wrong: 0 };
    cell.count++;
    if (error) cell.wrong++;
    cells.set(key, cell);
  }
  return [...cells.values()];
}
