import { expect, test } from 'vitest';
import { compareGroups, type GroupTrial } from '#engine/evaluation/pairs/compare-groups.js';
import { clopperPearsonLower, clopperPearsonUpper, proportion } from '#engine/evaluation/proportion.js';

const trials = (group: string, same: boolean, errors: number, total: number): GroupTrial[] =>
  Array.from({ length: total }, (_, i) => ({ group, same, accepted: i < errors ? !same : same }));

test('rates by group, the ratio of the worst to the best and its bound', () => {
  const compared = compareGroups(
    [
      ...trials('x', true, 8, 40),
      ...trials('y', true, 2, 40),
      ...trials('z', true, 5, 10),
      ...trials('x', false, 1, 100),
      ...trials('y', false, 0, 400),
    ],
    1e-2,
  );
  expect(compared.rates).toEqual([
    {
      group: 'x',
      falseMatches: proportion(1, 100),
      falseNonMatches: proportion(8, 40),
      fmrTooSmall: 'too small, 299 non-mated comparisons are needed',
      fnmrTooSmall: null,
    },
    {
      group: 'y',
      falseMatches: proportion(0, 400),
      falseNonMatches: proportion(2, 40),
      fmrTooSmall: null,
      fnmrTooSmall: null,
    },
    {
      group: 'z',
      falseMatches: proportion(0, 0),
      falseNonMatches: proportion(5, 10),
      fmrTooSmall: 'too small, 299 non-mated comparisons are needed',
      fnmrTooSmall: 'too small, 29 mated comparisons are needed',
    },
  ]);
  expect(compared.fmr).toEqual({ notKnown: 'fewer than two groups are large enough' });
  expect(compared.fnmr).toEqual({
    worst: 'x',
    best: 'y',
    ratio: 4,
    ratioAtLeast: clopperPearsonLower(8, 40, 0.975) / clopperPearsonUpper(2, 40, 0.975),
  });
});

test('a best group without errors has no ratio, but a bound', () => {
  const { fnmr } = compareGroups([...trials('x', true, 8, 40), ...trials('y', true, 0, 40)], 1e-2);
  expect(fnmr).toMatchObject({ worst: 'x', best: 'y', ratio: null });
  expect('ratioAtLeast' in fnmr && fnmr.ratioAtLeast).toBeGreaterThan(0.9);
});

test('no errors, no ratio', () => {
  const { fnmr } = compareGroups([...trials('x', true, 0, 40), ...trials('y', true, 0, 40)], 1e-2);
  expect(fnmr).toEqual({ notKnown: 'no group has an error' });
});
