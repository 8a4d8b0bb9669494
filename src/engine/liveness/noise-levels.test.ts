import { expect, test } from 'vitest';
import { noiseLevels } from '#engine/liveness/noise-levels.js';
import { noisy } from '#engine/evaluation/quality/spoil/coding.js';

const side = 120;
const box = { x: 10, y: 10, width: 100, height: 100 };
const slope = {
  width: side,
  height: side,
  data: Uint8Array.from({ length: side * side * 3 }, (_, i) => 60 + (Math.floor(i / 3) % side)),
};

test('a slope has no noise', () => {
  expect(noiseLevels(slope, box)).toBe(0);
});

test.each([3, 6, 12])('noise of %d levels in each channel is measured as its luma has it', (sigma) => {
  // Luma is the weighted mean of three independent channels.
  const ofLuma = sigma * Math.hypot(0.299, 0.587, 0.114);
  expect(noiseLevels(noisy(slope, sigma), box) / ofLuma).toBeCloseTo(1, 1);
});

test('a box outside of the picture has none', () => {
  expect(noiseLevels(slope, { x: 500, y: 500, width: 10, height: 10 })).toBe(0);
});
