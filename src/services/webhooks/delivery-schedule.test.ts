import { expect, test } from 'vitest';
import { attemptsOfSchedule, delayAfterMs, parseRetryAfterMs } from '#services/webhooks/delivery-schedule.js';

const middle = { random: () => 0.5, retryAfterMs: null };

test('ten attempts over about 75 hours', () => {
  const delays = Array.from({ length: attemptsOfSchedule }, (_, index) => delayAfterMs(index + 1, middle));
  expect(delays.map((delay) => (delay === null ? null : delay / 1000))).toEqual([
    5,
    300,
    1800,
    7200,
    18_000,
    36_000,
    50_400,
    72_000,
    86_400,
    null,
  ]);
  const hours = delays.reduce<number>((sum, delay) => sum + (delay ?? 0), 0) / 3_600_000;
  expect(hours).toBeCloseTo(75.6, 1);
});

test('jitter shifts a delay by a tenth either way', () => {
  expect(delayAfterMs(2, { ...middle, random: () => 0 })).toBe(270_000);
  expect(delayAfterMs(2, { ...middle, random: () => 1 - Number.EPSILON })).toBe(330_000);
});

test.each([
  ['sooner than scheduled', 1000, 300_000],
  ['between once and twice', 400_000, 400_000],
  ['later than twice', 9_999_000, 600_000],
])('Retry-After %s', (_, retryAfterMs, expected) => {
  expect(delayAfterMs(2, { ...middle, retryAfterMs })).toBe(expected);
});

test.each([
  [undefined, null],
  ['120', 120_000],
  ['0', 0],
  ['Thu, 01 Jan 1970 00:00:30 GMT', 20_000],
  ['Thu, 01 Jan 1970 00:00:01 GMT', 0],
  ['-5', null],
  ['soon', null],
  ['99999999999', null],
])('Retry-After %j at second 10', (text, expected) => {
  expect(parseRetryAfterMs(text, 10_000)).toBe(expected);
});
