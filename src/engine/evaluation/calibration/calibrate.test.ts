import { expect, test } from 'vitest';
import { calibrate, type Calibration } from '#engine/evaluation/calibration/calibrate.js';
import type { ScoredPair } from '#engine/evaluation/out-of-fold.js';
import { normalDeviate } from '#engine/evaluation/plot/normal-deviate.js';
import { seededRandom } from '#engine/seeded-random.js';
import { wholeTest } from '../../../../test/support/test-form.js';

/** Nobody twice: non-mated scores are N(0, 0.1²). */
function strangers(count: number, seed: number): ScoredPair[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => ({
    same: false,
    identityA: `${2 * i}`,
    identityB: `${2 * i + 1}`,
    score: 0.1 * random.normal(),
  }));
}

/** Every pair of `people`: some look like everybody. Scores are N(0, 0.1²) too, but share a part of each person. */
function crowd(people: number, seed: number): ScoredPair[] {
  const random = seededRandom(seed);
  const own = Array.from({ length: people }, () => Math.sqrt(0.15) * random.normal());
  return own.flatMap((a, i) =>
    own.slice(i + 1).map((b, j) => ({
      same: false,
      identityA: `${i}`,
      identityB: `${i + 1 + j}`,
      score: 0.1 * (a + b + Math.sqrt(0.7) * random.normal()),
    })),
  );
}

/** Hundreds of calibrations: five seconds on an idle machine. */
const patienceMs = 120_000;

/** Where N(0, 0.1²) has this rate above it. */
const truth = (rate: number): number => -0.1 * normalDeviate(rate);

const calibrated = (pairs: readonly ScoredPair[], wantedFmr: number): Calibration => {
  const result = calibrate({ pairs, wantedFmr, reviewFmr: 5 * wantedFmr });
  if ('refused' in result) throw new Error(result.refused);
  return result;
};

/** How often the interval holds the known threshold, and the promise of the rate is kept. */
function coverage(sets: number, rate: number, draw: (seed: number) => readonly ScoredPair[]) {
  const known = truth(rate);
  const found = { within: 0, promiseKept: 0, width: 0 };
  for (let seed = 1; seed <= sets; seed++) {
    const { threshold, interval } = calibrated(draw(seed), rate);
    if (interval.from <= known && (interval.to === null || known <= interval.to)) found.within++;
    if (threshold >= known) found.promiseKept++;
    found.width += ((interval.to ?? Infinity) - interval.from) / sets;
  }
  return found;
}

wholeTest(
  'of independent comparisons the known threshold lies within the bounds in at least 95 of 100 sets, and they are narrow',
  () => {
    const { within, promiseKept, width } = coverage(200, 1e-2, (seed) => strangers(10_000, seed));
    expect(within).toBeGreaterThanOrEqual(190);
    // 95 % promised; 10 of 200 expected to fail, 19 is three deviations more.
    expect(promiseKept).toBeGreaterThanOrEqual(181);
    // Bounds that covered everything would prove nothing: the rates 2/3 and 3/2 of the wanted one lie outside.
    expect(width).toBeLessThan(truth(1e-2 / 1.5) - truth(1e-2 * 1.5));
  },
  patienceMs,
);

wholeTest(
  'where comparisons share people the bounds still hold, and without their design effect they would not',
  () => {
    const { within, promiseKept, width } = coverage(100, 1e-2, (seed) => crowd(150, seed));
    expect(within).toBeGreaterThanOrEqual(95);
    expect(promiseKept).toBeGreaterThanOrEqual(88);
    expect(width).toBeLessThan(truth(1e-3) - truth(5e-2));
    const asIfIndependent = coverage(100, 1e-2, (seed) =>
      crowd(150, seed).map((pair, i) => ({ ...pair, identityA: `${i}a`, identityB: `${i}b` })),
    );
    expect(asIfIndependent.within).toBeLessThan(90);
  },
  patienceMs,
);

test('a rate that the comparisons cannot show is refused, with what they are worth', () => {
  const refused = calibrate({ pairs: strangers(1000, 1), wantedFmr: 1e-6, reviewFmr: 1e-2 });
  expect(refused).toEqual({
    refused:
      '1000 non-mated comparisons of 2000 people cannot show a false match rate of 0.000001: they are 1000 pairs of people and, as these share people (design effect 1.0), say as much as 1000 independent ones; 2995731 are needed even without an error',
  });
  expect(calibrate({ pairs: strangers(2994, 1), wantedFmr: 1e-3, reviewFmr: 1e-2 })).toHaveProperty('refused');
  expect(calibrate({ pairs: strangers(2995, 1), wantedFmr: 1e-3, reviewFmr: 1e-2 })).toHaveProperty('threshold');
  expect(calibrate({ pairs: [], wantedFmr: 1e-1, reviewFmr: 1e-1 })).toHaveProperty('refused');
});

test('many pictures of few people are few people', () => {
  const random = seededRandom(3);
  const pairs = Array.from({ length: 50_000 }, () => {
    const a = random.integer(0, 9);
    return { same: false, identityA: `${a}`, identityB: `${(a + random.integer(1, 9)) % 10}`, score: random.normal() };
  });
  const result = calibrate({ pairs, wantedFmr: 1e-3, reviewFmr: 1e-2 });
  expect(result).toMatchObject({ refused: expect.stringContaining('they are 45 pairs of people') as string });
});

test('the table rises in score and falls in rate, holds the threshold, and review begins at or below it', () => {
  const mated = strangers(100, 9).map((pair) => ({
    ...pair,
    same: true,
    identityB: pair.identityA,
    score: pair.score + 0.4,
  }));
  const result = calibrated([...strangers(40_000, 5), ...mated], 1e-4);
  const { falseMatchRates: table, threshold, reviewFrom, falseNonMatches, falseMatches } = result;
  for (const [i, point] of table.slice(1).entries()) {
    expect(point.score).toBeGreaterThan(table[i]!.score);
    expect(point.rate).toBeLessThan(table[i]!.rate);
  }
  expect(table).toContainEqual({ score: threshold, rate: 1e-4 });
  expect(reviewFrom).toBeLessThanOrEqual(threshold);
  expect(falseMatches.upper95!).toBeLessThanOrEqual(1e-4);
  expect(falseNonMatches).toMatchObject({ total: 100 });
});

test('a label that is wrong is not calibrated away', () => {
  const pairs = [...strangers(3000, 1), { same: false, identityA: 'x', identityB: 'y', score: 1 }];
  expect(calibrate({ pairs, wantedFmr: 1e-3, reviewFmr: 1e-2 })).toMatchObject({
    refused: expect.stringContaining('see to the labels') as string,
  });
});
