import { afterEach, beforeEach, expect, test } from 'vitest';
import { describePort } from '#ports/describe-port.suite.js';
import type { Records, VerificationRecord } from '#ports/records.js';
import type { RecordsUnderTest } from '#ports/records.suite.js';
import { sampleStored } from '#ports/sample-stored.suite.js';

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const testOwner = { applicationId: 'app_a', mode: 'test' } as const;
const otherOwner = { applicationId: 'app_b', mode: 'live' } as const;
const verification = (id: string, overrides: Partial<VerificationRecord> = {}): VerificationRecord => ({
  ...sampleStored.verification,
  id,
  createdAtEpochMs: 1000,
  ...overrides,
});
const claim = (key: string) => ({
  owner,
  key,
  fingerprint: 'f',
  claimId: 'c',
  nowEpochMs: 0,
  leaseUntilEpochMs: 100,
  expiresAtEpochMs: 1000,
});
const answer = (body: string) => ({ status: 200, headers: {}, body });

/** What every implementation knows of what belongs to one verification or session, and of what has grown old. */
export function describeSubjectRecords(name: string, make: () => Promise<RecordsUnderTest>): void {
  describePort('records of a subject', name, () => {
    let under: RecordsUnderTest;
    let records: Records;

    beforeEach(async () => {
      under = await make();
      records = under.records;
      for (const application of sampleStored.applications) await records.applications.create(application);
      await records.keys.create(sampleStored.key);
    });
    afterEach(() => under.close());

    test('verifications of a session, oldest first, without opening them', async () => {
      const first = verification('v1', { sessionId: 's1' });
      await records.verifications.add(verification('v2', { sessionId: 's1', createdAtEpochMs: 2000 }), []);
      await records.verifications.add(first, []);
      await records.verifications.add(verification('v3'), []);
      const { result: _, context: __, ...summary } = { ...first, status: 'completed' as const };
      expect(await records.verifications.findSummary(owner, 'v1')).toEqual(summary);
      expect((await records.verifications.ofSession(owner, 's1')).map(({ id }) => id)).toEqual(['v1', 'v2']);
      for (const stranger of [testOwner, otherOwner]) {
        expect(await records.verifications.findSummary(stranger, 'v1')).toBeNull();
        expect(await records.verifications.ofSession(stranger, 's1')).toEqual([]);
      }
    });

    test('verifications that grew old, of both modes, until they are erased', async () => {
      await records.verifications.add(verification('v2', { mode: 'test', createdAtEpochMs: 2000 }), []);
      await records.verifications.add(verification('v1'), []);
      expect(await records.verifications.dueBefore('app_a', 1000, 9)).toEqual([]);
      expect(await records.verifications.dueBefore('app_a', 9000, 1)).toEqual([{ owner, id: 'v1' }]);
      await records.verifications.erase(owner, 'v1', 9000);
      expect(await records.verifications.dueBefore('app_a', 9000, 9)).toEqual([{ owner: testOwner, id: 'v2' }]);
      expect(await records.verifications.dueBefore('app_b', 9000, 9)).toEqual([]);
    });

    test('answers about a subject are found, and destroyed with their key freed', async () => {
      const subject = { kind: 'verification', id: 'v1' } as const;
      const answers = records.idempotency;
      for (const key of ['one', 'two', 'three', 'running']) await answers.claim(claim(key));
      await answers.complete(owner, 'one', 'c', answer('ERIKSSON'), subject);
      await answers.complete(owner, 'two', 'c', answer('MUSTER'), { kind: 'session', id: 'v1' });
      await answers.complete(owner, 'three', 'c', answer('nobody'));
      expect(await answers.about(owner, subject)).toEqual([answer('ERIKSSON')]);
      for (const stranger of [testOwner, otherOwner]) {
        expect(await answers.about(stranger, subject)).toEqual([]);
        expect(await answers.eraseAbout(stranger, subject)).toBe(0);
      }
      expect(await answers.eraseAbout(owner, subject)).toBe(1);
      expect(await answers.eraseAbout(owner, subject)).toBe(0);
      expect(await answers.about(owner, subject)).toEqual([]);
      expect(await answers.claim(claim('one'))).toEqual({ state: 'claimed' });
      expect(await answers.claim(claim('two'))).toEqual({ state: 'answered', answer: answer('MUSTER') });
      expect(await answers.claim(claim('three'))).toEqual({ state: 'answered', answer: answer('nobody') });
      expect(await answers.claim(claim('running'))).toEqual({ state: 'running' });
    });

    test('a key that is taken over is no longer about what it was', async () => {
      const subject = { kind: 'verification', id: 'v1' } as const;
      await records.idempotency.claim(claim('one'));
      await records.idempotency.complete(owner, 'one', 'c', answer('old'), subject);
      const later = {
        ...claim('one'),
        claimId: 'd',
        nowEpochMs: 2000,
        leaseUntilEpochMs: 2100,
        expiresAtEpochMs: 3000,
      };
      expect(await records.idempotency.claim(later)).toEqual({ state: 'claimed' });
      await records.idempotency.complete(owner, 'one', 'd', answer('new'));
      expect(await records.idempotency.about(owner, subject)).toEqual([]);
    });

    test('nothing is purged before it is durable', async () => {
      await records.purgeOldPages();
      await records.inTransaction((inside) => inside.purgeOldPages());
    });
  });
}
