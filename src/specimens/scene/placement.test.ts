import { expect, test } from 'vitest';
import { projectPlacement, type Placement } from '#specimens/scene/placement.js';

const flat: Placement = {
  centre: { x: 500, y: 400 },
  widthPixels: 200,
  angleDegrees: 0,
  pitchDegrees: 0,
  yawDegrees: 0,
};

const rounded = (placement: Placement) =>
  projectPlacement(placement, 2, 1000).map(({ x, y }) => [Math.round(x), Math.round(y)]);

test('without tilt a document is a rectangle', () => {
  expect(rounded(flat)).toEqual([
    [400, 350],
    [600, 350],
    [600, 450],
    [400, 450],
  ]);
});

test('a quarter turn clockwise brings its top left corner to the top right', () => {
  expect(rounded({ ...flat, angleDegrees: 90 })).toEqual([
    [550, 300],
    [550, 500],
    [450, 500],
    [450, 300],
  ]);
});

test('what is further away is smaller', () => {
  const [topLeft, topRight, bottomRight, bottomLeft] = projectPlacement({ ...flat, pitchDegrees: 30 }, 2, 1000);
  expect(topRight.x - topLeft.x).toBeLessThan(bottomRight.x - bottomLeft.x);
  const turned = projectPlacement({ ...flat, yawDegrees: 30 }, 2, 1000);
  expect(turned[2].y - turned[1].y).toBeLessThan(turned[3].y - turned[0].y);
});
