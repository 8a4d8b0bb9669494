import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applySimilarity, fitSimilarity, invertSimilarity, squareToRegion } from '#engine/face/similarity.js';

const coordinate = fc.double({ min: -1000, max: 1000, noNaN: true });
const similarity = fc.record({
  a: fc.double({ min: 0.1, max: 10, noNaN: true }),
  b: fc.double({ min: -10, max: 10, noNaN: true }),
  tx: coordinate,
  ty: coordinate,
});

test('the inverse undoes the transform', () => {
  fc.assert(
    fc.property(similarity, coordinate, coordinate, (transform, x, y) => {
      const back = applySimilarity(invertSimilarity(transform), applySimilarity(transform, { x, y }));
      expect(back.x).toBeCloseTo(x, 6);
      expect(back.y).toBeCloseTo(y, 6);
    }),
  );
});

test('a fit to transformed points finds the transform', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 1 },
    { x: 3, y: 7 },
  ];
  fc.assert(
    fc.property(similarity, (transform) => {
      const found = fitSimilarity(
        points,
        points.map((point) => applySimilarity(transform, point)),
      );
      for (const key of ['a', 'b', 'tx', 'ty'] as const) expect(found[key]).toBeCloseTo(transform[key], 6);
    }),
  );
});

test('a square maps onto the region: its corner and, turned by 90°, the next one', () => {
  const upright = squareToRegion(10, { x: 50, y: 60 }, 20, 0);
  expect(applySimilarity(upright, { x: 0, y: 0 })).toEqual({ x: 40, y: 50 });
  const turned = applySimilarity(squareToRegion(10, { x: 50, y: 60 }, 20, Math.PI / 2), { x: 0, y: 0 });
  expect(turned.x).toBeCloseTo(60);
  expect(turned.y).toBeCloseTo(50);
});
