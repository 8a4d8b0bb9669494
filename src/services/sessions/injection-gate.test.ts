import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { fail, ok } from '#domain/outcome.js';
import type { Person } from '#services/sessions/session-access.js';
import {
  goodFace,
  goodVideo,
  jpeg,
  notFine,
  owner,
  startSessions,
  webm,
  type SessionsUnderTest,
} from '#services/sessions/sessions-under-test.suite.js';
import type { SubmittedPicture } from '#services/sessions/submit-picture.js';

const required = {
  ...defaultApplicationSettings,
  policy: { ...defaultApplicationSettings.policy, requireInjection: true },
};
/** Of which no other session of a test knows. */
const otherStill = { status: 'complete', bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0xe1) } as const;
const byCamera = { source: 'camera' };

let under: SessionsUnderTest;
beforeEach(async () => {
  under = await startSessions({ settings: required });
});
afterEach(() => under.close());

const stored = async ({ id }: { id: string }) => (await under.store.records.sessions.find(owner, id))!;
const show = (person: Person, picture: SubmittedPicture['picture'] = jpeg, capture: object | null = byCamera) =>
  under.sessions.person.submit({ ...person, kind: 'selfie', picture, capture: capture as SubmittedPicture['capture'] });

test('a selfie that another session got is refused before anything is searched for, and a reviewer sees why', async () => {
  await show(await under.claimed());
  under.worked.length = 0;
  const second = await under.claimed();
  expect(await show(second)).toMatchObject({ value: { refusal: 'injection-suspected' } });
  expect(under.worked).toEqual([]);
  const { state, personal } = await stored(second);
  expect(state).toMatchObject({ status: 'IN_PROGRESS', nextStep: 'LIVENESS', attempts: 1, work: null });
  expect(personal.result).toMatchObject({
    injection: {
      status: 'assessed',
      fine: false,
      signs: [{ name: 'file-seen-before' }, { name: 'not-bound-in-time' }],
    },
  });
  expect(personal.files.map(({ kind }) => kind)).toEqual(['selfie']);
  await show(second);
  await show(second);
  expect((await stored(second)).state).toMatchObject({ status: 'FAILED', failure: 'injection-suspected' });
});

test.each([[['search']], [['enroll']], [['deepfake', 'search']]])('it holds for %j as well', async (scopes) => {
  await show(await under.claimed());
  const second = await under.claimed({ scopes });
  expect(await show(second)).toMatchObject({ value: { refusal: 'injection-suspected' } });
});

test('the same picture again in its own session is no replay', async () => {
  const person = await under.claimed();
  under.script['face-assess'] = async () => ok({ face: { ...goodFace, liveness: notFine }, timings: {} });
  expect(await show(person)).toMatchObject({ value: { refusal: 'liveness-failed' } });
  under.script['face-assess'] = async () => ok({ face: goodFace, timings: {} });
  expect(await show(person)).toMatchObject({ value: { refusal: null, session: { state: { status: 'DONE' } } } });
});

test('a page that says nothing: not assessed, and where it is required refused', async () => {
  const person = await under.claimed();
  expect(await show(person, jpeg, null)).toMatchObject({ value: { refusal: 'injection-not-assessed' } });
  expect((await stored(person)).personal.result).toEqual({
    injection: { status: 'not-assessed', score: null, fine: false, reason: 'capture-not-told', signs: [] },
  });
});

test('what the page says counts, also beside what the server noted of the request', async () => {
  const person = await under.claimed();
  const noted = { userAgent: 'Mozilla/5.0', uploadBegunAtEpochMs: 1 };
  const capture = { source: 'camera', cameraLabel: 'OBS Virtual Camera', automated: true, ...noted };
  expect(await show(person, jpeg, capture)).toMatchObject({ value: { refusal: 'injection-suspected' } });
  expect((await stored(person)).personal.result).toMatchObject({
    injection: {
      fine: false,
      signs: [{ name: 'virtual-camera' }, { name: 'automated-browser' }, { name: 'not-bound-in-time' }],
    },
  });
});

