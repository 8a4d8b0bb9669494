import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Principal } from '#domain/access.js';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import type { Operation } from '#domain/operation.js';
import { fail, ok } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { followPerson } from '#engine/liveness/active/follow-person.js';
import type { StoredResult } from '#ports/records.js';
import { createPerformOperation, type PerformOperation } from '#services/perform-operation.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

/** The caller of every operation under test. */
export const principal: Principal = {
  applicationId: 'app_a',
  keyId: 'k1',
  mode: 'live',
  scopes: ['verify'],
  settings: defaultApplicationSettings,
};
/** The same with age and gender switched off. */
export const withoutDemographics: Principal = {
  ...principal,
  settings: { ...principal.settings, demographics: { ageAndGender: false, race: false } },
};
export const nobodysDemographics = { ageYears: null, gender: 'unknown', genderConfidence: null };

export const complete = (bytes: Uint8Array) => ({ status: 'complete', bytes }) as const satisfies UploadedPicture;
/** The magic bytes of a JPEG. */
export const jpeg = complete(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0));
export const text = complete(new TextEncoder().encode('hello'));
export const empty = complete(new Uint8Array(0));
export const missing: UploadedPicture = { status: 'missing' };

const { face, document } = sampleVerification();
export const template = (first: number) => ({
  digest: 'd',
  vector: Float32Array.from({ length: 128 }, (_, i) => (i === 0 ? first : 0)),
});

/** An engine that finds the same face and the same document in every picture. */
export const fineTasks: EngineTasks = {
  recogniser: shippedRecogniser,
  checkImage: async () => ok(null),
  detectFaces: async () => fail({ code: 'internal' }),
  analyseSelfie: async () => ok({ face, template: template(0), timings: { 'selfie.detect': 2 } }),
  analyseDocument: async () =>
    ok({
      document,
      picture: { width: 90, height: 60 },
      portrait: { status: 'ok', template: template(0), face },
      timings: { 'document.read': 3 },
    }),
  analysePortrait: async () => fail({ code: 'internal' }),
  normaliseImage: async () => fail({ code: 'internal' }),
  reliefBetween: async () => fail({ code: 'internal' }),
  followPerson: async (followed, operatingPoint) => ok(followPerson(followed, operatingPoint)),
};

/** Records in a real database of their own. */
export interface OperationsUnderTest {
  readonly perform: PerformOperation;
  stored(transactionId: string): Promise<{ operation: Operation; result: StoredResult<Operation> } | null>;
  close(): Promise<void>;
}

export async function startOperations(): Promise<OperationsUnderTest> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-operations-'));
  const store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
  const { applications, keys } = store.records;
  await applications.create({ id: 'app_a', name: 'Shop', createdAtEpochMs: 1, settings: principal.settings });
  const key = { id: 'k1', applicationId: 'app_a', kind: 'secret', mode: 'live', name: 'first' } as const;
  const times = { createdAtEpochMs: 1, revokedAtEpochMs: null, succeedsKeyId: null };
  await keys.create({ ...key, ...times, scopes: ['verify'], secretHash: new Uint8Array(32) });
  return {
    perform: createPerformOperation({ records: store.records, now: () => 1000 }),
    async stored(transactionId) {
      const record = await store.records.verifications.find({ applicationId: 'app_a', mode: 'live' }, transactionId);
      if (record === null) return null;
      if (record.result.status === 'erased') throw new Error('nothing is erased here');
      return { operation: record.operation, result: record.result };
    },
    async close() {
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
}
