import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  finalStatuses,
  isFinal,
  pictureOf,
  sessionScopes,
  sessionStatuses,
  stepsOf,
  type SessionScope,
  type SessionState,
  type SessionStatus,
} from '#domain/session.js';
import type { SessionEvent, SessionEventType } from '#services/sessions/session-events.js';
import { advance, advanceAll, transitions } from '#services/sessions/session-machine.js';
import { maximumAttempts, maximumUnusablePictures } from '#services/sessions/session-transitions.js';

const lease = { id: 'w1', untilEpochMs: 5000 };
const created: SessionState = {
  status: 'CREATED',
  scopes: ['liveness', 'deepfake', 'search', 'enroll'],
  nextStep: 'LIVENESS',
  needCaptcha: false,
  attempts: 0,
  unusablePictures: 0,
  work: null,
  expiresAtEpochMs: 10_000,
  endedAtEpochMs: null,
  failure: null,
};
const working: SessionState = { ...created, status: 'IN_PROGRESS', work: lease };

const captchaDemanded: SessionEvent = { type: 'captcha-demanded' };
const captchaPassed: SessionEvent = { type: 'captcha-passed' };
const selfieReceived: SessionEvent = { type: 'picture-received', kind: 'selfie', work: lease };
const documentReceived: SessionEvent = { type: 'picture-received', kind: 'document', work: lease };
const stepPassed = (step: (typeof created)['nextStep'] & string): SessionEvent => ({
  type: 'step-passed',
  step,
  workId: 'w1',
});
const livenessRefused: SessionEvent = {
  type: 'gate-refused',
  step: 'LIVENESS',
  reason: 'liveness-failed',
  workId: 'w1',
};
const unusable: SessionEvent = { type: 'picture-unusable', kind: 'selfie', failure: 'face-not-found', workId: 'w1' };
const workFailed: SessionEvent = { type: 'work-failed', failure: 'internal', workId: 'w1' };
const workRefused: SessionEvent = { type: 'work-refused', failure: 'template-duplicate', workId: 'w1' };
const workAbandoned: SessionEvent = { type: 'work-abandoned', workId: 'w1' };
const declined: SessionEvent = { type: 'declined' };
const cancelled: SessionEvent = { type: 'cancelled' };
const timePassed: SessionEvent = { type: 'time-passed' };

const everyEvent: Readonly<Record<SessionEventType, SessionEvent>> = {
  'captcha-demanded': captchaDemanded,
  'captcha-passed': captchaPassed,
  'picture-received': selfieReceived,
  'step-passed': stepPassed('LIVENESS'),
  'gate-refused': livenessRefused,
  'picture-unusable': unusable,
  'work-failed': workFailed,
  'work-refused': workRefused,
  'work-abandoned': workAbandoned,
  declined,
  cancelled,
  'time-passed': timePassed,
};
const eventTypes = Object.keys(everyEvent) as SessionEventType[]; // Object.keys loses the key type

const inStatus = (status: SessionStatus): SessionState => {
  if (status === 'IN_PROGRESS') return working;
  return isFinal(status)
    ? { ...created, status, nextStep: null, endedAtEpochMs: 900 }
    : { ...created, status, needCaptcha: status === 'CAPTCHA_OK' };
};

/** What came of it, in one word: the new status, or the failure's code. */
const outcomeOf = (session: SessionState, event: SessionEvent, nowEpochMs = 1000): string => {
  const outcome = advance(session, event, nowEpochMs);
  return outcome.ok ? outcome.value.session.status : outcome.failure.code;
};

test('every pair of status and event is in the table', () => {
  expect(Object.keys(transitions).sort()).toEqual([...eventTypes].sort());
  for (const type of eventTypes) expect(transitions[type], type).toHaveLength(sessionStatuses.length);
});

const [wrong, over] = ['session-step-wrong', 'session-over'];
test.each<[SessionStatus, Partial<Record<SessionEventType, string>>]>([
  [
    'CREATED',
    { 'captcha-demanded': 'CREATED', 'picture-received': 'IN_PROGRESS', declined: 'CANCELED', cancelled: 'CANCELED' },
  ],
  [
    'CAPTCHA_OK',
    {
      'captcha-demanded': 'CAPTCHA_OK',
      'picture-received': 'IN_PROGRESS',
      declined: 'CANCELED',
      cancelled: 'CANCELED',
    },
  ],
  [
    'IN_PROGRESS',
    {
      'captcha-demanded': 'IN_PROGRESS',
      'step-passed': 'IN_PROGRESS',
      'gate-refused': 'IN_PROGRESS',
      'picture-unusable': 'IN_PROGRESS',
      'work-failed': 'IN_PROGRESS',
      'work-refused': 'FAILED',
      'work-abandoned': 'IN_PROGRESS',
      declined: 'CANCELED',
      cancelled: 'CANCELED',
    },
  ],
])('what each event makes of a session that is %s', (status, expected) => {
  const outcomes = Object.fromEntries(eventTypes.map((type) => [type, outcomeOf(inStatus(status), everyEvent[type])]));
  const otherwise = Object.fromEntries(eventTypes.map((type) => [type, wrong]));
  expect(outcomes).toEqual({ ...otherwise, 'time-passed': status, ...expected });
});

