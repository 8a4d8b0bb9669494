import { expect, test } from 'vitest';
import { ageRangeOf } from '#domain/age-range.js';

test.each([
  [34.6, { low: 27, high: 43 }],
  [3.2, { low: 0, high: 11 }],
  [null, null],
])('an estimate of %s', (ageYears, range) => {
  expect(ageRangeOf(ageYears)).toEqual(range);
});
