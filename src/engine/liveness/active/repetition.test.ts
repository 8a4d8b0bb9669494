import { expect, test } from 'vitest';
import { activeLimits } from '#engine/liveness/active/limits.js';
import { isRepeated, isStill, repetitionOf } from '#engine/liveness/active/repetition.js';
import { seededRandom } from '#specimens/random.js';

/** A head that goes its own ways: sums of sines whose lengths have no common measure. */
const wander = (timeMs: number) => ({
  yaw: 9 * Math.sin(timeMs / 731) + 7 * Math.sin(timeMs / 411 + 1) + 5 * Math.sin(timeMs / 1373),
  x: 0.5 + 0.02 * Math.sin(timeMs / 997) + 0.01 * Math.sin(timeMs / 523),
});
const random = seededRandom(3);
const look = (timeMs: number, at: number) => ({
  timeMs,
  pose: {
    yawDegrees: wander(at).yaw + random.between(-0.4, 0.4),
    pitchDegrees: random.between(-0.4, 0.4),
    rollDegrees: 0,
  },
  size: 0.2,
  x: wander(at).x,
  y: 0.5,
  thumbnail: new Uint8Array(4).fill(100 + 10 * Math.sin(at / 500)),
});
const times = Array.from({ length: 45 }, (_, index) => index * 213);

test('a person is not repeated', () => {
  const repetition = repetitionOf(times.map((time) => look(time, time)));
  expect([isRepeated(repetition), isStill(repetition)]).toEqual([false, false]);
});

test.each<[string, (timeMs: number) => number]>([
  ['again and again', (time) => 3000 + (time % 3000)],
  ['forwards and backwards', (time) => (time % 6000 < 3000 ? 3000 + (time % 3000) : 6000 - (time % 3000))],
])('a piece that is played %s is told, wherever its frames fall', (_, at) => {
  const { leastRepeated } = repetitionOf(times.map((time) => look(time, at(time))));
  expect(leastRepeated).toBeLessThan(activeLimits.repeatedShare);
});

test('a head that rests tells nothing of repetition', () => {
  const { leastRepeated } = repetitionOf(times.map((time) => look(time, 0)));
  expect(leastRepeated).toBeNull();
});

test('copies of one frame are still', () => {
  expect(isStill(repetitionOf(times.map((time) => look(time, 0))))).toBe(true);
  expect(repetitionOf([]).mostDifferentLevels).toBe(0);
});
