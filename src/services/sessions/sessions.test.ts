import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { injectionNotAssessed } from '#domain/injection.js';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { fail, ok } from '#domain/outcome.js';
import type { SessionStatus } from '#domain/session.js';
import { leadingZeroBits } from '#services/sessions/captcha.js';
import { sessionExport } from '#services/sessions/session-parts.js';
import {
  goodFace,
  jpeg,
  notFine,
  owner,
  search,
  start,
  startSessions,
  templateId,
  type SessionsUnderTest,
} from '#services/sessions/sessions-under-test.suite.js';

let under: SessionsUnderTest;
beforeEach(async () => {
  const { sessions } = defaultApplicationSettings;
  under = await startSessions({
    settings: { ...defaultApplicationSettings, sessions: { ...sessions, captchaDifficultyBits: 4 } },
    scopeAvailable: (scope, mode) => mode === 'test' || scope !== 'deepfake',
  });
});
afterEach(() => under.close());

const statusOf = async (id: string): Promise<string> => {
  const found = await under.sessions.application.find(owner, id);
  return found.ok ? found.value.state.status : found.failure.code;
};
const selfie = { kind: 'selfie', picture: jpeg } as const;

const finalEvent = (id: string, status: SessionStatus, atEpochMs = start) => ({
  ...owner,
  type: 'session.updated',
  createdAtEpochMs: atEpochMs,
  subject: { kind: 'session', id },
  bodies: { native: { id, status } },
});

