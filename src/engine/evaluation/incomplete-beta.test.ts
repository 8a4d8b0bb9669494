import fc from 'fast-check';
import { expect, test } from 'vitest';
import { incompleteBeta } from '#engine/evaluation/incomplete-beta.js';

test('closed forms', () => {
  expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 12);
  expect(incompleteBeta(0.3, 2, 1)).toBeCloseTo(0.09, 12);
  expect(incompleteBeta(0.3, 1, 5)).toBeCloseTo(1 - 0.7 ** 5, 12);
  expect(incompleteBeta(0.25, 0.5, 0.5)).toBeCloseTo(1 / 3, 12); // 2/π · asin √x
  expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
});

test('equals the binomial tail it stands for', () => {
  const x = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(29), x, (n, k, p) => {
      fc.pre(k < n);
      // I_p(k + 1, n − k) = P(X > k)
      let tail = 0;
      for (let i = k + 1; i <= n; i++) tail += choose(n, i) * p ** i * (1 - p) ** (n - i);
      return Math.abs(incompleteBeta(p, k + 1, n - k) - tail) < 1e-10;
    }),
  );
});

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}
