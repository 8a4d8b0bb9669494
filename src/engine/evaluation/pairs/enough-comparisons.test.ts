import { expect, test } from 'vitest';
import { neededWithoutError, tooFewToShow } from '#engine/evaluation/pairs/enough-comparisons.js';
import { clopperPearsonUpper } from '#engine/evaluation/proportion.js';

test('the rule of 3, exactly', () => {
  expect([1e-1, 1e-2, 1e-3, 1e-4].map((rate) => neededWithoutError(rate))).toEqual([29, 299, 2995, 29_956]);
  expect(clopperPearsonUpper(0, 29_956, 0.95)).toBeLessThanOrEqual(1e-4);
  expect(clopperPearsonUpper(0, 29_955, 0.95)).toBeGreaterThan(1e-4);
});

test('too few are said with what they could show at best', () => {
  expect(tooFewToShow(299, 1e-2)).toBeNull();
  expect(tooFewToShow(100, 1e-2)).toBe(
    '100 non-mated comparisons cannot show a false match rate of 0.01: without a single error the bound would be 0.03; 299 are needed',
  );
  expect(tooFewToShow(0, 1e-2)).toContain('the bound would be 1;');
});
