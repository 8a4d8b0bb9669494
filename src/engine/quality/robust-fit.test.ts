import { expect, test } from 'vitest';
import { fitRobustly } from '#engine/quality/robust-fit.js';

test('a third of outliers does not move the constant', () => {
  const values = [...Array<number>(20).fill(1), ...Array<number>(10).fill(3)];
  const { residuals } = fitRobustly(
    values.map(() => [1]),
    values,
    0.2,
  );
  expect(residuals[0]).toBeCloseTo(0, 3);
  expect(residuals[29]).toBeCloseTo(2, 3);
});

test('a slope is followed', () => {
  const xs = Array.from({ length: 400 }, (_, i) => i / 200 - 1);
  const { residuals } = fitRobustly(
    xs.map((x) => [1, x]),
    xs.map((x) => 2 + 0.5 * x),
    0.7,
  );
  expect(Math.max(...residuals.map(Math.abs))).toBeLessThan(0.06);
});
