import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok } from '#domain/outcome.js';
import { notAssessed } from '#domain/signal.js';
import { injectionNotAssessed } from '#domain/injection.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { losingAnswers } from '#services/losing-answers.suite.js';
import type { Person } from '#services/sessions/session-access.js';
import {
  document,
  goodFace,
  jpeg,
  notFine,
  owner,
  reading,
  startSessions,
  webm,
  type SessionsUnderTest,
} from '#services/sessions/sessions-under-test.suite.js';

let under: SessionsUnderTest;
beforeEach(async () => {
  under = await startSessions();
});
afterEach(() => under.close());

type Claimed = Person & { id: string };
const selfie = (person: Claimed) => under.sessions.person.submit({ ...person, kind: 'selfie', picture: jpeg });
const front = (person: Claimed) => under.sessions.person.submit({ ...person, kind: 'document', picture: jpeg });
const stored = async ({ id }: Claimed) => (await under.store.records.sessions.find(owner, id))!;
const verifications = async () =>
  (await under.store.records.verifications.page(owner, { limit: 50, before: null })).map(({ operation, status }) => [
    operation,
    status,
  ]);

test('document and selfie: read, then matched, the verdict in the result', async () => {
  const person = await under.claimed({ kind: 'native', scopes: ['match', 'document', 'liveness'] });
  expect(await selfie(person)).toEqual(fail({ code: 'session-step-wrong' }));
  await front(person);
  expect((await stored(person)).state).toMatchObject({ status: 'IN_PROGRESS', nextStep: 'LIVENESS', work: null });
  await selfie(person);
  const { state, personal } = await stored(person);
  const { match, decision, similarity, reasons, comparison } = sampleVerification();
  expect(state.status).toBe('DONE');
  expect(personal.result).toEqual({
    document: reading,
    face: goodFace,
    injection: injectionNotAssessed('capture-not-told'),
    verdict: { match, decision, similarity, reasons, comparison },
  });
  expect(personal.files.map(({ kind }) => kind)).toEqual(['document', 'selfie']);
  expect(under.worked).toEqual(['document-read', 'doc-identify']);
});

test('the back of a card and a video are kept as what they are, beside the clearest frame of the video', async () => {
  const person = await under.claimed({ kind: 'native', scopes: ['document', 'liveness'] });
  const { submit } = under.sessions.person;
  await submit({ ...person, kind: 'document', picture: jpeg, back: jpeg });
  await submit({ ...person, kind: 'selfie', picture: webm });
  expect([...under.files.values()]).toEqual(['document', 'document-back', 'selfie-video', 'selfie']);
});

test('another face than the document shows is a verdict, not a failure', async () => {
  const person = await under.claimed({ kind: 'native', scopes: ['document', 'match'] });
  await front(person);
  under.script['doc-identify'] = async () =>
    ok(
      sampleVerification({
        face: goodFace,
        match: false,
        decision: 'no-match',
        reasons: ['similarity-below-review-band'],
      }),
    );
  await selfie(person);
  expect((await stored(person)).state).toMatchObject({ status: 'DONE', failure: null });
});

test('nobody is enrolled whose face is not surely that of the document', async () => {
  const person = await under.claimed({ kind: 'native', scopes: ['document', 'match', 'enroll'] });
  await front(person);
  under.script['doc-identify'] = async () =>
    ok(sampleVerification({ face: goodFace, decision: 'review', reasons: ['document-expired'] }));
  expect(await selfie(person)).toMatchObject({ value: { refusal: 'document-expired' } });
  expect((await stored(person)).state).toMatchObject({ status: 'FAILED', failure: 'document-expired' });
  expect(under.worked).not.toContain('enrol');
});

