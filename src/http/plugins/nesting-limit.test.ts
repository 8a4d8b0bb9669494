import { expect, test } from 'vitest';
import { isNestedWithin } from '#http/plugins/nesting-limit.js';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

test('a value is nested as deep as arrays and objects lie within each other', () => {
  expect([nested(2), { a: [1, null, 'x'] }, 'text', null].map((value) => isNestedWithin(value, 2))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([nested(3), { a: { b: {} } }].map((value) => isNestedWithin(value, 2))).toEqual([false, false]);
});

test('a hundred thousand levels, and a million values side by side, need no stack', () => {
  expect(isNestedWithin(nested(100_000))).toBe(false);
  expect(isNestedWithin(Array<number>(1_000_000).fill(0))).toBe(true);
});
