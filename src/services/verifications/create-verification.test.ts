import { afterEach, beforeEach, expect, test } from 'vitest';
import { pictureFile, scriptedTasks } from '#http/apis/scripted-pictures.suite.js';
import { notUsed, principal } from '#http/http-under-test.suite.js';
import type { Records } from '#ports/records.js';
import { hourMs } from '#services/files/file-retention.js';
import { blobFolder, owner, startFiles, type FilesUnderTest } from '#services/files/files-under-test.suite.js';
import { losingAnswers } from '#services/losing-answers.suite.js';
import { createPerformOperation } from '#services/perform-operation.js';
import { orphanBlobs } from '#services/retention/file-parts.js';
import { createTasksFor } from '#services/sandbox/tasks-for.js';
import {
  createVerificationCreation,
  type CreateVerification,
  type CreateVerificationRequest,
} from '#services/verifications/create-verification.js';

let under: FilesUnderTest;
let create: CreateVerification;
beforeEach(async () => {
  under = await startFiles();
  create = creationOver(under.records);
});
afterEach(() => under.close());

const creationOver = (records: Records): CreateVerification =>
  createVerificationCreation({
    tasksFor: createTasksFor(() => scriptedTasks({ front: { portrait: 0 } })),
    videoFrames: notUsed(),
    perform: createPerformOperation({ records, now: () => under.nowEpochMs }),
    files: under.files,
    bodies: () => ({ native: {} }),
    deadlineMs: 1000,
    now: () => under.nowEpochMs,
  });

const upload = (name: string) => ({ status: 'complete', bytes: pictureFile(name) }) as const;
const request: CreateVerificationRequest = {
  transactionId: '7e5a1c9e-0000-4000-8000-000000000001',
  principal,
  dialect: 'native',
  documentFront: upload('front'),
  documentBack: null,
  selfie: { kind: 'picture', upload: upload('selfie') },
};
const stored = async () => ({
  verification: await under.records.verifications.find(owner, request.transactionId),
  files: await under.files.list(owner, { verificationId: request.transactionId }),
  blobs: await under.blobNames(),
});
const nothing = { verification: null, files: [], blobs: [] };

test('a transaction that fails leaves nothing but bytes that no row knows, and the sweep takes those', async () => {
  const settle = async (): Promise<void> => {
    throw new Error('the answer cannot be remembered');
  };
  await expect(create({ ...request, settle })).rejects.toThrow('the answer cannot be remembered');
  expect(await stored()).toMatchObject({ verification: null, files: [] });
  await orphanBlobs({ ...under, blobFolder }).sweep(Date.now() + 2 * hourMs);
  expect(await stored()).toEqual(nothing);
});

test('a commit whose answer is lost loses no picture', async () => {
  create = creationOver(losingAnswers(under.records));
  await expect(create(request)).rejects.toThrow('the answer of a commit was lost');
  await orphanBlobs({ ...under, blobFolder }).sweep(Date.now() + 2 * hourMs);
  const { verification, files } = await stored();
  expect(verification?.result.status).toBe('completed');
  expect(files.map(({ role }) => role).sort()).toEqual(['document-front', 'selfie']);
  for (const { id } of files) expect(await under.files.read(owner, id)).not.toBeNull();
});

test('a call that cannot be paid any more leaves nothing', async () => {
  const { settings } = principal;
  const poor = { ...principal, settings: { ...settings, tokens: { enforced: true, prices: {}, otherwise: 1 } } };
  expect(await create({ ...request, principal: poor })).toEqual({
    ok: false,
    failure: { code: 'tokens-insufficient' },
  });
  expect(await stored()).toEqual(nothing);
});

test('an application that keeps no media has none stored', async () => {
  const { settings } = principal;
  const frugal = { ...settings, retention: { ...settings.retention, mediaDays: 0 } };
  const created = await create({ ...request, principal: { ...principal, settings: frugal } });
  expect(created).toMatchObject({ ok: true, value: { files: [], record: { result: { status: 'completed' } } } });
  expect(await stored()).toMatchObject({ files: [], blobs: [] });
});
