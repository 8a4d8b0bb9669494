import fc from 'fast-check';
import { expect, test } from 'vitest';
import { falseMatchRateAt } from '#engine/compare/false-match-rate.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { shippedOperatingPoint } from '#engine/compare/recogniser-in-use.js';
import { searchThreshold } from '#engine/compare/search-threshold.js';

const point: OperatingPoint = {
  metric: 'euclidean',
  threshold: 0.5,
  reviewFrom: 0.4,
  falseMatchRates: [
    { score: 0.5, rate: 1e-2 },
    { score: 0.6, rate: 1e-4 },
    { score: 0.65, rate: 1e-5 },
  ],
};
const fpirOf = (rate: number, samples: number): number => 1 - (1 - rate) ** samples;

test('the score at which each comparison may err so often that a search errs as often as wanted', () => {
  const { threshold, expectedFpir, supported } = searchThreshold({
    gallerySamples: 100,
    wantedFpir: fpirOf(1e-3, 100),
    operatingPoint: point,
  });
  expect(threshold).toBeCloseTo(0.55, 10);
  expect(expectedFpir).toBeCloseTo(fpirOf(1e-3, 100), 10);
  expect(supported).toBe(true);
});

test('never below the threshold of comparisons, and exactly that without a wish', () => {
  const wanted = (wantedFpir: number | null) =>
    searchThreshold({ gallerySamples: 3, wantedFpir, operatingPoint: point });
  const atThreshold = { threshold: 0.5, expectedFpir: expect.closeTo(fpirOf(1e-2, 3), 12) as number, supported: true };
  expect(wanted(0.9)).toEqual(atThreshold);
  expect(wanted(null)).toEqual(atThreshold);
});

test('an empty gallery is searched at the threshold that a single template would have', () => {
  const request = { wantedFpir: 1e-3, operatingPoint: point };
  expect(searchThreshold({ ...request, gallerySamples: 0 })).toEqual(
    searchThreshold({ ...request, gallerySamples: 1 }),
  );
});

test('beyond the table by its flattest step, and that is said', () => {
  // Steps of ln 100 per .1 and ln 10 per .05: equally steep, a decade per .05.
  const { threshold, expectedFpir, supported } = searchThreshold({
    gallerySamples: 1,
    wantedFpir: 1e-7,
    operatingPoint: point,
  });
  expect(threshold).toBeCloseTo(0.75, 8);
  expect([expectedFpir, supported]).toEqual([null, false]);
});

test('a calibrated threshold beyond the table is kept, and not supported', () => {
  const calibrated = { ...point, threshold: 0.7 };
  expect(searchThreshold({ gallerySamples: 10, wantedFpir: 0.1, operatingPoint: calibrated })).toEqual({
    threshold: 0.7,
    expectedFpir: null,
    supported: false,
  });
});

test('a table of one point cannot be continued: only the same picture is found', () => {
  const operatingPoint = { ...point, falseMatchRates: [{ score: 0.5, rate: 1e-2 }] };
  expect(searchThreshold({ gallerySamples: 1, wantedFpir: 1e-3, operatingPoint })).toMatchObject({
    threshold: 1,
    supported: false,
  });
});

test('with the shipped recogniser: rises with the gallery, and holds what is wanted where it is measured', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 1e-6, max: 0.5, noNaN: true }), (samples, fpir) => {
      const at = (gallerySamples: number) =>
        searchThreshold({ gallerySamples, wantedFpir: fpir, operatingPoint: shippedOperatingPoint });
      const { threshold, expectedFpir, supported } = at(samples);
      const rate = falseMatchRateAt(threshold, shippedOperatingPoint.falseMatchRates);
      return (
        threshold >= shippedOperatingPoint.threshold &&
        threshold <= 1 &&
        at(2 * samples).threshold >= threshold &&
        supported === (rate !== null) &&
        (expectedFpir === null || expectedFpir <= fpir * (1 + 1e-6))
      );
    }),
  );
});
