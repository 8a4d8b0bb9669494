import { expect, test } from 'vitest';
import type { Principal } from '#domain/access.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import type { Lookup, Records, VerificationRecord } from '#ports/records.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';
import { createVerifyIdentity } from '#services/verify-identity.js';

const principal: Principal = { applicationId: 'app_a', keyId: 'k1', mode: 'live', scopes: ['verify'] };
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
const text = new TextEncoder().encode('hello');
const complete = (bytes: Uint8Array): UploadedPicture => ({ status: 'complete', bytes });
const { face, document } = sampleVerification();
const template = { digest: 'd', vector: new Float32Array(128) };

const fineTasks: EngineTasks = {
  checkImage: async () => ok(null),
  detectFaces: async () => fail({ code: 'internal' }),
  analyseSelfie: async () => ok({ face, template, timings: {} }),
  analyseDocument: async () =>
    ok({ document, picture: { width: 9, height: 9 }, portrait: { status: 'ok', template, face }, timings: {} }),
  analysePortrait: async () => fail({ code: 'internal' }),
  normaliseImage: async () => fail({ code: 'internal' }),
};

async function run(
  pictures: { document: UploadedPicture; selfie: UploadedPicture },
  tasks: EngineTasks = fineTasks,
): Promise<{ outcome: Outcome<unknown>; stored: [VerificationRecord, readonly Lookup[]][] }> {
  const stored: [VerificationRecord, readonly Lookup[]][] = [];
  const add = async (record: VerificationRecord, lookups: readonly Lookup[]): Promise<void> => {
    stored.push([record, lookups]);
  };
  const records = { verifications: { add } } as unknown as Records; // nothing else is touched
  const verifyIdentity = createVerifyIdentity({ tasks, records, now: () => 1000 });
  const outcome = await verifyIdentity({ transactionId: 't1', principal, operation: 'doc-identify', ...pictures });
  return { outcome, stored };
}

test('a result is stored, findable by document number, before it is given', async () => {
  const { outcome, stored } = await run({ document: complete(jpeg), selfie: complete(jpeg) });
  expect(outcome.ok).toBe(true);
  expect(stored).toEqual([
    [
      {
        id: 't1',
        applicationId: 'app_a',
        keyId: 'k1',
        mode: 'live',
        operation: 'doc-identify',
        createdAtEpochMs: 1000,
        result: { status: 'completed', verification: outcome.ok && outcome.value },
      },
      [{ name: 'document-number', value: 'L898902C3' }],
    ],
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
  expect(stored[0]?.[0].result).toEqual({ status: 'failed', failure: { code, subject } });
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
  expect(stored).toEqual([]);
});
