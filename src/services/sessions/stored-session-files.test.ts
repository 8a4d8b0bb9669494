import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleSession } from '#ports/session-records.suite.js';
import { dayMs } from '#services/files/file-retention.js';
import { jpegOf, owner, startFiles, type FilesUnderTest } from '#services/files/files-under-test.suite.js';
import { createStoredSessionFiles } from '#services/sessions/stored-session-files.js';

let under: FilesUnderTest;
beforeEach(async () => {
  under = await startFiles();
});
afterEach(() => under.close());

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