test('a film that answers its challenge is assessed, whatever the page says', async () => {
  const person = await under.claimed();
  const drawn = await under.sessions.person.askChallenge(person);
  if (!drawn.ok) throw new Error(drawn.failure.code);
  under.clock.nowEpochMs += drawn.value.endsAtMs + 2000;
  expect(await show(person, webm, { nonce: drawn.value.nonce })).toMatchObject({ value: { refusal: null } });
  expect((await stored(person)).personal.result.injection).toEqual({
    status: 'assessed',
    score: 1,
    fine: true,
    signs: [],
  });
});

test('a film that is longer than the time since the draw is refused', async () => {
  const person = await under.claimed();
  const drawn = await under.sessions.person.askChallenge(person);
  if (!drawn.ok) throw new Error(drawn.failure.code);
  under.clock.nowEpochMs += drawn.value.endsAtMs + 100;
  under.script.film = async (request) => {
    const video = goodVideo(request);
    return ok({ ...video, recording: { ...video.recording, durationMs: drawn.value.endsAtMs + 1000 } });
  };
  expect(await show(person, webm, { nonce: drawn.value.nonce })).toMatchObject({
    value: { refusal: 'injection-suspected' },
  });
});

test('a still in place of the film that a challenge waits for is refused', async () => {
  const person = await under.claimed();
  await under.sessions.person.askChallenge(person);
  expect(await show(person)).toMatchObject({ value: { refusal: 'injection-suspected' } });
});

test('what an earlier selfie of the session was found to be goes with it', async () => {
  await show(await under.claimed());
  const second = await under.claimed();
  under.script['face-assess'] = async () => ok({ face: { ...goodFace, liveness: notFine }, timings: {} });
  await show(second, otherStill);
  expect(Object.keys((await stored(second)).personal.result).sort()).toEqual(['face', 'injection']);
  await show(second);
  expect(Object.keys((await stored(second)).personal.result)).toEqual(['injection']);
});

test('who declines leaves nothing behind by which the picture would be known again', async () => {
  const first = await under.claimed();
  under.script['face-assess'] = async () => ok({ face: { ...goodFace, liveness: notFine }, timings: {} });
  await show(first);
  await under.sessions.person.decline(first);
  const second = await under.claimed();
  await show(second);
  const names = (await stored(second)).personal.result.injection?.signs.map(({ name }) => name);
  expect(names).toEqual(['not-bound-in-time']);
});

test('nor does who declines while the film is looked at', async () => {
  const first = await under.claimed();
  under.script.film = async (request) => {
    await under.sessions.person.decline(first);
    return ok(goodVideo(request));
  };
  expect(await show(first, webm)).toEqual(fail({ code: 'session-over' }));
  under.script.film = async (request) => ok(goodVideo(request));
  const second = await under.claimed();
  await show(second, webm);
  const names = (await stored(second)).personal.result.injection?.signs.map(({ name }) => name);
  expect(names).toEqual(['not-bound-in-time']);
});

test('the words of the page, such as the name of a camera, are kept nowhere', async () => {
  const person = await under.claimed();
  const label = 'OBS Virtual Camera of CANARYSSON';
  await show(person, jpeg, { source: 'camera', cameraLabel: label });
  const session = await stored(person);
  expect(session.personal.result.injection?.signs.map(({ name }) => name)).toContain('virtual-camera');
  expect(JSON.stringify([session, under.published])).not.toContain('CANARYSSON');
});

test('where it is not required it is told and refuses nothing', async () => {
  await under.close();
  under = await startSessions();
  await show(await under.claimed());
  const second = await under.claimed();
  expect(await show(second)).toMatchObject({ value: { refusal: null, session: { state: { status: 'DONE' } } } });
  expect((await stored(second)).personal.result.injection).toMatchObject({ status: 'assessed', fine: false });
});

test('of two sessions that get one file at once one is told', async () => {
  await under.close();
  under = await startSessions();
  const people = [await under.claimed(), await under.claimed()];
  await Promise.all(people.map((person) => show(person)));
  const fine = await Promise.all(people.map(async (person) => (await stored(person)).personal.result.injection?.fine));
  expect(fine.sort()).toEqual([false, true]);
});