describe('every state of the life', () => {
  test('DONE: one selfie passes the gate, is searched for, then enrolled, and the application is told once', async () => {
    const person = await under.claimed();
    expect(await statusOf(person.id)).toBe('CREATED');
    const outcome = await under.sessions.person.submit({ ...person, ...selfie });
    expect(outcome).toMatchObject({ ok: true, value: { refusal: null, session: { state: { status: 'DONE' } } } });
    expect(under.worked).toEqual(['face-assess', 'search', 'enrol']);
    const stored = await under.store.records.sessions.find(owner, person.id);
    expect(stored?.state).toMatchObject({ status: 'DONE', nextStep: null, work: null, endedAtEpochMs: start });
    expect(stored?.personal.result).toEqual({
      face: goodFace,
      injection: injectionNotAssessed('capture-not-told'),
      search,
      enrolment: { templateId, sampleId: 's1' },
    });
    expect(stored?.personal.files.map(({ kind }) => kind)).toEqual(['selfie']);
    expect(under.published).toEqual([finalEvent(person.id, 'DONE')]);
    expect(await under.sessions.person.submit({ ...person, ...selfie })).toEqual(fail({ code: 'session-over' }));
  });

  test('CAPTCHA_OK, IN_PROGRESS: a proof of work, then a picture that is not good enough', async () => {
    const person = await under.claimed();
    const crowded = { token: person.token, secrets: [], address: '192.0.2.7' };
    await under.sessions.application.release(owner, person.id);
    // Six sessions from one address: the last has to prove work.
    for (let i = 0; i < 5; i += 1) {
      const { token } = await under.create();
      await under.sessions.person.claim({ token, secrets: [], address: '192.0.2.7' });
    }
    const claim = await under.sessions.person.claim(crowded);
    if (!claim.ok) throw new Error(claim.failure.code);
    const sixth = { token: person.token, secrets: [claim.value.secret!] };
    expect(await under.sessions.person.submit({ ...sixth, ...selfie })).toEqual(
      fail({ code: 'session-step-wrong', detail: 'the captcha comes first' }),
    );
    const issued = await under.sessions.person.issueCaptcha(sixth);
    if (!issued.ok) throw new Error(issued.failure.code);
    const { challenge } = issued.value;
    const proves = (solution: number): boolean =>
      leadingZeroBits(createHash('sha256').update(`${challenge}:${solution}`).digest()) >= 4;
    const numbers = Array.from({ length: 5000 }, (_, number) => number);
    const [right, wrong] = [numbers.find(proves)!, numbers.find((number) => !proves(number))!];
    const answer = (solution: number) =>
      under.sessions.person.answerCaptcha(sixth, { challenge, solution: String(solution) });
    expect(await answer(wrong)).toEqual(fail({ code: 'captcha-wrong' }));
    expect((await answer(right)).ok).toBe(true);
    expect(await statusOf(person.id)).toBe('CAPTCHA_OK');
    expect(await answer(right)).toEqual(fail({ code: 'session-step-wrong' }));

    under.script['face-assess'] = async () => ok({ face: { ...goodFace, liveness: notFine }, timings: {} });
    const submitted = await under.sessions.person.submit({ ...sixth, ...selfie });
    expect(submitted).toMatchObject({ value: { refusal: 'liveness-failed' } });
    expect(await statusOf(person.id)).toBe('IN_PROGRESS');
    expect(under.published).toEqual([]);
  });

  test('FAILED: after three pictures that the gate refuses; what was computed stays', async () => {
    const person = await under.claimed();
    under.script['face-assess'] = async () => ok({ face: { ...goodFace, liveness: notFine }, timings: {} });
    for (let attempt = 1; attempt <= 3; attempt += 1) await under.sessions.person.submit({ ...person, ...selfie });
    const stored = await under.store.records.sessions.find(owner, person.id);
    expect(stored?.state).toMatchObject({ status: 'FAILED', failure: 'liveness-failed', attempts: 3 });
    expect(stored?.personal.result.face?.liveness).toEqual(notFine);
    expect(under.worked).toEqual(['face-assess', 'face-assess', 'face-assess']);
    expect(under.published).toEqual([finalEvent(person.id, 'FAILED')]);
  });

  test('CANCELED: the person declines, and nothing of what was shown is left', async () => {
    const person = await under.claimed({ kind: 'native', scopes: ['document', 'match'] });
    await under.sessions.person.submit({ ...person, kind: 'document', picture: jpeg });
    expect(under.files.size).toBe(1);
    expect((await under.sessions.person.decline(person)).ok).toBe(true);
    const stored = await under.store.records.sessions.find(owner, person.id);
    expect(stored?.state.status).toBe('CANCELED');
    expect([stored?.personal.result, stored?.personal.files, under.files.size]).toEqual([{}, [], 0]);
    expect(under.published).toEqual([finalEvent(person.id, 'CANCELED')]);
  });

  test('CANCELED: the operator cancels; of many at once one does', async () => {
    const { id } = await under.claimed();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => under.sessions.application.cancel(owner, id)));
    expect(outcomes.filter(({ ok: done }) => done)).toHaveLength(1);
    expect(outcomes.filter(({ ok: done }) => !done)[0]).toEqual(fail({ code: 'session-over' }));
    expect(under.published).toEqual([finalEvent(id, 'CANCELED')]);
  });

  test('EXPIRED: noticed by whoever reads it first, and told once', async () => {
    const { id, token } = await under.create({ lifetimeSeconds: 60 });
    under.clock.nowEpochMs = start + 59_999;
    expect(await statusOf(id)).toBe('CREATED');
    under.clock.nowEpochMs = start + 60_000;
    const read = await under.sessions.application.findByToken(owner, token);
    expect(read).toMatchObject({ value: { state: { status: 'EXPIRED', endedAtEpochMs: start + 60_000 } } });
    expect(await under.sessions.person.claim({ token, secrets: [], address: null })).toEqual(
      fail({ code: 'session-over' }),
    );
    expect(await under.sessions.application.expireDue(start + 60_000)).toBe(0);
    expect(under.published).toEqual([finalEvent(id, 'EXPIRED', start + 60_000)]);
  });

  test('EXPIRED while the server was down: told at the next start', async () => {
    const created = [];
    for (let i = 0; i < 3; i += 1) created.push((await under.create({ lifetimeSeconds: 60 + i })).id);
    const { id: later } = await under.create({ lifetimeSeconds: 3600 });
    under.clock.nowEpochMs = start + 600_000;
    await under.restart();
    expect(await under.sessions.application.expireDue(under.clock.nowEpochMs)).toBe(3);
    expect(under.published).toEqual(created.map((id) => finalEvent(id, 'EXPIRED', start + 600_000)));
    expect(await under.sessions.application.expireDue(under.clock.nowEpochMs)).toBe(0);
    expect(await statusOf(later)).toBe('CREATED');
  });

  test('a session that runs through a restart goes on', async () => {
    const person = await under.claimed();
    await under.restart();
    await under.sessions.person.submit({ ...person, ...selfie });
    expect(await statusOf(person.id)).toBe('DONE');
  });
});

