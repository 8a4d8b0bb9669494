import { expect, test } from 'vitest';
import { niceScale } from '#web/dashboard/charts/nice-scale.js';

test('marks are round and reach the largest value', () => {
  expect(niceScale(37)).toEqual({ top: 40, marks: [0, 10, 20, 30, 40] });
  expect(niceScale(4)).toEqual({ top: 4, marks: [0, 1, 2, 3, 4] });
  expect(niceScale(1234)).toEqual({ top: 1500, marks: [0, 500, 1000, 1500] });
});

test('counts have no marks between whole numbers, and nothing has an axis', () => {
  expect(niceScale(2, { whole: true })).toEqual({ top: 2, marks: [0, 1, 2] });
  expect(niceScale(0)).toEqual({ top: 1, marks: [0, 1] });
});
