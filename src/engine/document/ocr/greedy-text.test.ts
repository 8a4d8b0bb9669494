import { expect, test } from 'vitest';
import { greedyText } from '#engine/document/ocr/greedy-text.js';

const alphabet = ['', 'a', 'b'];
const line = (...steps: number[][]) => ({ steps: steps.length, classes: 3, data: Float32Array.from(steps.flat()) });

test('repeats are one character, a blank between makes them two', () => {
  const read = greedyText(line([0, 1, 0], [0, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]), alphabet);
  expect(read).toEqual({ text: 'aab', confidence: 1 });
});

test('the confidence is the mean of the characters’ own', () => {
  const read = greedyText(line([0.25, 0.75, 0], [0.5, 0, 0.5], [0.5, 0, 0.5]), alphabet);
  expect(read).toEqual({ text: 'a', confidence: 0.75 });
});

test('a line of blanks has no text and no confidence', () => {
  expect(greedyText(line([1, 0, 0]), alphabet)).toEqual({ text: '', confidence: 0 });
});