test('what happens to a session comes with its event or not at all', async () => {
  const { id } = await under.claimed();
  under.published.push = () => {
    throw new Error('the outbox is broken');
  };
  await expect(under.sessions.application.cancel(owner, id)).rejects.toThrow('the outbox is broken');
  expect((await under.store.records.sessions.find(owner, id))?.state.status).toBe('CREATED');
});

test('the token of a link is sealed with its session while that is open, exported to nobody, and gone with its end', async () => {
  const { id, token } = await under.create();
  const { records } = under.store;
  const tokenOf = async () => (await records.sessions.find(owner, id))?.personal.linkToken;
  expect(await tokenOf()).toBe(token);
  const told = await sessionExport.exportVerification(records, owner, { id, sessionId: null });
  expect(told).toHaveLength(1);
  expect(JSON.stringify(told)).not.toContain(token);
  await under.sessions.application.cancel(owner, id);
  expect(await tokenOf()).toBeUndefined();
});

test('a sandbox session runs through the same life and is never seen by live keys', async () => {
  const principal = { ...under.principal, keyId: 'k2', mode: 'test' } as const;
  const request = { kind: 'ooto-flow', scopes: ['deepfake'] } as const;
  const created = await under.sessions.application.create(principal, request);
  if (!created.ok) throw new Error(created.failure.code);
  const { token, session } = created.value;
  expect(await under.sessions.application.findByToken(owner, token)).toEqual(fail({ code: 'not-found' }));
  const claim = await under.sessions.person.claim({ token, secrets: [], address: null });
  const secrets = [claim.ok ? claim.value.secret! : ''];
  await under.sessions.person.submit({ token, secrets, ...selfie });
  const sandbox = { applicationId: 'app_a', mode: 'test' } as const;
  expect(await under.sessions.application.findByToken(sandbox, token)).toMatchObject({
    value: { state: { status: 'DONE' } },
  });
  expect(under.published).toEqual([{ ...finalEvent(session.id, 'DONE'), mode: 'test' }]);
});

test('ended sessions are removed once their application keeps them no longer', async () => {
  const { id } = await under.claimed();
  await under.sessions.application.cancel(owner, id);
  const days = 86_400_000;
  expect(await under.sessions.application.sweepEnded(start + 30 * days)).toBe(0);
  expect(await under.sessions.application.sweepEnded(start + 30 * days + 1)).toBe(1);
  expect(await statusOf(id)).toBe('not-found');
});

test('an erased session ends, and its pictures with it', async () => {
  const person = await under.claimed({ kind: 'native', scopes: ['document', 'match'], userIdentifier: 'user123' });
  await under.sessions.person.submit({ ...person, kind: 'document', picture: jpeg });
  expect(await under.sessions.application.erase(owner, person.id)).toEqual(ok(null));
  expect(await statusOf(person.id)).toBe('not-found');
  expect(await under.sessions.person.view(person)).toEqual(fail({ code: 'not-found' }));
  expect(under.files.size).toBe(0);
  expect(await under.sessions.application.erase(owner, person.id)).toEqual(fail({ code: 'not-found' }));
});
