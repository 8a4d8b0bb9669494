import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleSession } from '#ports/session-records.suite.js';
import { dayMs } from '#services/files/file-retention.js';
import { jpegOf, owner, startFiles, type FilesUnderTest } from '#services/files/files-under-test.suite.js';
import { expiredFiles, oldMedia } from '#services/retention/file-parts.js';
import { createStoredSessionFiles } from '#services/sessions/stored-session-files.js';

let under: FilesUnderTest;
beforeEach(async () => {
  under = await startFiles();
});
afterEach(() => under.close());

test('parts of a picture are kept once, live while they are asked for, and go by themselves', async () => {
  const session = sampleSession();
  const kept = createStoredSessionFiles({ ...under, now: () => under.nowEpochMs });
  const [one, two] = ['7e5a1c9e-0000-8000-8000-000000000001', '7e5a1c9e-0000-8000-8000-000000000002'];
  const until = under.nowEpochMs + 900_000;
  await kept.keepPart(session, one, jpegOf(2000), until);
  await kept.keepPart(session, one, jpegOf(1000), until);
  await kept.keepPart(session, two, jpegOf(500), until);
  expect(await kept.read(session, one)).toEqual(jpegOf(2000));
  expect(await under.blobNames()).toHaveLength(2);
  expect(await kept.prolongParts(session, [one, 'unknown'], until + 900_000)).toEqual(new Set([one]));
  const sweep = (nowEpochMs: number) => expiredFiles(under.records, under.files).sweep(nowEpochMs);
  expect(await sweep(until)).toBe(1);
  expect(await kept.read(session, two)).toBeNull();
  expect(await sweep(until + 900_000)).toBe(1);
  expect(await under.blobNames()).toEqual([]);
});

test('the pictures of a session are media of its application until they are removed', async () => {
  const session = sampleSession();
  const kept = createStoredSessionFiles({ ...under, now: () => under.nowEpochMs });
  const picture = jpegOf(2000);
  const fileId = await kept.keep(session, 'document', picture);
  expect(await under.files.find(owner, fileId)).toEqual({
    id: fileId,
    ...owner,
    class: 'media',
    role: 'document-front',
    contentType: 'image/jpeg',
    sizeBytes: 2000,
    createdAtEpochMs: under.nowEpochMs,
    expiresAtEpochMs: under.nowEpochMs + 7 * dayMs,
    verificationId: null,
    sessionId: session.id,
    templateId: null,
    name: null,
  });
  expect(await kept.read(session, fileId)).toEqual(picture);
  expect(await kept.read({ ...session, mode: 'test' }, fileId)).toBeNull();
  await kept.remove({ ...session, applicationId: 'app_b' }, [fileId]);
  expect(await kept.read(session, fileId)).toEqual(picture);
  await kept.remove(session, ['unknown', fileId]);
  expect(await kept.read(session, fileId)).toBeNull();
  expect(await under.blobNames()).toEqual([]);
});

test('where the application keeps no media they are there until the session is over, and no sweep of old media takes them', async () => {
  const { state, ...more } = sampleSession();
  const expiresAtEpochMs = under.nowEpochMs + 600_000;
  const session = { ...more, state: { ...state, expiresAtEpochMs } };
  const { settings } = (await under.records.applications.find(owner.applicationId))!;
  const retention = { ...settings.retention, mediaDays: 0 };
  await under.records.applications.changeSettings(owner.applicationId, { ...settings, retention });
  const kept = createStoredSessionFiles({ ...under, now: () => under.nowEpochMs });
  const fileId = await kept.keep(session, 'document', jpegOf(2000));
  expect(await under.files.find(owner, fileId)).toMatchObject({
    class: 'part',
    role: 'document-front',
    expiresAtEpochMs,
    sessionId: session.id,
  });
  under.nowEpochMs = expiresAtEpochMs - 1;
  expect(await oldMedia(under.records, under.files).sweep(under.nowEpochMs)).toBe(0);
  expect(await kept.read(session, fileId)).toEqual(jpegOf(2000));
  under.nowEpochMs = expiresAtEpochMs;
  expect(await kept.read(session, fileId)).toBeNull();
  expect(await expiredFiles(under.records, under.files).sweep(under.nowEpochMs)).toBe(1);
});
