import { expect, test } from 'vitest';
import type { ComparedPair } from '#engine/evaluation/evaluate-pairs.js';
import { pairFigures, type PairDataSet } from '#engine/evaluation/pairs/pair-figures.js';
import { proportion } from '#engine/evaluation/proportion.js';

const pair = (a: string, b: string, score: number, group?: string): ComparedPair => ({
  a,
  b,
  score,
  same: a[0] === b[0],
  identityA: a[0]!,
  identityB: b[0]!,
  ...(group === undefined ? {} : { group }),
});
const set: PairDataSet = {
  name: 'set',
  description: null,
  scored: [pair('a1', 'a2', 0.9, 'x'), pair('b1', 'b2', 0.4, 'x'), pair('a1', 'b1', 0.6), pair('a1', 'c1', 0.1)],
  files: ['a1', 'a2', 'b1', 'b2', 'c1', 'd1'],
  failedFiles: ['d1'],
  lost: { genuine: 1, impostor: 3 },
  qualities: new Map([['a1', 90], ['a2', 80], ['b1', 10], ['b2', 20], ['c1', 50]]), // prettier-ignore
  digests: { pictures: 'p', labels: 'l' },
};
const operatingPoint = {
  metric: 'euclidean' as const,
  threshold: 0.5,
  reviewFrom: 0.3,
  falseMatchRates: [{ score: 0.5, rate: 1e-3 }],
};

test('failures to acquire are counted apart from errors of the comparison, and within the false reject rate', () => {
  const figures = pairFigures(set, { operatingPoint, models: { net: 'n' } });
  expect(figures).toMatchObject({
    pictures: 6,
    subjects: 3,
    failureToAcquire: proportion(1, 6),
    shipped: { counts: { falseMatches: proportion(1, 2), falseNonMatches: proportion(1, 2) } },
    falseRejects: proportion(2, 3),
    statedFmr: 1e-3,
    data: { pictures: 'p', labels: 'l' },
  });
});

test('what the comparisons are too few for is said of every rate, that of the threshold first', () => {
  const { limits } = pairFigures(set, { operatingPoint, models: {} });
  expect(limits.map((limit) => /rate of (\S+):/.exec(limit)?.[1])).toEqual(['0.001', '0.01', '0.0001']);
});

test('the worst errors come first', () => {
  const { worst } = pairFigures(set, { operatingPoint, models: {} });
  expect(worst.nonMated.map(({ score }) => score)).toEqual([0.6, 0.1]);
  expect(worst.mated.map(({ score }) => score)).toEqual([0.4, 0.9]);
});

test('the same data gives the same figures; without qualities there is no discard curve', () => {
  const options = { operatingPoint, models: {} };
  expect(pairFigures(set, options)).toEqual(pairFigures(set, options));
  expect(pairFigures(set, options).discard[0]).toMatchObject({ name: 'shipped threshold' });
  expect(pairFigures({ ...set, qualities: null }, options).discard).toEqual([]);
});
