import { expect, test } from 'vitest';
import { Candidates } from '#adapters/template-index/candidates.js';
import { seededRandom } from '#specimens/random.js';

const bounds = (score: number, error: number) => ({ leastScore: score - error, greatestScore: score + error });

test('whatever the exact scores are, the best templates are among thousands of offers', () => {
  const random = seededRandom(7);
  const limit = 5;
  const samples = Array.from({ length: 6000 }, (_, sampleNumber) => {
    const score = random.next();
    const error = 0.02 * random.next();
    return { templateNumber: sampleNumber % 4000, sampleNumber, score, ...bounds(score, error) };
  });
  const candidates = new Candidates(limit, 0.3);
  for (const { score: _, ...sample } of samples) candidates.offer(sample);
  const kept = candidates.list();
  const best = new Set<number>();
  const sorted = samples.toSorted((left, right) => right.score - left.score);
  for (const { templateNumber, sampleNumber } of sorted) {
    if (best.has(templateNumber)) continue;
    if (best.add(templateNumber).size > limit) break;
    expect(kept.some((one) => one.sampleNumber === sampleNumber)).toBe(true);
  }
  expect(kept.length).toBeLessThan(1000);
});

test('scores that rise for ever keep no list of everything', () => {
  const candidates = new Candidates(2, -Infinity);
  for (let n = 0; n < 10_000; n++) candidates.offer({ templateNumber: n, sampleNumber: n, ...bounds(n, 0.1) });
  expect(candidates.list().map(({ sampleNumber }) => sampleNumber)).toEqual([9999, 9998]);
  expect(candidates.cut).toBe(9997.9);
});

test('two samples of one template count once, and those that may tie all stay', () => {
  const candidates = new Candidates(1, 0);
  for (const [templateNumber, sampleNumber] of [
    [1, 10],
    [1, 11],
    [2, 20],
  ] as const) {
    candidates.offer({ templateNumber, sampleNumber, ...bounds(0.5, 0.25) });
  }
  candidates.offer({ templateNumber: 3, sampleNumber: 30, ...bounds(0.2, 0.04) });
  candidates.offer({ templateNumber: 4, sampleNumber: 40, leastScore: 0, greatestScore: 0.25 });
  expect(candidates.list().map(({ sampleNumber }) => sampleNumber)).toEqual([10, 11, 20, 40]);
});