test('a picture that passes liveness and not deepfake counts; the next one is looked at whole', async () => {
  const person = await under.claimed({ scopes: ['liveness', 'deepfake', 'enroll'] });
  under.script['face-assess'] = async () => ok({ face: { ...goodFace, deepfake: notFine }, timings: {} });
  expect(await selfie(person)).toMatchObject({ value: { refusal: 'deepfake-suspected' } });
  expect((await stored(person)).state).toMatchObject({ nextStep: 'LIVENESS', attempts: 1 });
  const notJudged = { ...goodFace, liveness: notAssessed('framing-insufficient') };
  under.script['face-assess'] = async () => ok({ face: notJudged, timings: {} });
  expect(await selfie(person)).toMatchObject({ value: { refusal: 'liveness-not-assessed' } });
  under.script['face-assess'] = async () => ok({ face: goodFace, timings: {} });
  expect(await selfie(person)).toMatchObject({ value: { refusal: null, session: { state: { status: 'DONE' } } } });
});

test('a picture that shows nothing is not kept and costs no attempt', async () => {
  const person = await under.claimed();
  under.script['face-assess'] = async () => fail({ code: 'face-not-found', subject: 'photo' });
  expect(await selfie(person)).toMatchObject({ value: { refusal: 'face-not-found' } });
  expect((await stored(person)).state).toMatchObject({ attempts: 0, unusablePictures: 1, work: null });
  expect(under.files.size).toBe(0);
  expect(await verifications()).toEqual([['face-assess', 'failed']]);
});

test('a video that this server has no decoder for is not the fault of the person, and no other video would help', async () => {
  const person = await under.claimed();
  under.script['face-assess'] = async () => fail({ code: 'video-decoder-not-installed' });
  expect(await selfie(person)).toMatchObject({ value: { refusal: 'video-decoder-not-installed' } });
  expect((await stored(person)).state.status).toBe('FAILED');
});

test('a document without a portrait, or with one that cannot be compared, is asked for again', async () => {
  const person = await under.claimed({ kind: 'native', scopes: ['document', 'match'] });
  under.script['document-read'] = async () => ok({ ...reading, document: { ...document, portrait: null } });
  expect(await front(person)).toMatchObject({ value: { refusal: 'portrait-not-found' } });
  under.script['document-read'] = async () => ok(reading);
  await front(person);
  under.script['doc-identify'] = async () => fail({ code: 'portrait-features-failed' });
  expect(await selfie(person)).toMatchObject({ value: { refusal: 'portrait-features-failed' } });
  expect((await stored(person)).state).toMatchObject({ nextStep: 'DOCUMENT', unusablePictures: 2, attempts: 0 });
});

test('a document whose file is gone is asked for again', async () => {
  const person = await under.claimed({ kind: 'native', scopes: ['document', 'match'] });
  await front(person);
  under.files.clear();
  expect(await selfie(person)).toMatchObject({ value: { refusal: 'image-missing' } });
  expect((await stored(person)).state).toMatchObject({ nextStep: 'DOCUMENT', work: null });
});

test.each<FailureCode>(['overloaded', 'not-ready', 'tokens-insufficient'])(
  '%s: nothing happened, and the picture may come again',
  async (code) => {
    const person = await under.claimed();
    under.script['face-assess'] = async () => fail({ code });
    expect(await selfie(person)).toEqual(fail({ code }));
    expect((await stored(person)).state).toMatchObject({ attempts: 0, unusablePictures: 0, work: null });
  },
);

test('three times that the server cannot finish end the session; what throws is thrown on', async () => {
  const person = await under.claimed();
  under.script['face-assess'] = async () => fail({ code: 'deadline-exceeded' });
  expect(await selfie(person)).toMatchObject({ value: { refusal: 'deadline-exceeded' } });
  under.script['face-assess'] = async () => {
    throw new Error('the net is broken');
  };
  await expect(selfie(person)).rejects.toThrow('the net is broken');
  expect((await stored(person)).state).toMatchObject({ status: 'IN_PROGRESS', attempts: 2, work: null });
  await expect(selfie(person)).rejects.toThrow('the net is broken');
  expect((await stored(person)).state).toMatchObject({ status: 'FAILED', failure: 'internal' });
  expect(under.files.size).toBe(0);
});

