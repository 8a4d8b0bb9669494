import { expect, test } from 'vitest';
import { mrzCandidates } from '#engine/document/mrz/candidates.js';

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

test('a single line is none', () => {
  expect(mrzCandidates([region(10, 200, 550, 16)])).toEqual([]);
});
