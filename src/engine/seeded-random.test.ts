import { expect, test } from 'vitest';
import { seededRandom } from '#engine/seeded-random.js';

const draw = (seed: number, count: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

test('the same seed gives the same numbers, another seed others', () => {
  expect(draw(7, 5)).toEqual(draw(7, 5));
  expect(draw(7, 5)).not.toEqual(draw(8, 5));
});

test('numbers are spread over their range', () => {
  const numbers = draw(1, 4000);
  const mean = numbers.reduce((sum, value) => sum + value) / numbers.length;
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(mean).toBeCloseTo(0.5, 1);
});

test('whole numbers include both ends', () => {
  const random = seededRandom(3);
  expect([...new Set(Array.from({ length: 200 }, () => random.integer(2, 4)))].sort()).toEqual([2, 3, 4]);
});

test('a fork depends on seed and name, not on what was drawn before', () => {
  const fresh = seededRandom(5);
  const used = seededRandom(5);
  used.next();
  expect(used.fork('background').next()).toBe(fresh.fork('background').next());
  expect(fresh.fork('noise').next()).not.toBe(fresh.fork('background').next());
});
