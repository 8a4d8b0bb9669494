import { expect, test } from 'vitest';
import { chainCharacters } from '#engine/document/mrz/emission-chain.js';

test('characters are numbered one by one where the spacing is even', () => {
  const steps = Array.from({ length: 20 }, (_, i) => 5 + 4 * i);
  expect(chainCharacters(steps, 0).at(-1)).toEqual({ line: 0, index: 19, start: 81 });
});

test('a double gap is a character that was left out', () => {
  const steps = Array.from({ length: 30 }, (_, i) => 4 * i).filter((_, i) => i !== 12 && i !== 20 && i !== 21);
  const points = chainCharacters(steps, 1);
  expect(points.at(-1)).toEqual({ line: 1, index: 29, start: 116 });
  expect(points[12]).toEqual({ line: 1, index: 13, start: 52 });
});

test('a spacing that grows along the line is no gap', () => {
  const steps: number[] = [];
  for (let i = 0, at = 0; i < 40; i++, at += 3 + i / 15) steps.push(Math.round(at));
  expect(chainCharacters(steps, 0).at(-1)!.index).toBe(39);
});

test('a handful of characters shows no spacing', () => {
  expect(chainCharacters([0, 4, 8, 12], 0)).toEqual([]);
});
