import { expect, test } from 'vitest';
import { createClockWatch } from '#services/clock-watch.js';

const minute = 60_000;
const day = 24 * 60 * minute;

test.each([400 * day, -day])('a clock that jumps by %i ms is not gone by for an hour, then it is', (jumpMs) => {
  let [now, steady] = [1_700_000_000_000, 0];
  const clock = createClockWatch({ now: () => now, steady: () => steady });
  const pass = (ms: number): boolean => {
    now += ms;
    steady += ms;
    return clock.isTrusted();
  };
  expect(pass(5 * minute)).toBe(true);
  now += jumpMs;
  expect([pass(5 * minute), pass(5 * minute)]).toEqual([false, false]);
  // Mended: what it jumped by is a jump, too.
  expect(pass(59 * minute)).toBe(true);
  now -= jumpMs;
  expect([pass(minute), pass(61 * minute)]).toEqual([false, true]);
});
