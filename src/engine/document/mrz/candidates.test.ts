import { expect, test } from 'vitest';
import { mrzCandidates, singleLineCandidates } from '#engine/document/mrz/candidates.js';

const region = (x: number, y: number, width: number, height: number, angleDegrees = 0) => ({
  box: { x, y, width, height, angleDegrees },
  score: 1,
});

test('two long lines below each other are a candidate, before shorter text', () => {
  const [first] = mrzCandidates([
    region(20, 20, 120, 14),
    region(20, 40, 130, 14),
    region(10, 200, 550, 16),
    region(10, 232, 548, 16),
  ]);
  expect(first).toMatchObject({ angleDegrees: 0, lengthPixels: 550 });
  expect(first!.strips).toHaveLength(2);
  expect(first!.strips[0]![0]).toEqual({ x: 10, y: 200 });
});

test('a name line whose fillers were not seen takes its length from the other line', () => {
  const [first] = mrzCandidates([region(10, 200, 200, 16), region(10, 232, 548, 16)]);
  expect(first!.strips.map(([a, b]) => b.x - a.x)).toEqual([548, 548]);
});

test('three lines are one candidate', () => {
  expect(
    mrzCandidates([region(10, 200, 480, 20), region(10, 235, 478, 20), region(11, 270, 480, 20)])[0]!.strips,
  ).toHaveLength(3);
});

test('a single line is none but for licences, the most slender first', () => {
  const regions = [
    region(10, 20, 200, 16),
    region(10, 200, 550, 20),
    region(10, 400, 100, 16),
    region(300, 20, 300, 9),
  ];
  expect(mrzCandidates(regions.slice(0, 2))).toEqual([]);
  const candidates = singleLineCandidates(regions);
  expect(candidates.map(({ lengthPixels, heightPixels }) => [lengthPixels, heightPixels])).toEqual([
    [300, 9],
    [550, 20],
    [200, 16],
  ]);
  expect(candidates[1]!.strips).toEqual([
    [
      { x: 10, y: 200 },
      { x: 560, y: 200 },
      { x: 560, y: 220 },
      { x: 10, y: 220 },
    ],
  ]);
});
