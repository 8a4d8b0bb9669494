import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { challengeSchema, type Challenge } from '#domain/challenge.js';
import { fail, ok } from '#domain/outcome.js';
import { drawChallenge } from '#engine/liveness/active/draw-challenge.js';
import type { Person } from '#services/sessions/session-access.js';
import { challengeLifetimeMs, maximumChallenges } from '#services/sessions/session-challenges.js';
import { sessionExport } from '#services/sessions/session-parts.js';
import type { FilmRequest } from '#services/sessions/session-work.js';
import {
  goodFace,
  goodVideo,
  jpeg,
  notFine,
  owner,
  start,
  startSessions,
  webm,
  type SessionsUnderTest,
} from '#services/sessions/sessions-under-test.suite.js';

let under: SessionsUnderTest;
let filmed: FilmRequest[];
beforeEach(async () => {
  under = await startSessions({ random: () => 0.25 });
  filmed = [];
  under.script.film = async (request) => {
    filmed.push(request);
    return ok(goodVideo(request));
  };
});
afterEach(() => under.close());

type Claimed = Person & { id: string };
const stored = async ({ id }: Claimed) => (await under.store.records.sessions.find(owner, id))!;

async function asked(person: Person): Promise<Challenge> {
  const challenge = await under.sessions.person.askChallenge(person);
  if (!challenge.ok) throw new Error(challenge.failure.code);
  return challenge.value;
}

/** A video, sent so many milliseconds from now. */
async function answer(person: Person, nonce: unknown, afterMs = 20_000) {
  under.clock.nowEpochMs += afterMs;
  const capture = nonce === undefined ? null : { nonce };
  return under.sessions.person.submit({ ...person, kind: 'selfie', picture: webm, capture });
}

describe('drawing', () => {
  test('a challenge is drawn by the server and sealed with the session, with its time', async () => {
    const person = await under.claimed();
    const challenge = await asked(person);
    expect(challengeSchema.parse(challenge)).toEqual(challenge);
    expect(challenge).toEqual(drawChallenge({ random: () => 0.25, nonce: challenge.nonce }));
    expect(challenge.nonce).toMatch(/^[\w-]{43}$/);
    const { personal } = await stored(person);
    expect(personal).toMatchObject({ challenge: { challenge, drawnAtEpochMs: start }, challengesDrawn: 1 });
    const { records } = under.store;
    const told = await sessionExport.exportVerification(records, owner, { id: person.id, sessionId: null });
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).not.toContain(challenge.nonce);
  });

  test('only where the next picture is a selfie whose liveness is judged, and only for the owner', async () => {
    const refused = fail({ code: 'session-step-wrong' });
    const { askChallenge } = under.sessions.person;
    const native = await under.claimed({ kind: 'native', scopes: ['document', 'liveness'] });
    expect(await askChallenge(native)).toEqual(refused);
    await under.sessions.person.submit({ ...native, kind: 'document', picture: jpeg });
    expect(await askChallenge(native)).toMatchObject({ ok: true });
    expect(await askChallenge({ ...native, secrets: [] })).toEqual(fail({ code: 'session-claimed' }));
    expect(await askChallenge(await under.claimed({ scopes: ['search'] }))).toEqual(refused);
    await under.sessions.application.cancel(owner, native.id);
    expect(await askChallenge(native)).toEqual(fail({ code: 'session-over' }));
    expect((await stored(native)).personal.challenge).toBeUndefined();
  });

  test('not where nobody could look at the video', async () => {
    const without = await startSessions({ canFilm: false });
    const outcome = await without.sessions.person.askChallenge(await without.claimed());
    expect(outcome).toEqual(fail({ code: 'video-decoder-not-installed' }));
    await without.close();
  });

  test('not for ever: who could draw on would draw one that an old video answers', async () => {
    const person = await under.claimed();
    for (let drawn = 0; drawn < maximumChallenges; drawn += 1) await asked(person);
    expect(await under.sessions.person.askChallenge(person)).toEqual(fail({ code: 'challenges-used-up' }));
  });
});

