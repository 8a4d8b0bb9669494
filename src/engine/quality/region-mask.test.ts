import { expect, test } from 'vitest';
import { fillPolygon } from '#engine/quality/region-mask.js';

test('a polygon fills the pixels whose centres it holds', () => {
  const mask = new Uint8Array(16);
  fillPolygon(mask, 4, Float32Array.of(1, 1, 3, 1, 3, 3, 1, 3), 1);
  expect([...mask]).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
});

test('a polygon that reaches beyond the edge is cut', () => {
  const mask = new Uint8Array(4);
  fillPolygon(mask, 2, Float32Array.of(-5, -5, 9, -5, 9, 9, -5, 9), 1);
  expect([...mask]).toEqual([1, 1, 1, 1]);
});

test('a polygon can clear', () => {
  const mask = new Uint8Array(4).fill(1);
  fillPolygon(mask, 2, Float32Array.of(0, 0, 1, 0, 1, 2, 0, 2), 0);
  expect([...mask]).toEqual([0, 1, 0, 1]);
});
