import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createScheduler } from '#services/scheduler.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('work is done at once, and again after each pause of about the interval', async () => {
  const randoms = [0, 0.5, 0.75, 0.5];
  const times: number[] = [];
  const from = Date.now();
  const repetition = createScheduler(() => randoms.shift()!).repeat(
    1000,
    async () => void times.push(Date.now() - from),
  );
  await vi.advanceTimersByTimeAsync(3000);
  await repetition.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(times).toEqual([0, 800, 1800, 2900]);
});

test('a long run is never joined by another, and a stop waits for it', async () => {
  let running = 0;
  let runs = 0;
  const repetition = createScheduler(() => 0.5).repeat(10, async () => {
    running++;
    expect(running).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    running--;
    runs++;
  });
  await vi.advanceTimersByTimeAsync(700);
  expect([running, runs]).toEqual([1, 1]);
  let stopped = false;
  const stop = repetition.stop().then(() => (stopped = true));
  await vi.advanceTimersByTimeAsync(100);
  expect(stopped).toBe(false);
  await vi.advanceTimersByTimeAsync(300);
  await stop;
  expect([running, runs]).toEqual([0, 2]);
});
