import { expect, test } from 'vitest';
import { likeliestEntry, lineOf } from '#engine/document/ocr/line-probabilities.js';

test('a step keeps the blank and what is not out of the question', () => {
  const output = Float32Array.from([9, 0, 1e-8, 1, 0.25, 0.75, 1e-7]);
  const line = lineOf(output, 1, 2, 3);
  expect([...line.starts]).toEqual([0, 2, 4]);
  expect([...line.classes]).toEqual([0, 2, 0, 1]);
  expect([...line.probabilities]).toEqual([0, 1, 0.25, 0.75]);
  expect([0, 1].map((step) => line.classes[likeliestEntry(line, step)])).toEqual([2, 1]);
});

test('a step in which all was ruled out is blank', () => {
  const line = lineOf(Float32Array.from([0, 0, 1]), 0, 1, 3);
  line.probabilities.fill(0);
  expect(line.classes[likeliestEntry(line, 0)]).toBe(0);
});
