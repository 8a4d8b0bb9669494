import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyContext } from '#domain/verification-context.js';
import { describePort } from '#ports/describe-port.suite.js';
import type { Records, VerificationRecord } from '#ports/records.js';
import { sampleStored } from '#ports/sample-stored.suite.js';

export interface RecordsUnderTest {
  readonly records: Records;
  /** The same data, opened anew: what a restarted server would see. */
  reopen(): Promise<Records>;
  close(): Promise<void>;
}

const [application, otherApplication] = sampleStored.applications;
const owner = { applicationId: 'app_a', mode: 'live' } as const;
const otherOwner = { applicationId: 'app_b', mode: 'live' } as const;
const testOwner = { applicationId: 'app_a', mode: 'test' } as const;
const { key } = sampleStored;
const completed: VerificationRecord = {
  ...sampleStored.verification,
  context: { userIdentifier: 'user-7', userEmail: null, userPhone: null, metadata: { order: 5 } },
};
const failed: VerificationRecord = {
  ...completed,
  id: '7e5a1c9e-0000-4000-8000-000000000002',
  createdAtEpochMs: 4000,
  context: emptyContext,
  result: { status: 'failed', failure: { code: 'image-empty', subject: 'selfie' } },
};
const documentNumber = { name: 'document-number', value: 'L898902C3' } as const;

/** How every implementation of the records port behaves. */
export function describeRecords(name: string, make: () => Promise<RecordsUnderTest>): void {
  describePort('records', name, () => {
    let under: RecordsUnderTest;
    let records: Records;

    beforeEach(async () => {
      under = await make();
      records = under.records;
      await records.applications.create(application);
      await records.applications.create(otherApplication);
      await records.keys.create(key);
    });
    afterEach(() => under.close());

    test('applications are found by id and listed oldest first', async () => {
      expect(await records.applications.find('app_a')).toEqual(application);
      expect(await records.applications.find('app_c')).toBeNull();
      expect(await records.applications.list()).toEqual([application, otherApplication]);
    });

    test('a key is found with its hash and listed without it', async () => {
      const { secretHash: _, ...listed } = key;
      expect(await records.keys.find('k1')).toEqual(key);
      expect(await records.keys.find('k2')).toBeNull();
      expect(await records.keys.list()).toEqual([listed]);
      expect(await records.keys.list('app_b')).toEqual([]);
    });

    test('a key is revoked once', async () => {
      expect(await records.keys.revoke('k1', 5000)).toBe(true);
      expect((await records.keys.find('k1'))?.revokedAtEpochMs).toBe(5000);
      expect(await records.keys.revoke('k1', 6000)).toBe(false);
      expect(await records.keys.revoke('k2', 6000)).toBe(false);
      expect((await records.keys.find('k1'))?.revokedAtEpochMs).toBe(5000);
    });

    test('ids are taken once, and a key belongs to an existing application', async () => {
      await expect(records.applications.create(application)).rejects.toThrow();
      await expect(records.keys.create(key)).rejects.toThrow();
      await expect(records.keys.create({ ...key, id: 'k9', applicationId: 'app_c' })).rejects.toThrow();
    });

    test('a verification comes back as it was stored, also after a restart', async () => {
      await records.verifications.add(completed, [documentNumber]);
      await records.verifications.add(failed, []);
      expect(await records.verifications.find(owner, completed.id)).toEqual(completed);
      expect(await records.verifications.find(owner, failed.id)).toEqual(failed);
      const reopened = await under.reopen();
      expect(await reopened.verifications.find(owner, completed.id)).toEqual(completed);
      expect(await reopened.keys.find('k1')).toEqual(key);
    });

    test.each([
      ['another application', otherOwner],
      ['a key of the other mode', testOwner],
    ])('%s sees nothing of it', async (_, stranger) => {
      await records.verifications.add(completed, [documentNumber]);
      expect(await records.verifications.find(stranger, completed.id)).toBeNull();
      expect(await records.verifications.findByLookup(stranger, documentNumber)).toEqual([]);
      expect(await records.verifications.erase(stranger, completed.id, 9000)).toBe(false);
      expect(await records.verifications.find(owner, completed.id)).toEqual(completed);
    });

    test('verifications are found by document number, newest first', async () => {
      const later = { ...completed, id: '7e5a1c9e-0000-4000-8000-000000000003', createdAtEpochMs: 8000 };
      await records.verifications.add(completed, [documentNumber]);
      await records.verifications.add(later, [documentNumber]);
      expect(await records.verifications.findByLookup(owner, documentNumber)).toEqual([later.id, completed.id]);
      expect(await records.verifications.findByLookup(owner, { ...documentNumber, value: 'L898902C4' })).toEqual([]);
    });

    test('pages go back in time and neither skip nor repeat', async () => {
      const ids = ['a1', 'a2', 'a3', 'a4', 'a5'];
      for (const id of ids) await records.verifications.add({ ...completed, id, createdAtEpochMs: 3000 }, []);
      await records.verifications.add({ ...completed, id: 'sandbox', mode: 'test' }, []);
      const seen: string[] = [];
      let before: { createdAtEpochMs: number; id: string } | null = null;
      for (;;) {
        const page = await records.verifications.page(owner, { limit: 2, before });
        const last = page.at(-1);
        if (last === undefined) break;
        seen.push(...page.map(({ id }) => id));
        before = last;
      }
      expect(seen).toEqual([...ids].reverse());
    });

    test('an erased verification is known to have been, and nothing else', async () => {
      await records.verifications.add(completed, [documentNumber]);
      expect(await records.verifications.erase(owner, completed.id, 9000)).toBe(true);
      expect(await records.verifications.find(owner, completed.id)).toEqual({
        ...completed,
        context: emptyContext,
        result: { status: 'erased', erasedAtEpochMs: 9000 },
      });
      expect(await records.verifications.findByLookup(owner, documentNumber)).toEqual([]);
      expect(await records.verifications.erase(owner, completed.id, 9999)).toBe(false);
    });

    test('a transaction is all or nothing', async () => {
      const broken = records.inTransaction(async (inside) => {
        await inside.verifications.add(completed, [documentNumber]);
        await inside.inTransaction((nested) => nested.verifications.add(failed, []));
        throw new Error('half way');
      });
      await expect(broken).rejects.toThrow('half way');
      expect(await records.verifications.find(owner, completed.id)).toBeNull();
      expect(await records.verifications.find(owner, failed.id)).toBeNull();

      await records.inTransaction(async (inside) => {
        await inside.verifications.add(completed, []);
        await inside.verifications.add(failed, []);
      });
      expect(await records.verifications.find(owner, failed.id)).toEqual(failed);
    });

    test('many writers at once lose nothing', async () => {
      const ids = Array.from(
        { length: 50 },
        (_, i) => `7e5a1c9e-0000-4000-8000-0000000001${String(i).padStart(2, '0')}`,
      );
      await Promise.all(ids.map((id) => records.verifications.add({ ...completed, id }, [documentNumber])));
      expect((await records.verifications.findByLookup(owner, documentNumber)).sort()).toEqual(ids);
    });
  });
}
