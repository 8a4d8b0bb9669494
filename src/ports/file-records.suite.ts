import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredFile } from '#domain/file.js';
import { describePort } from '#ports/describe-port.suite.js';
import type { FilePlace } from '#ports/file-records.js';
import type { Records } from '#ports/records.js';
import type { RecordsUnderTest } from '#ports/records.suite.js';
import { sampleStored } from '#ports/sample-stored.suite.js';

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const file: StoredFile = {
  id: '7e5a1c9e-0000-4000-8000-000000000001',
  ...owner,
  class: 'media',
  role: 'selfie',
  contentType: 'image/jpeg',
  sizeBytes: 1234,
  createdAtEpochMs: 1000,
  expiresAtEpochMs: 5000,
  verificationId: 'v1',
  sessionId: 's1',
  templateId: null,
  name: 'v1_selfie_1000.jpg',
};
const place: FilePlace = { blobName: 'blob-1', contentKey: new Uint8Array(32).fill(4) };
const second: StoredFile = { ...file, id: '7e5a1c9e-0000-4000-8000-000000000002', createdAtEpochMs: 2000, name: null };
const enrolment: StoredFile = {
  ...file,
  id: '7e5a1c9e-0000-4000-8000-000000000003',
  class: 'enrolment',
  role: 'enrolment-photo',
  expiresAtEpochMs: null,
  verificationId: null,
  sessionId: null,
  templateId: 't1',
};
const at = (blobName: string): FilePlace => ({ ...place, blobName });

