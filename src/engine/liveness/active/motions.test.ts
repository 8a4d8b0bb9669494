import { expect, test } from 'vitest';
import { motionsOf, neutralOf, type MotionLook } from '#engine/liveness/active/motions.js';

const look = (timeMs: number, yawDegrees = 0, pitchDegrees = 0, size = 0.2): MotionLook => ({
  timeMs,
  pose: { yawDegrees, pitchDegrees, rollDegrees: 0 },
  size,
});
/** A look every 250 ms. */
const looksOf = (...poses: (readonly [yaw: number, pitch?: number, size?: number])[]): MotionLook[] =>
  poses.map(([yaw, pitch, size], index) => look(250 * index, yaw, pitch, size));
const neutral = { yawDegrees: 0, pitchDegrees: 0, size: 0.2 };
const told = (looks: readonly MotionLook[]) =>
  motionsOf(looks, neutral).map(({ motion, fromMs, untilMs }) => [motion, fromMs, untilMs]);

test('a turn to the picture’s right is one to the person’s left, until the head is back', () => {
  expect(told(looksOf([0], [8], [14], [20], [9], [2], [0]))).toEqual([['turn-left', 500, 1000]]);
  expect(told(looksOf([0], [-14], [-13], [0]))).toEqual([['turn-right', 250, 500]]);
});

test('a nod beside a turn hides nothing', () => {
  expect(told(looksOf([0], [15, -11], [18, -12], [0]))).toEqual([
    ['turn-left', 250, 500],
    ['look-down', 250, 500],
  ]);
});

test('up, and closer', () => {
  expect(told(looksOf([0, 0], [0, 12], [0, 12], [0, 0], [0, 0, 0.25], [0, 0, 0.26], [0, 0, 0.2]))).toEqual([
    ['look-up', 250, 500],
    ['come-closer', 1000, 1250],
  ]);
});

test('one misread look is no motion, and moving away is none', () => {
  expect(told(looksOf([0], [25], [0], [0, 0, 0.15], [0, 0, 0.15], [0]))).toEqual([]);
});

test('a head at rest is where it is for the most part', () => {
  expect(neutralOf(looksOf([1, -3], [2, -5], [40, -4]))).toEqual({ yawDegrees: 2, pitchDegrees: -4, size: 0.2 });
});