describe('answering', () => {
  test('a video with the nonce is judged by the challenge, and its clearest frame goes through every step', async () => {
    const person = await under.claimed();
    const challenge = await asked(person);
    expect(await answer(person, challenge.nonce, challenge.endsAtMs)).toMatchObject({ value: { refusal: null } });
    expect(filmed.map((request) => [request.challenge, request.video])).toEqual([[challenge, webm]]);
    expect(under.worked).toEqual(['face-assess', 'search', 'enrol']);
    const { state, personal } = await stored(person);
    expect(state.status).toBe('DONE');
    expect(personal.result.activeLiveness).toEqual(goodVideo({ challenge }).activeLiveness);
    expect(personal.files.map(({ kind }) => kind)).toEqual(['selfie-video', 'selfie']);
    expect(personal.challenge).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['another nonce', 'n'.repeat(43)],
    ['a nonce of another length', 'n'],
    ['something else', { length: 43 }],
    ['none', undefined],
  ])('%s: refused, nothing looked at, and the right one may still come', async (_, nonce) => {
    const person = await under.claimed();
    const challenge = await asked(person);
    expect(await answer(person, nonce)).toEqual(fail({ code: 'challenge-wrong' }));
    expect([filmed, under.worked, under.files.size]).toEqual([[], [], 0]);
    expect((await stored(person)).state).toMatchObject({ status: 'CREATED', attempts: 0, work: null });
    expect(await answer(person, challenge.nonce)).toMatchObject({ value: { refusal: null } });
  });

  test('used twice', async () => {
    const person = await under.claimed();
    const { nonce } = await asked(person);
    under.script['face-assess'] = async () => ok({ face: { ...goodFace, liveness: notFine }, timings: {} });
    expect(await answer(person, nonce)).toMatchObject({ value: { refusal: 'liveness-failed' } });
    expect(await answer(person, nonce, 0)).toEqual(fail({ code: 'challenge-wrong' }));
    expect((await stored(person)).state.attempts).toBe(1);
  });

  test('by one of two at once', async () => {
    const person = await under.claimed();
    const { nonce } = await asked(person);
    const outcomes = await Promise.all([answer(person, nonce), answer(person, nonce, 0), answer(person, nonce, 0)]);
    expect(outcomes.filter(({ ok: done }) => done)).toHaveLength(1);
    expect(filmed).toHaveLength(1);
  });

  test('replaced by a later one', async () => {
    const person = await under.claimed();
    const [first, second] = [await asked(person), await asked(person)];
    expect(await answer(person, first.nonce)).toEqual(fail({ code: 'challenge-wrong' }));
    expect(await answer(person, second.nonce)).toMatchObject({ value: { refusal: null } });
  });

  test('before it can have been followed: not recorded now, and the challenge is gone', async () => {
    const person = await under.claimed();
    const { nonce, endsAtMs } = await asked(person);
    expect(await answer(person, nonce, endsAtMs - 1)).toEqual(fail({ code: 'challenge-too-early' }));
    expect(await answer(person, nonce)).toEqual(fail({ code: 'challenge-wrong' }));
    expect(filmed).toEqual([]);
  });

  test('too late: to be asked anew', async () => {
    const person = await under.claimed();
    const { nonce } = await asked(person);
    expect(await answer(person, nonce, challengeLifetimeMs + 1)).toEqual(fail({ code: 'challenge-expired' }));
    expect(await answer(person, nonce, 0)).toEqual(fail({ code: 'challenge-wrong' }));
    const again = await asked(person);
    expect(await answer(person, again.nonce, challengeLifetimeMs)).toMatchObject({ value: { refusal: null } });
  });

  test('to a challenge of another session', async () => {
    const [one, other] = [await under.claimed(), await under.claimed()];
    const { nonce } = await asked(one);
    await asked(other);
    expect(await answer(other, nonce)).toEqual(fail({ code: 'challenge-wrong' }));
  });
});

test('a video that nothing was asked of is judged by what it shows', async () => {
  const person = await under.claimed();
  expect(await answer(person, undefined)).toMatchObject({ value: { refusal: null } });
  expect(filmed.map(({ challenge }) => challenge)).toEqual([null]);
});

test('a still picture is judged as a still, whatever was asked', async () => {
  const person = await under.claimed();
  await asked(person);
  await under.sessions.person.submit({ ...person, kind: 'selfie', picture: jpeg });
  expect([filmed, under.worked[0]]).toEqual([[], 'face-assess']);
});

test('three videos that show no living person end the session, and a reviewer sees why', async () => {
  const person = await under.claimed();
  under.script['face-assess'] = async () => ok({ face: { ...goodFace, liveness: notFine }, timings: {} });
  const activeLiveness = { reasons: ['flat-picture' as const], steps: [] };
  under.script.film = async (request) => ok({ ...goodVideo(request), activeLiveness });
  for (const left of [2, 1, 0]) {
    const { nonce } = await asked(person);
    expect(await answer(person, nonce)).toMatchObject({ value: { refusal: 'liveness-failed' } });
    expect((await stored(person)).state.attempts).toBe(3 - left);
  }
  const { state, personal } = await stored(person);
  expect(state).toMatchObject({ status: 'FAILED', failure: 'liveness-failed' });
  expect(personal.result.activeLiveness).toEqual(activeLiveness);
});

test('what a video showed is not said of the still picture after it', async () => {
  const person = await under.claimed();
  under.script['face-assess'] = async () => ok({ face: { ...goodFace, liveness: notFine }, timings: {} });
  await answer(person, undefined);
  expect((await stored(person)).personal.result.activeLiveness).toBeDefined();
  await under.sessions.person.submit({ ...person, kind: 'selfie', picture: jpeg });
  expect(Object.keys((await stored(person)).personal.result).sort()).toEqual(['face', 'injection']);
});

test('no room for the work: the same video may come again with its nonce', async () => {
  const person = await under.claimed();
  const { nonce } = await asked(person);
  under.script['face-assess'] = async () => fail({ code: 'overloaded' });
  expect(await answer(person, nonce)).toEqual(fail({ code: 'overloaded' }));
  under.script['face-assess'] = async () => ok({ face: goodFace, timings: {} });
  expect(await answer(person, nonce)).toMatchObject({ value: { refusal: null } });
});