describe.each(finalStatuses)('%s', (status) => {
  test.each(eventTypes)('is not left by %s, in time or late', (type) => {
    expect(outcomeOf(inStatus(status), everyEvent[type])).toBe(over);
    expect(outcomeOf(inStatus(status), everyEvent[type], 20_000)).toBe(over);
  });
});

test.each(eventTypes)('%s after the time is up: EXPIRED, whatever it was', (type) => {
  for (const status of ['CREATED', 'CAPTCHA_OK', 'IN_PROGRESS'] as const) {
    expect(advance(inStatus(status), everyEvent[type], 10_000)).toEqual({
      ok: true,
      value: {
        session: { ...inStatus(status), status: 'EXPIRED', nextStep: null, work: null, endedAtEpochMs: 10_000 },
        effects: ['discard-result', 'publish-final'],
      },
    });
  }
});

test('one picture passes all the steps that look at the face, and the session is done', () => {
  const events = [selfieReceived, ...stepsOf(created.scopes).map((step) => stepPassed(step))];
  expect(advanceAll(created, events, 1000)).toEqual({
    ok: true,
    value: {
      session: { ...created, status: 'DONE', nextStep: null, endedAtEpochMs: 1000 },
      effects: ['publish-final'],
    },
  });
});

test('a picture after one that passed a gate begins with the first gate again', () => {
  const seen = [
    stepPassed('LIVENESS'),
    { type: 'gate-refused', step: 'DEEPFAKE', reason: 'deepfake-suspected', workId: 'w1' } as const,
  ];
  const session = { ...working, nextStep: 'LIVENESS', work: null, attempts: 1 };
  expect(advanceAll(working, seen, 1000)).toEqual({ ok: true, value: { session, effects: [] } });
});

test('a gate that refuses three pictures ends the session with its reason', () => {
  const events = Array.from({ length: maximumAttempts }, () => [selfieReceived, livenessRefused]).flat();
  const failed = { ...created, status: 'FAILED', nextStep: null, attempts: 3, endedAtEpochMs: 1000 };
  expect(advanceAll(created, events, 1000)).toEqual({
    ok: true,
    value: { session: { ...failed, failure: 'liveness-failed' }, effects: ['publish-final'] },
  });
});

test('a picture that shows nothing costs no attempt; the twentieth ends the session', () => {
  const events = Array.from({ length: maximumUnusablePictures - 1 }, () => [selfieReceived, unusable]).flat();
  const before = { ...created, status: 'IN_PROGRESS' as const, unusablePictures: 19 };
  expect(advanceAll(created, events, 1000)).toEqual({ ok: true, value: { session: before, effects: [] } });
  expect(advanceAll(before, [selfieReceived, unusable], 1000)).toMatchObject({
    value: { session: { status: 'FAILED', failure: 'face-not-found' } },
  });
});

test('a document that proves unusable with the selfie has to be shown again', () => {
  const native: SessionState = { ...working, scopes: ['document', 'match'], nextStep: 'MATCH' };
  const event = {
    type: 'picture-unusable',
    kind: 'document',
    failure: 'portrait-features-failed',
    workId: 'w1',
  } as const;
  expect(advance(native, event, 1000)).toEqual({
    ok: true,
    value: { session: { ...native, nextStep: 'DOCUMENT', work: null, unusablePictures: 1 }, effects: [] },
  });
});

test('work for which there was no room costs nothing', () => {
  expect(advanceAll(created, [selfieReceived, workAbandoned], 1000)).toEqual({
    ok: true,
    value: { session: { ...created, status: 'IN_PROGRESS' }, effects: [] },
  });
});

