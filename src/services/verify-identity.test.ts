import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Principal } from '#domain/access.js';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { fail, ok } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Store } from '#ports/store.js';
import { createPerformOperation } from '#services/perform-operation.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';
import { createVerifyIdentity } from '#services/verify-identity.js';

const principal: Principal = {
  applicationId: 'app_a',
  keyId: 'k1',
  mode: 'live',
  scopes: ['verify'],
  settings: defaultApplicationSettings,
};
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
const text = new TextEncoder().encode('hello');
const complete = (bytes: Uint8Array): UploadedPicture => ({ status: 'complete', bytes });
const { face, document } = sampleVerification();
const template = { digest: 'd', vector: new Float32Array(128) };

const fineTasks: EngineTasks = {
  recogniser: shippedRecogniser,
  checkImage: async () => ok(null),
  detectFaces: async () => fail({ code: 'internal' }),
  analyseSelfie: async () => ok({ face, template, timings: {} }),
  analyseDocument: async () =>
    ok({ document, picture: { width: 9, height: 9 }, portrait: { status: 'ok', template, face }, timings: {} }),
  analysePortrait: async () => fail({ code: 'internal' }),
  normaliseImage: async () => fail({ code: 'internal' }),
  reliefBetween: async () => fail({ code: 'internal' }),
  followPerson: async () => fail({ code: 'internal' }),
};

let directory: string;
let store: Store;
beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-verify-'));
  store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
  const { applications, keys } = store.records;
  await applications.create({ id: 'app_a', name: 'Shop', createdAtEpochMs: 1, settings: principal.settings });
  const key = { id: 'k1', applicationId: 'app_a', kind: 'secret', mode: 'live', name: 'first' } as const;
  const times = { createdAtEpochMs: 1, revokedAtEpochMs: null, succeedsKeyId: null };
  await keys.create({ ...key, ...times, scopes: ['verify'], secretHash: new Uint8Array(32) });
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

const owner = { applicationId: 'app_a', mode: 'live' } as const;

async function run(pictures: { document: UploadedPicture; selfie: UploadedPicture }, tasks: EngineTasks = fineTasks) {
  const perform = createPerformOperation({ records: store.records, now: () => 1000 });
  const verifyIdentity = createVerifyIdentity({ tasksFor: () => tasks, perform, now: () => 1000 });
  const outcome = await verifyIdentity({ transactionId: 't1', principal, dialect: 'ooto', ...pictures });
  return { outcome, stored: await store.records.verifications.find(owner, 't1') };
}

test('a result is stored, findable by document number, before it is given', async () => {
  const { outcome, stored } = await run({ document: complete(jpeg), selfie: complete(jpeg) });
  expect(outcome.ok).toBe(true);
  expect(stored).toEqual({
    id: 't1',
    applicationId: 'app_a',
    keyId: 'k1',
    mode: 'live',
    dialect: 'ooto',
    operation: 'doc-identify',
    createdAtEpochMs: 1000,
    sessionId: null,
    context: { userIdentifier: null, userEmail: null, userPhone: null, metadata: null },
    result: { status: 'completed', value: outcome.ok && outcome.value },
  });
  const lookup = { name: 'document-number', value: 'L898902C3' } as const;
  expect(await store.records.verifications.findByLookup(owner, lookup)).toEqual(['t1']);
  const days = { fromDay: '1970-01-01', toDay: '1970-01-01' };
  expect(await store.records.usage.list('app_a', days)).toEqual([
    { mode: 'live', keyId: 'k1', day: '1970-01-01', operation: 'doc-identify', calls: 1, tokens: 0 },
  ]);
});

const missing: UploadedPicture = { status: 'missing' };
const tooLarge = (head: Uint8Array): UploadedPicture => ({ status: 'too-large', head });

test.each<[string, UploadedPicture, UploadedPicture, string, string]>([
  ['both missing', missing, missing, 'image-missing', 'document'],
  ['selfie missing', complete(jpeg), missing, 'image-missing', 'selfie'],
  ['empty document, selfie missing', complete(new Uint8Array(0)), missing, 'image-empty', 'document'],
  ['text as document', complete(text), complete(jpeg), 'image-type-unsupported', 'document'],
  ['text as selfie', complete(jpeg), complete(text), 'image-type-unsupported', 'selfie'],
  ['document over the limit', tooLarge(jpeg), missing, 'image-too-large', 'document'],
  ['selfie over the limit', complete(jpeg), tooLarge(jpeg), 'image-too-large', 'selfie'],
  ['huge text: the type is told before the size', tooLarge(text), missing, 'image-type-unsupported', 'document'],
])('%s', async (_name, ofDocument, ofSelfie, code, subject) => {
  const { outcome, stored } = await run({ document: ofDocument, selfie: ofSelfie });
  expect(outcome).toEqual({ ok: false, failure: { code, subject } });
  expect(stored?.result).toEqual({ status: 'failed', failure: { code, subject } });
});

test('a document that cannot be decoded is told before a missing selfie', async () => {
  const tasks = { ...fineTasks, checkImage: async () => fail({ code: 'image-undecodable' }) };
  const { outcome } = await run({ document: complete(jpeg), selfie: missing }, tasks);
  expect(outcome).toEqual(fail({ code: 'image-undecodable', subject: 'document' }));
});

test('a refusal for lack of room is not stored', async () => {
  const tasks = { ...fineTasks, analyseDocument: async () => fail({ code: 'overloaded' }) };
  const { outcome, stored } = await run({ document: complete(jpeg), selfie: complete(jpeg) }, tasks);
  expect(outcome).toEqual(fail({ code: 'overloaded' }));
  expect(stored).toBeNull();
});

test('where age and gender are switched off they are neither told nor stored', async () => {
  const perform = createPerformOperation({ records: store.records, now: () => 1000 });
  const verifyIdentity = createVerifyIdentity({ tasksFor: () => fineTasks, perform, now: () => 1000 });
  const settings = { ...principal.settings, demographics: { ageAndGender: false, race: false } };
  const pictures = { document: complete(jpeg), selfie: complete(jpeg) };
  const request = { transactionId: 't1', principal: { ...principal, settings }, dialect: 'ooto', ...pictures } as const;
  const outcome = await verifyIdentity(request);
  expect(outcome.ok && outcome.value.face.demographics).toEqual({
    ageYears: null,
    gender: 'unknown',
    genderConfidence: null,
  });
  expect((await store.records.verifications.find(owner, 't1'))?.result).toEqual({
    status: 'completed',
    value: outcome.ok && outcome.value,
  });
});
