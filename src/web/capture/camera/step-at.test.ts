import { expect, test } from 'vitest';
import { stepAt } from '#web/capture/camera/step-at.js';

const challenge = {
  nonce: '0123456789abcdef',
  steps: [
    { motion: 'turn-left', atMs: 1200 },
    { motion: 'look-up', atMs: 3900 },
  ],
  endsAtMs: 6000,
} as const;

test.each([
  [0, 'look-ahead'],
  [1199, 'look-ahead'],
  [1200, 'turn-left'],
  [3899, 'turn-left'],
  [3900, 'look-up'],
  [9000, 'look-up'],
])('at %i ms %s is shown', (atMs, step) => {
  expect(stepAt({ ...challenge, steps: [...challenge.steps] }, atMs)).toBe(step);
});

test('without a challenge the person looks into the camera', () => {
  expect(stepAt(null, 1000)).toBe('look-ahead');
});