test('attempts count anew for another kind of picture', () => {
  const native: SessionState = { ...created, scopes: ['document', 'match'], nextStep: 'DOCUMENT' };
  const events = [documentReceived, workFailed, documentReceived, stepPassed('DOCUMENT')];
  expect(advanceAll(native, events, 1000)).toEqual({
    ok: true,
    value: { session: { ...native, status: 'IN_PROGRESS', nextStep: 'MATCH' }, effects: [] },
  });
  expect(outcomeOf(native, selfieReceived)).toBe(wrong);
});

test('a second picture waits for the first; one whose process died counts as a failed attempt', () => {
  expect(advance(working, selfieReceived, 4999)).toMatchObject({ ok: false, failure: { code: wrong } });
  const next = { type: 'picture-received', kind: 'selfie', work: { id: 'w2', untilEpochMs: 9000 } } as const;
  expect(advance(working, next, 5000)).toEqual({
    ok: true,
    value: { session: { ...working, attempts: 1, work: next.work }, effects: [] },
  });
  expect(outcomeOf({ ...working, attempts: 2 }, next, 5000)).toBe('FAILED');
});

test.each([stepPassed('LIVENESS'), livenessRefused, unusable, workFailed, workRefused, workAbandoned])(
  'work under a lease that was lost is refused: $type',
  (event) => {
    expect(outcomeOf({ ...working, work: { id: 'w2', untilEpochMs: 9000 } }, event)).toBe(wrong);
    expect(outcomeOf({ ...working, work: null }, event)).toBe(wrong);
  },
);

test('a captcha comes before the first picture where one is needed, and only there', () => {
  const needing = { ...created, needCaptcha: true };
  expect(advance(created, captchaDemanded, 1000)).toEqual({ ok: true, value: { session: needing, effects: [] } });
  expect(outcomeOf(needing, selfieReceived)).toBe(wrong);
  expect(outcomeOf(needing, captchaPassed)).toBe('CAPTCHA_OK');
  expect(outcomeOf(created, captchaPassed)).toBe(wrong);
});

const anyEvent = fc.oneof(
  ...Object.values(everyEvent).map((event) => fc.constant(event)),
  fc.constant(documentReceived),
  fc.constant<SessionEvent>({ type: 'picture-unusable', kind: 'document', failure: 'image-missing', workId: 'w1' }),
  fc
    .constantFrom(...sessionScopes)
    .map((scope): SessionEvent => ({ type: 'step-passed', step: stepsOf([scope])[0]!, workId: 'w1' })),
);
const anyScopes = fc
  .subarray([...sessionScopes], { minLength: 1 })
  .filter((scopes: SessionScope[]) => stepsOf(scopes).length > 0);

test('whatever happens, the invariants hold', () => {
  fc.assert(
    fc.property(
      anyScopes,
      fc.boolean(),
      fc.array(fc.tuple(anyEvent, fc.integer({ min: 0, max: 900 })), { maxLength: 60 }),
      (scopes, needCaptcha, happenings) => {
        let session: SessionState = { ...created, scopes, nextStep: stepsOf(scopes)[0]!, needCaptcha };
        let nowEpochMs = 0;
        let published = 0;
        for (const [event, waitMs] of happenings) {
          nowEpochMs += waitMs;
          const before = session;
          const outcome = advance(session, event, nowEpochMs);
          if (!outcome.ok) continue;
          expect(isFinal(before.status)).toBe(false);
          session = outcome.value.session;
          published += outcome.value.effects.filter((effect) => effect === 'publish-final').length;
          const final = isFinal(session.status);
          expect(published).toBe(final ? 1 : 0);
          expect(session.nextStep === null).toBe(final);
          expect(session.endedAtEpochMs === null).toBe(!final);
          expect(session.failure === null).toBe(session.status !== 'FAILED');
          expect(session.attempts).toBeLessThanOrEqual(maximumAttempts);
          if (session.work !== null) expect(session.status).toBe('IN_PROGRESS');
          if (session.nextStep !== null) expect(stepsOf(scopes)).toContain(session.nextStep);
          if (session.status === 'DONE') expect(before.nextStep).toBe(stepsOf(scopes).at(-1));
          // No step is skipped.
          const place = ({ nextStep }: SessionState): number =>
            nextStep === null ? -1 : stepsOf(scopes).indexOf(nextStep);
          expect(place(session)).toBeLessThanOrEqual(place(before) + 1);
          // Past its first step a kind of picture is only while one picture of it is being worked on.
          const sameKind = stepsOf(scopes).filter((step) => pictureOf[step] === pictureOf[session.nextStep ?? step]);
          if (session.nextStep !== null && session.nextStep !== sameKind[0]) expect(session.work).not.toBeNull();
        }
      },
    ),
    { numRuns: 2000 },
  );
});