test('a commit whose answer is lost loses no picture that its session names', async () => {
  await under.close();
  let lost = 0;
  const breaks = () => lost-- === 1;
  under = await startSessions({
    throughStore: (store) => ({ ...store, records: losingAnswers(store.records, breaks) }),
  });
  const person = await under.claimed({ kind: 'native', scopes: ['liveness'] });
  under.script['face-assess'] = async () => {
    lost = 1;
    return ok({ face: goodFace, timings: {} });
  };
  await expect(selfie(person)).rejects.toThrow('the answer of a commit was lost');
  const { state, personal } = await stored(person);
  expect(state.status).toBe('DONE');
  expect([...under.files.keys()]).toEqual(personal.files.map(({ fileId }) => fileId));
  expect(under.files.size).toBe(1);
});

test('where nobody knows whether a session names its pictures they are left to their time', async () => {
  const person = await under.claimed();
  under.script['face-assess'] = async () => {
    await under.store.close();
    throw new Error('no database');
  };
  await expect(selfie(person)).rejects.toThrow();
  expect([...under.files.values()]).toEqual(['selfie']);
  await under.restart();
});

test('an application that keeps no media: the session ends well, and none of its pictures outlives it', async () => {
  await under.close();
  const retention = { ...defaultApplicationSettings.retention, mediaDays: 0 };
  under = await startSessions({ settings: { ...defaultApplicationSettings, retention } });
  const person = await under.claimed({ kind: 'native', scopes: ['document', 'match'] });
  await front(person);
  expect([...under.files.values()]).toEqual(['document']);
  await selfie(person);
  const { state, personal } = await stored(person);
  expect(state.status).toBe('DONE');
  expect(personal.files).toEqual([]);
  expect(personal.result.verdict).toBeDefined();
  expect(under.files.size).toBe(0);
});

test('somebody who is enrolled already ends the session at once', async () => {
  const person = await under.claimed();
  under.script.enrol = async () => fail({ code: 'template-duplicate' });
  expect(await selfie(person)).toMatchObject({ value: { refusal: 'template-duplicate' } });
  const { state, personal } = await stored(person);
  expect(state).toMatchObject({ status: 'FAILED', failure: 'template-duplicate' });
  expect(Object.keys(personal.result).sort()).toEqual(['face', 'injection', 'search']);
});

test('cancelled while a picture is worked on: what was found is undone with it', async () => {
  const person = await under.claimed();
  under.script.search = async () => {
    await under.sessions.application.cancel(owner, person.id);
    return ok({ face: goodFace, candidates: [], threshold: -0.4, gallerySize: 0 });
  };
  expect(await selfie(person)).toEqual(fail({ code: 'session-over' }));
  expect(await verifications()).toEqual([['face-assess', 'completed']]);
  expect((await stored(person)).state.status).toBe('CANCELED');
  expect(under.published).toHaveLength(1);
  expect(under.files.size).toBe(0);
});

test('the time is up while a picture is worked on: EXPIRED, told once, nothing kept', async () => {
  const person = await under.claimed({ lifetimeSeconds: 60 });
  under.script['face-assess'] = async () => {
    under.clock.nowEpochMs += 60_000;
    return ok({ face: goodFace, timings: {} });
  };
  expect(await selfie(person)).toMatchObject({ value: { session: { state: { status: 'EXPIRED' } } } });
  expect((await stored(person)).personal).toMatchObject({ result: {}, files: [] });
  expect([under.worked, under.published.length, under.files.size]).toEqual([['face-assess'], 1, 0]);
});

test('two pictures at once: one is worked on', async () => {
  const person = await under.claimed();
  const outcomes = await Promise.all([selfie(person), selfie(person), selfie(person)]);
  expect(outcomes.filter(({ ok: done }) => done)).toHaveLength(1);
  expect(under.worked).toEqual(['face-assess', 'search', 'enrol']);
});

test('claims and the way to another device do not disturb the work on a picture', async () => {
  const person = await under.claimed();
  under.script['face-assess'] = async () => {
    await under.sessions.person.continueElsewhere(person);
    return ok({ face: goodFace, timings: {} });
  };
  expect(await selfie(person)).toMatchObject({ value: { session: { state: { status: 'DONE' } } } });
});
