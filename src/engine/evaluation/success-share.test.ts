import { expect, test } from 'vitest';
import { successShare } from '#engine/evaluation/success-share.js';

test('a share and its exact lower bound', () => {
  expect(successShare(0, 0)).toEqual({ count: 0, total: 0, rate: null, lower95: null });
  expect(successShare(0, 5)).toEqual({ count: 0, total: 5, rate: 0, lower95: 0 });
  // All of n: the bound is the n-th root of 0.05.
  expect(successShare(59, 59)).toEqual({
    count: 59,
    total: 59,
    rate: 1,
    lower95: expect.closeTo(0.05 ** (1 / 59), 9) as number,
  });
});
