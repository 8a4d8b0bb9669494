import { expect, test } from 'vitest';
import { sessionResourceSchema, sessionSummarySchema } from '#contract/session.js';
import { sampleSession } from '#ports/session-records.suite.js';
import { toSessionResource, toSessionSummary } from '#http/apis/native/session-resource.js';

const session = sampleSession();
const time = (epochMs: number): string => new Date(epochMs).toISOString();
const running = {
  id: session.id,
  object: 'session',
  createdAt: time(3000),
  kind: 'ooto-flow',
  status: 'IN_PROGRESS',
  scopes: ['document', 'match'],
  nextStep: 'MATCH',
  expiresAt: time(10_000),
  endedAt: null,
  failure: null,
};

test('a running session tells no result and no secret', () => {
  expect(sessionResourceSchema.parse(toSessionResource(session, null))).toEqual({
    ...running,
    livemode: true,
    needCaptcha: false,
    claimed: true,
    url: null,
    consentedAt: time(3500),
    userIdentifier: 'user123',
    externalId: 'ext-9',
    metadata: { order: 7, tags: ['x'] },
    callbackUrl: 'https://shop.example/hook?secret=1',
    returnUrl: 'https://shop.example/back',
    result: null,
  });
});

test('one that failed tells why and what was found', () => {
  const state = { ...session.state, status: 'FAILED', nextStep: null, failure: 'liveness-failed' } as const;
  expect(toSessionResource({ ...session, state }, null)).toMatchObject({
    status: 'FAILED',
    failure: { code: 'liveness-failed', info: 'The presentation looks like an attack.' },
    result: session.personal.result,
  });
});

test('in a list it has nothing that is sealed', () => {
  const { id, kind, createdAtEpochMs, state } = session;
  const summary = toSessionSummary({ id, kind, createdAtEpochMs, state, erasedAtEpochMs: 9000 });
  expect(sessionSummarySchema.parse(summary)).toEqual({ ...running, erasedAt: time(9000) });
});
