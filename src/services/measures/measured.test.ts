import { expect, test } from 'vitest';
import { fail } from '#domain/outcome.js';
import { noMeasures, type EndedAttempt, type EndedTask } from '#ports/measures.js';
import type { WebhookDelivery } from '#ports/webhook-records.js';
import { createMeasuredAttempt } from '#services/measures/measured-attempt.js';
import { createMeasuredFrames } from '#services/measures/measured-tasks.js';
import type { Attempted, Message } from '#services/webhooks/attempt-delivery.js';

const request = { frames: 1, deadlineMs: 1, maxSidePixels: 1 };

test('a task is told as what became of it, and what it threw goes on', async () => {
  const told: EndedTask[] = [];
  const measures = { ...noMeasures, taskEnded: (ended: EndedTask) => void told.push(ended) };
  const outcomes = [
    async () => fail({ code: 'video-undecodable' as const }),
    async () => fail({ code: 'overloaded' as const }),
    async () => Promise.reject(new Error('gone')),
  ];
  const frames = createMeasuredFrames(
    { available: true, extractFrames: () => outcomes.shift()!(), close: async () => undefined },
    measures,
  );
  expect(await frames.extractFrames(new Uint8Array(), request)).toEqual(fail({ code: 'video-undecodable' }));
  await frames.extractFrames(new Uint8Array(), request);
  await expect(frames.extractFrames(new Uint8Array(), request)).rejects.toThrow('gone');
  const durationMs = expect.any(Number) as number;
  expect(told).toEqual(
    (['failed', 'refused', 'fault'] as const).map((outcome) => ({
      ...{ task: 'extractFrames', outcome, durationMs, timings: {} },
    })),
  );
});

test.each<[string, Partial<WebhookDelivery> | null, Attempted['outcome']['failure'], EndedAttempt[]]>([
  ['delivered', {}, null, [{ mode: 'live', receiver: 'endpoint', result: 'delivered', delayMs: 400 }]],
  ['refused', {}, 'timeout', [{ mode: 'live', receiver: 'endpoint', result: 'timeout', delayMs: null }]],
  [
    'sent again by hand',
    { attempts: 3 },
    null,
    [{ mode: 'live', receiver: 'endpoint', result: 'delivered', delayMs: null }],
  ],
  ['a trial of an endpoint', null, null, []],
])('an attempt that is %s', async (_, delivery, failure, expected) => {
  const told: EndedAttempt[] = [];
  const attempt = createMeasuredAttempt(
    async () => ({
      startedAtEpochMs: 900,
      outcome: { status: 200, durationMs: 1, failure, answerHead: '' },
      retryAfterMs: null,
    }),
    { measures: { attemptEnded: (ended) => void told.push(ended) }, now: () => 1000 },
  );
  const first = { mode: 'live', createdAtEpochMs: 600, attempts: 0, attemptsOfRound: 0 } as const;
  await attempt({
    ...({ purpose: 'webhook' } as Message), // what else there is does not matter here
    ...(delivery !== null && { delivery: { ...first, ...delivery } as WebhookDelivery }), // as above
  });
  expect(told).toEqual(expected);
});
