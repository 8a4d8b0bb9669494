import { expect, test } from 'vitest';
import { cornersOf, zoneOf } from '#web/demo/answer/marks.js';

const rounded = (points: readonly { x: number; y: number }[]) =>
  points.map(({ x, y }) => [Math.round(x * 10) / 10, Math.round(y * 10) / 10]);

test('a box has its corners in reading order, and turns clockwise about its centre', () => {
  const box = { x: 10, y: 20, width: 40, height: 20 };
  expect(rounded(cornersOf(box))).toEqual([
    [10, 20],
    [50, 20],
    [50, 40],
    [10, 40],
  ]);
  expect(rounded(cornersOf({ ...box, angleDegrees: 90 }))).toEqual([
    [40, 10],
    [40, 50],
    [20, 50],
    [20, 10],
  ]);
});

const mrz = {
  format: 'TD3',
  lines: [],
  checkDigits: {},
  valid: true,
  negativeLogLikelihood: 0,
  repaired: false,
} as const;

test('the zone of a passport is the lowest 23.2 of 88 mm, whichever way up the document lies', () => {
  const upright = [
    { x: 0, y: 0 },
    { x: 125, y: 0 },
    { x: 125, y: 88 },
    { x: 0, y: 88 },
  ] as const;
  expect(rounded(zoneOf({ quad: [...upright], mrz: { ...mrz, lines: [], checkDigits: {} } })!)).toEqual([
    [0, 64.8],
    [125, 64.8],
    [125, 88],
    [0, 88],
  ]);
  const [a, b, c, d] = upright;
  expect(rounded(zoneOf({ quad: [c, d, a, b], mrz: { ...mrz, lines: [], checkDigits: {} } })!)).toEqual([
    [125, 23.2],
    [0, 23.2],
    [0, 0],
    [125, 0],
  ]);
});

test('where nothing was read, or the format says nothing, no zone is drawn', () => {
  const quad = Array.from({ length: 4 }, () => ({ x: 0, y: 0 })) as unknown as Parameters<typeof zoneOf>[0]['quad']; // four
  expect(zoneOf({ quad, mrz: null })).toBeNull();
  expect(zoneOf({ quad, mrz: { ...mrz, format: 'LICENCE', lines: [], checkDigits: {} } })).toBeNull();
});
