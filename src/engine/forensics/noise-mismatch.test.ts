import { expect, test } from 'vitest';
import { noiseMismatch } from '#engine/forensics/noise-mismatch.js';
import { observation } from '#engine/forensics/observation-table.js';
import { noisy } from '#engine/evaluation/quality/spoil/coding.js';
import { greyOf, withInset } from '../../../test/support/textured-picture.js';

const face = { x: 200, y: 100, width: 120, height: 150 };
const clean = greyOf(520, 360, (at) => 100 + (at % 520) / 8);

test('noise that is the same everywhere is no mismatch', () => {
  const value = noiseMismatch(noisy(clean, 4), face);
  expect(value).toBeCloseTo(0, 0);
  expect(observation('noise-mismatch', value!).noticed).toBe(false);
});

test('a smooth face in a noisy picture is', () => {
  const value = noiseMismatch(withInset(noisy(clean, 4), clean, face), face);
  // 4 levels over none: log2((4 + .35) / .35) = 3.6.
  expect(value).toBeCloseTo(3.6, 0);
  expect(observation('noise-mismatch', value!).noticed).toBe(true);
});

test('a face noisier than what is beside it is none: so are most portraits', () => {
  const value = noiseMismatch(withInset(clean, noisy(clean, 4), face), face);
  expect(value).toBeLessThan(-2);
  expect(observation('noise-mismatch', value!).noticed).toBe(false);
});

test('without room beside the face it is not measured', () => {
  expect(noiseMismatch(clean, { x: 60, y: 100, width: 400, height: 250 })).toBeNull();
});
