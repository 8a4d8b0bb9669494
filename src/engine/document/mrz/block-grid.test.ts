import { expect, test } from 'vitest';
import { fitBlockGrid, lineGrid, startOf } from '#engine/document/mrz/block-grid.js';

const straight = { lineLength: 10, startSteps: 3, startPerLine: 0, pitchSteps: 4, pitchPerLine: 0, bendSteps: 0 };
const pointsOf = (grid: typeof straight, lines: number) =>
  Array.from({ length: lines * grid.lineLength }, (_, i) => {
    const line = Math.floor(i / grid.lineLength);
    const index = i % grid.lineLength;
    return { line, index, start: startOf(grid, line, index) };
  });

test('an even grid is found as it is', () => {
  const fitted = fitBlockGrid(pointsOf(straight, 2), 10)!;
  expect(fitted.startSteps).toBeCloseTo(3, 4);
  expect(fitted.pitchSteps).toBeCloseTo(4, 4);
  expect(Math.abs(fitted.bendSteps)).toBeLessThan(1e-4);
});

test('a single misplaced character does not move it', () => {
  const points = pointsOf(straight, 2);
  points[5] = { ...points[5]!, start: points[5]!.start + 9 };
  expect(fitBlockGrid(points, 10)!.pitchSteps).toBeCloseTo(4, 2);
});

test('perspective shows as a bend and as lines of different pitch', () => {
  const bent = { ...straight, lineLength: 44, startPerLine: 0.5, pitchPerLine: 0.05, bendSteps: 0.01 };
  const fitted = fitBlockGrid(pointsOf(bent, 2), 44)!;
  for (const [line, index] of [
    [0, 0],
    [0, 20],
    [1, 43],
  ] as const) {
    expect(Math.abs(startOf(fitted, line, index) - startOf(bent, line, index))).toBeLessThan(0.4);
  }
});

test('fewer than eight characters say nothing', () => {
  expect(fitBlockGrid(pointsOf({ ...straight, lineLength: 7 }, 1), 7)).toBeNull();
});

test('the starts of a line go one beyond its last character and always rise', () => {
  const { starts, pitchSteps } = lineGrid({ ...straight, pitchPerLine: 1 }, 1, 0.3);
  expect(starts).toHaveLength(11);
  expect(starts[10]).toBe(53);
  expect(pitchSteps).toBe(5);
});
