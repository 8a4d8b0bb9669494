import { expect, test } from 'vitest';
import { smooth } from '#engine/quality/smooth.js';

test('a point spreads to its neighbours by ¼ ½ ¼ both ways', () => {
  const data = new Float32Array(25);
  data[12] = 16;
  const { data: out } = smooth({ width: 5, height: 5, data }, 1);
  expect([...out]).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 1, 0, 0, 2, 4, 2, 0, 0, 1, 2, 1, 0, 0, 0, 0, 0, 0]);
});

test('a flat plane stays flat up to its edges, whatever the step', () => {
  const flat = { width: 3, height: 4, data: new Float32Array(12).fill(0.5) };
  expect(smooth(flat, 2)).toEqual(flat);
});
