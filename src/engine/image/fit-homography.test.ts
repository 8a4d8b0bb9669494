import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitHomography } from '#engine/image/fit-homography.js';
import { applyHomography, type Homography } from '#engine/image/homography.js';

const points = Float64Array.of(0, 0, 100, 0, 100, 80, 0, 80, 30, 50, 70, 20);
const mapped = (map: Homography): Float64Array => {
  const out = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    const { x, y } = applyHomography(map, { x: points[i]!, y: points[i + 1]! });
    out[i] = x;
    out[i + 1] = y;
  }
  return out;
};

test('points that a map of the plane moved are met exactly', () => {
  const small = fc.double({ min: -0.3, max: 0.3, noNaN: true });
  fc.assert(
    fc.property(small, small, small, small, (turn, shear, tiltX, tiltY) => {
      const map: Homography = [1 + shear, turn, 20, -turn, 1 - shear, -7, tiltX / 200, tiltY / 200, 1];
      const wanted = mapped(map);
      const fitted = fitHomography(points, wanted);
      const met = mapped(fitted!);
      for (const [i, value] of wanted.entries()) expect(met[i]).toBeCloseTo(value, 5);
    }),
  );
});

test('one point that does not follow is left over', () => {
  const target = Float64Array.from(points);
  target[8]! += 10;
  const met = mapped(fitHomography(points, target)!);
  const errors = Array.from({ length: 6 }, (_, i) =>
    Math.hypot(met[2 * i]! - target[2 * i]!, met[2 * i + 1]! - target[2 * i + 1]!),
  );
  expect(Math.max(...errors)).toBeGreaterThan(2);
  expect(Math.max(...errors)).toBeLessThan(10);
});

test('points on a line tell of no map', () => {
  const line = Float64Array.from({ length: 12 }, (_, i) => Math.floor(i / 2) * 10);
  expect(fitHomography(line, line)).toBeNull();
});
