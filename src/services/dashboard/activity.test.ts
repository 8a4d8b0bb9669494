import { expect, test } from 'vitest';
import type { Activity } from '#ports/insight-records.js';
import { createActivity, medianOf } from '#services/dashboard/activity.js';

const nothing: Activity = {
  counts: { match: 0, review: 0, noMatch: 0, failed: 0, other: 0 },
  medianMs: null,
  failures: [],
  reasons: [],
  operations: [],
};

test('pieces that are over are remembered for minutes, by owner; the present one is counted each time', async () => {
  let nowEpochMs = 2500;
  const asked: string[] = [];
  const activityOf = createActivity({
    insights: {
      activity: async ({ mode }, { fromEpochMs }) => {
        asked.push(`${mode} ${fromEpochMs}`);
        return nothing;
      },
    },
    now: () => nowEpochMs,
  });
  const pieces = [1000, 2000].map((fromEpochMs) => ({ fromEpochMs, toEpochMs: fromEpochMs + 1000 }));
  await activityOf({ applicationId: 'a', mode: 'live' }, pieces);
  await activityOf({ applicationId: 'a', mode: 'live' }, pieces);
  await activityOf({ applicationId: 'a', mode: 'test' }, pieces);
  expect(asked).toEqual(['live 1000', 'live 2000', 'live 2000', 'test 1000', 'test 2000']);
  nowEpochMs += 6 * 60_000;
  await activityOf({ applicationId: 'a', mode: 'live' }, pieces);
  expect(asked.slice(5)).toEqual(['live 1000', 'live 2000']);
});

test.each([
  [[], null],
  [[{ count: 3, medianMs: null }], null],
  [
    [
      { count: 1, medianMs: 900 },
      { count: 5, medianMs: 300 },
    ],
    300,
  ],
  [
    [
      { count: 5, medianMs: 900 },
      { count: 1, medianMs: 300 },
    ],
    900,
  ],
])('the median of %j is %j', (groups, expected) => {
  expect(medianOf(groups)).toBe(expected);
});
