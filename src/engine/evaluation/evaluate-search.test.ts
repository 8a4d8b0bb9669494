import { expect, test } from 'vitest';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { evaluateSearch } from '#engine/evaluation/evaluate-search.js';

const operatingPoint: OperatingPoint = {
  metric: 'euclidean',
  threshold: 0.5,
  reviewFrom: 0.25,
  falseMatchRates: [
    { score: 0.5, rate: 1e-2 },
    { score: 0.75, rate: 1e-4 },
  ],
};
/** Where each picture lies: b2 lies nearer to c than to b, and c2 between all. */
const places: Record<string, number> = { a1: 0, a2: 0.25, b1: 2, b2: 3.6, c1: 4, c2: 4.125, d1: 9 };
const faces = Object.keys(places).map((file) => ({ file, person: file[0]! }));
const embed = async (file: string) =>
  file === 'd1' ? null : { digest: 'd', vector: Float32Array.of(places[file] ?? 0) };

test('everybody is searched among the others, and who is not enrolled also among all', async () => {
  const evaluation = await evaluateSearch({ faces, embed, operatingPoint, wantedFpir: null, models: {} });
  expect(evaluation).toMatchObject({
    people: 3,
    failuresToAcquire: 1,
    failedFiles: ['d1'],
    gallery: 2,
    supported: true,
    highestStranger: expect.closeTo(0.6, 5) as number,
  });
  expect(evaluation.expectedFpir).toBeCloseTo(1 - 0.99 ** 2, 12);
  // b2 is found as c; a2 and c2 are found as themselves.
  expect(evaluation.atSearchThreshold).toMatchObject({
    threshold: 0.5,
    falsePositives: { count: 1, total: 6 },
    falseNegatives: { count: 1, total: 3 },
  });
});

test('a wish makes the threshold of the search stricter than that of comparisons', async () => {
  const evaluation = await evaluateSearch({ faces, embed, operatingPoint, wantedFpir: 2e-4, models: {} });
  expect(evaluation.atSearchThreshold.threshold).toBeCloseTo(0.75, 4);
  expect(evaluation.atSearchThreshold.falsePositives.count).toBe(0);
  expect(evaluation.atComparisonThreshold).toMatchObject({ threshold: 0.5, falsePositives: { count: 1, total: 6 } });
});
