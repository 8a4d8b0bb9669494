import { expect, test } from 'vitest';
import { convexHull, minimumAreaRectangle } from '#engine/document/ocr/minimum-area-rectangle.js';

const points = (...flat: number[]) =>
  Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[2 * i]!, y: flat[2 * i + 1]! }));

test('points inside and on the sides are not corners', () => {
  const hull = convexHull(points(0, 0, 4, 0, 4, 3, 0, 3, 2, 1, 2, 0));
  expect(hull).toHaveLength(4);
  expect(hull).toEqual(expect.arrayContaining(points(0, 0, 4, 0, 4, 3, 0, 3)));
});

test('the rectangle of an upright oblong is the oblong', () => {
  expect(minimumAreaRectangle(points(1, 2, 9, 2, 9, 4, 1, 4))).toEqual({
    x: 1,
    y: 2,
    width: 8,
    height: 2,
    angleDegrees: 0,
  });
});

test('a turned oblong keeps its sides and tells its angle, clockwise in a picture', () => {
  // 10 × 2 about (10, 10), turned by 30 degrees.
  const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
  const corners = points(-5, -1, 5, -1, 5, 1, -5, 1).map(({ x, y }) => ({
    x: 10 + x * cos - y * sin,
    y: 10 + x * sin + y * cos,
  }));
  const box = minimumAreaRectangle(corners);
  expect(box.angleDegrees).toBeCloseTo(30, 9);
  expect([box.width, box.height, box.x + box.width / 2, box.y + box.height / 2]).toEqual([
    expect.closeTo(10, 9),
    expect.closeTo(2, 9),
    expect.closeTo(10, 9),
    expect.closeTo(10, 9),
  ]);
});

test('a high oblong is a wide one that is turned by a quarter', () => {
  expect(minimumAreaRectangle(points(0, 0, 2, 0, 2, 8, 0, 8))).toMatchObject({
    width: 8,
    height: 2,
    angleDegrees: 90,
  });
});
