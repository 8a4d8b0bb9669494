import { expect, test } from 'vitest';
import { chooseFusionWeight, type PairOfTwo } from '#engine/evaluation/choose-fusion-weight.js';

/** Numbers without an order, the same in every run: 0 ≤ x < 1. */
function numbers(): () => number {
  let state = 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Every two pictures of 12 people with 8 each. `square` gives both squares of a pair. */
function pairsOf(square: (same: boolean, random: () => number) => readonly [number, number]): PairOfTwo[] {
  const random = numbers();
  const pictures = Array.from({ length: 96 }, (_, i) => `p${i % 12}`);
  return pictures.flatMap((identityA, i) =>
    pictures.slice(i + 1).map((identityB): PairOfTwo => {
      const same = identityA === identityB;
      const [first, second] = square(same, random);
      return { first, second, same, identityA, identityB };
    }),
  );
}
const bell = (random: () => number): number => random() + random() + random() + random() - 2;

test('a second recogniser that says nothing gets the least weight', () => {
  const chosen = chooseFusionWeight(
    pairsOf((same, random) => [(same ? 1 : 4) + bell(random), 2 + 2 * bell(random)]),
    6,
  );
  expect(chosen).toMatchObject({ weight: expect.closeTo(0.125, 1) as number });
});

test('one that sees as well, and errs elsewhere, is worth as much as the first', () => {
  const chosen = chooseFusionWeight(
    pairsOf((same, random) => [(same ? 1 : 2.4) + bell(random), (same ? 1 : 2.4) + bell(random)]),
    6,
  );
  if ('notKnown' in chosen) throw new Error(chosen.notKnown);
  expect(chosen.weight).toBeGreaterThan(0.4);
  expect(chosen.weight).toBeLessThan(2.5);
  expect(chosen.falseNonMatches.total).toBe(12 * 28);
  expect(chosen.falseMatches.rate).toBeLessThan(0.005);
});

test('too few strangers say nothing', () => {
  const few = pairsOf((same) => [same ? 0 : 1, same ? 0 : 1]).slice(0, 300);
  expect(chooseFusionWeight(few, 6)).toEqual({ notKnown: expect.stringContaining('fewer than the 1000') as string });
});
