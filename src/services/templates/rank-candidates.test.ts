import { expect, test } from 'vitest';
import { rankCandidates } from '#services/templates/rank-candidates.js';

const digest = 'd';
const probe = { digest, vector: Float32Array.of(0) };

/** Sample n lies at `positions[n]`, of template n / 2 rounded down; null: it is gone. */
function ranking(positions: readonly (number | null)[], limit: number, threshold = -Infinity) {
  const candidates = positions.map((position, sampleNumber) => ({
    templateNumber: Math.floor(sampleNumber / 2),
    sampleNumber,
    leastScore: 0.9 - (position ?? 0),
    greatestScore: 1.1 - (position ?? 0),
  }));
  const asked: number[] = [];
  const done = rankCandidates({
    candidates: candidates.sort((left, right) => right.greatestScore - left.greatestScore),
    probe,
    metric: 'euclidean',
    limit,
    threshold,
    open: async (sampleNumbers) => {
      asked.push(sampleNumbers.length);
      return new Map(
        sampleNumbers.flatMap((n) => {
          const position = positions[n] ?? null;
          if (position === null) return [];
          const template = { digest, vector: Float32Array.of(position) };
          return [[n, { templateId: `t${Math.floor(n / 2)}`, sampleId: `s${n}`, template }]] as const;
        }),
      );
    },
  });
  return done.then(({ ranked, whole }) => ({
    ranked: ranked.map(({ templateId, sampleNumber, score }) => [templateId, sampleNumber, score]),
    whole,
    asked,
  }));
}

test('ranks templates by their best sample, equal ones by number', async () => {
  expect(await ranking([0.5, 0.25, 0.5, 0.5, 0.25, 1], 10)).toEqual({
    ranked: [
      ['t0', 1, 0.75],
      ['t2', 4, 0.75],
      ['t1', 2, 0.5],
    ],
    whole: true,
    asked: [6],
  });
  expect((await ranking([0.5, 0.25, 0.5, 0.5, 0.25, 1], 1)).ranked).toEqual([['t0', 1, 0.75]]);
});

test('an exact score at the threshold counts, one below does not, whatever the bounds say', async () => {
  expect((await ranking([0.5, 1, 0.75, 1], 10, 0.5)).ranked).toEqual([['t0', 0, 0.5]]);
});

test('who is gone is left out, and it is told', async () => {
  expect(await ranking([null, 0.5], 10)).toMatchObject({ ranked: [['t0', 1, 0.5]], whole: false });
});

test('stops where nobody else can come in, and not before', async () => {
  const near = Array.from({ length: 250 }, () => 0.25);
  expect((await ranking([...near, 0.5, 0.5], 1)).asked).toEqual([100, 100, 52]);
  expect((await ranking([0.25, ...Array.from({ length: 249 }, () => 0.5)], 1)).asked).toEqual([100]);
  expect((await ranking([], 1)).asked).toEqual([]);
});
