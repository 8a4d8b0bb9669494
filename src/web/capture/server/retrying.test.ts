import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CallFailed } from '#web/capture/server/call-failed.js';
import { pauseMs, retrying } from '#web/capture/server/retrying.js';

const browserWindow = new EventTarget();
beforeEach(() => {
  vi.stubGlobal('window', browserWindow);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('pauses double from one second to fifteen, and are spread', () => {
  expect([0, 1, 2, 3, 4, 9].map((attempt) => pauseMs(attempt, 0.5))).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000]);
  expect([pauseMs(0, 0), pauseMs(0, 1)]).toEqual([750, 1250]);
});

const failing = (times: number, failure: CallFailed) => {
  let calls = 0;
  return {
    calls: () => calls,
    call: async () => {
      calls += 1;
      if (calls <= times) throw failure;
      return 'answer';
    },
  };
};

test('the browser is online again: the pause ends at once', async () => {
  const { call } = failing(1, new CallFailed('connection', 0, true));
  const told: string[] = [];
  const answer = retrying(call, {
    onWaiting: () => {
      told.push('waiting');
      setTimeout(() => browserWindow.dispatchEvent(new Event('online')), 0);
    },
    onBack: () => told.push('back'),
  });
  expect(await answer).toBe('answer');
  expect(told).toEqual(['waiting', 'back']);
});

test('a lost connection is tried for as long as it takes, a failing server four times', async () => {
  const sooner = new EventTarget();
  const options = { sooner, onWaiting: () => setTimeout(() => sooner.dispatchEvent(new Event('now')), 0) };
  expect(await retrying(failing(20, new CallFailed('connection', 0, true)).call, options)).toBe('answer');
  const server = failing(20, new CallFailed('internal', 500, true));
  await expect(retrying(server.call, options)).rejects.toThrow('internal');
  expect(server.calls()).toBe(4);
});

test('what cannot succeed later is not tried again', async () => {
  const { call, calls } = failing(1, new CallFailed('image-undecodable', 422, false));
  await expect(retrying(call)).rejects.toThrow('image-undecodable');
  expect(calls()).toBe(1);
});