/** How every implementation of the file records behaves. */
export function describeFileRecords(name: string, make: () => Promise<RecordsUnderTest>): void {
  describePort('file records', name, () => {
    let under: RecordsUnderTest;
    let records: Records;

    beforeEach(async () => {
      under = await make();
      records = under.records;
      for (const application of sampleStored.applications) await records.applications.create(application);
    });
    afterEach(() => under.close());

    test('a file comes back as it was stored, also after a restart', async () => {
      expect(await records.files.add(file, place)).toBe(true);
      for (const each of [records, await under.reopen()]) {
        expect(await each.files.find(owner, file.id)).toEqual(file);
        const found = await each.files.findWithPlace(owner, file.id);
        expect(found?.file).toEqual(file);
        expect(found?.place.blobName).toBe('blob-1');
        expect(Buffer.from(found!.place.contentKey)).toEqual(Buffer.alloc(32, 4));
      }
      expect(await records.files.find(owner, second.id)).toBeNull();
    });

    test('an id is taken once; the second changes nothing', async () => {
      await records.files.add(file, place);
      const other = { ...file, sizeBytes: 1, name: 'other' };
      expect(await records.files.add(other, at('blob-2'))).toBe(false);
      expect(await records.inTransaction((inside) => inside.files.add(other, at('blob-3')))).toBe(false);
      expect(await records.files.find(owner, file.id)).toEqual(file);
      expect(await records.files.known(['blob-1', 'blob-2', 'blob-3'])).toEqual(new Set(['blob-1']));
    });

    test.each([
      ['another application', { applicationId: 'app_b', mode: 'live' } as const],
      ['a key of the other mode', { applicationId: 'app_a', mode: 'test' } as const],
    ])('%s sees nothing of it', async (_, stranger) => {
      await records.files.add(file, place);
      expect(await records.files.find(stranger, file.id)).toBeNull();
      expect(await records.files.findWithPlace(stranger, file.id)).toBeNull();
      expect(await records.files.list(stranger, { sessionId: 's1' })).toEqual([]);
      for (const link of [{ fileId: file.id }, { verificationId: 'v1' }, { sessionId: 's1' }]) {
        expect(await records.files.destroy(stranger, link)).toEqual([]);
      }
      expect(await records.files.find(owner, file.id)).toEqual(file);
    });

    test('files are listed by what they belong to, oldest first', async () => {
      await records.files.add(second, at('blob-2'));
      await records.files.add(file, place);
      await records.files.add(enrolment, at('blob-3'));
      expect(await records.files.list(owner, { verificationId: 'v1' })).toEqual([file, second]);
      expect(await records.files.list(owner, { sessionId: 's1' })).toEqual([file, second]);
      expect(await records.files.list(owner, { templateId: 't1' })).toEqual([enrolment]);
      expect(await records.files.list(owner, { templateId: 't2' })).toEqual([]);
    });

    test.each([
      ['its own id', { fileId: file.id }, ['blob-1']],
      ['several ids', { fileIds: [file.id, enrolment.id, 'unknown'] }, ['blob-1', 'blob-3']],
      ['no ids', { fileIds: [] }, []],
      ['verification', { verificationId: 'v1' }, ['blob-1', 'blob-2']],
      ['session', { sessionId: 's1' }, ['blob-1', 'blob-2']],
      ['template', { templateId: 't1' }, ['blob-3']],
    ])('destroying by %s names the blobs, once', async (_, link, blobs) => {
      await records.files.add(file, place);
      await records.files.add(second, at('blob-2'));
      await records.files.add(enrolment, at('blob-3'));
      expect((await records.files.destroy(owner, link)).sort()).toEqual(blobs);
      expect(await records.files.destroy(owner, link)).toEqual([]);
      expect(await records.files.list(owner, link)).toEqual([]);
      const left = ['blob-1', 'blob-2', 'blob-3'].filter((blob) => !blobs.includes(blob));
      expect(await records.files.known(['blob-1', 'blob-2', 'blob-3'])).toEqual(new Set(left));
    });

    test('a file that was used for verifications is found and destroyed by each of them', async () => {
      const upload: StoredFile = { ...file, id: 'u', class: 'upload', role: 'upload', verificationId: null };
      await records.files.add(upload, place);
      for (const id of ['v7', 'v8', 'v7']) await records.files.markUsed(owner, 'u', id);
      await records.files.markUsed({ ...owner, applicationId: 'app_b' }, 'u', 'v9');
      await records.files.markUsed({ ...owner, mode: 'test' }, 'u', 'v9');
      await records.files.markUsed(owner, 'unknown', 'v9');
      expect(await records.files.list(owner, { verificationId: 'v7' })).toEqual([upload]);
      expect(await records.files.list(owner, { verificationId: 'v9' })).toEqual([]);
      expect(await records.files.destroy(owner, { verificationId: 'v8' })).toEqual(['blob-1']);
      expect(await records.files.list(owner, { verificationId: 'v7' })).toEqual([]);
      expect(await records.files.find(owner, 'u')).toBeNull();
    });

    test('what has expired is destroyed, a few at a time; what belongs to a template stays', async () => {
      await records.files.add(file, place);
      await records.files.add({ ...second, mode: 'test', expiresAtEpochMs: 4000 }, at('blob-2'));
      await records.files.add(enrolment, at('blob-3'));
      expect(await records.files.destroyExpired(3999, 10)).toEqual([]);
      expect(await records.files.destroyExpired(5000, 1)).toEqual(['blob-2']);
      expect(await records.files.destroyExpired(5000, 1)).toEqual(['blob-1']);
      expect(await records.files.destroyExpired(Number.MAX_SAFE_INTEGER, 1)).toEqual([]);
      expect(await records.files.find(owner, enrolment.id)).toEqual(enrolment);
    });

    test('files that are still used live on; those that have expired, or are another’s, do not', async () => {
      await records.files.add(file, place);
      await records.files.add({ ...second, expiresAtEpochMs: 4000 }, at('blob-2'));
      await records.files.add({ ...file, id: 'b', applicationId: 'app_b' }, at('blob-3'));
      const ids = [file.id, second.id, 'b', 'unknown'];
      expect(await records.files.prolong(owner, ids, 4000, 9000)).toEqual(new Set([file.id]));
      expect(await records.files.prolong(owner, [], 4000, 9000)).toEqual(new Set());
      expect(await records.files.find(owner, file.id)).toEqual({ ...file, expiresAtEpochMs: 9000 });
      expect((await records.files.destroyExpired(8999, 10)).sort()).toEqual(['blob-2', 'blob-3']);
    });

    test('media of one application are destroyed by age', async () => {
      await records.files.add(file, place);
      await records.files.add({ ...second, applicationId: 'app_b' }, at('blob-2'));
      await records.files.add(enrolment, at('blob-3'));
      await records.files.add({ ...file, id: 'u', class: 'upload', role: 'upload' }, at('blob-4'));
      expect(await records.files.destroyMediaBefore('app_a', 1000, 10)).toEqual([]);
      expect(await records.files.destroyMediaBefore('app_a', 9000, 10)).toEqual(['blob-1']);
      expect(await records.files.destroyMediaBefore('app_a', 9000, 10)).toEqual([]);
    });

    test('a transaction that fails leaves no file', async () => {
      const broken = records.inTransaction(async (inside) => {
        await inside.files.add(file, place);
        throw new Error('half way');
      });
      await expect(broken).rejects.toThrow('half way');
      expect(await records.files.find(owner, file.id)).toBeNull();
      expect(await records.files.known([])).toEqual(new Set());
    });
  });
}
