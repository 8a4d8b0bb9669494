import { expect, test } from 'vitest';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { evaluatePairs } from '#engine/evaluation/evaluate-pairs.js';

const operatingPoint: OperatingPoint = {
  metric: 'euclidean',
  threshold: 0.5,
  reviewFrom: 0.25,
  falseMatchRates: [{ score: 0.5, rate: 1e-4 }],
};
/** A picture's name is its one-number descriptor; `none…` shows no face. */
const embed = async (file: string) =>
  file.startsWith('none') ? null : { digest: 'd', vector: Float32Array.of(Number(file)) };

test('pairs become counts, rates and bounds, as a whole and per group', async () => {
  const seen: string[] = [];
  const result = await evaluatePairs({
    pairs: [
      { a: '0', b: '0.25', same: true, group: 'x' },
      { a: '0', b: '0.75', same: true, group: 'y' },
      { a: '4', b: '4.5', same: false, group: 'x' },
      { a: '0', b: '4', same: false, group: 'x' },
      { a: '0', b: 'none', same: true, group: 'y' },
    ],
    embed: (file) => {
      seen.push(file);
      return embed(file);
    },
    operatingPoint,
    models: { 'face-recognition': 'd' },
  });
  expect(seen).toEqual(['0', '0.25', '0.75', '4', '4.5', 'none']);
  expect(result).toMatchObject({
    pairs: { genuine: 2, impostor: 2 },
    failuresToAcquire: 1,
    failedFiles: ['none'],
    pairsLost: { genuine: 1, impostor: 0 },
    auc: 0.75,
    eer: 0.5,
    fnmrAtFmr: { '1e-2': null, '1e-3': null, '1e-4': null },
    fnmrAtFmrDetails: {
      '1e-2': { notKnown: '2 impostor pairs are fewer than the 100 that one false match in 100 takes' },
    },
    shipped: {
      threshold: 0.5,
      fmr: 0.5,
      fnmr: 0.5,
      counts: { falseMatches: { count: 1, total: 2 }, inReviewBand: { genuine: 1, impostor: 0 } },
    },
    groups: {
      x: { genuine: 1, impostor: 2, fmr: 0.5, fnmr: 0 },
      y: { genuine: 1, impostor: 0, fmr: null, fnmr: 1 },
    },
    models: { 'face-recognition': 'd' },
  });
  expect(result.shipped.fmrUpper95).toBeCloseTo(Math.sqrt(0.95), 12); // P(X ≤ 1 of 2) = 1 − p²
});

test('30,000 pairs of 128 dimensions take seconds', async () => {
  const files = Array.from({ length: 250 }, (_, i) => `${i}`);
  const identityOf = (file: string): string => `${Number(file) % 50}`;
  const pairs = files.flatMap((a, i) =>
    files.slice(i + 1).map((b) => ({ a, b, same: identityOf(a) === identityOf(b) })),
  );
  const startedAt = performance.now();
  const result = await evaluatePairs({
    pairs,
    embed: async (file) => ({
      digest: 'd',
      vector: Float32Array.from({ length: 128 }, (_, i) => (i === Number(identityOf(file)) ? 1 : 0)),
    }),
    operatingPoint,
    models: {},
    identityOf,
  });
  expect(result).toMatchObject({ pairs: { genuine: 500, impostor: 30_625 }, auc: 1, eer: 0 });
  expect(result.outOfFold.rates['1e-3']).toMatchObject({ falseMatches: { count: 0, total: 30_625 } });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
