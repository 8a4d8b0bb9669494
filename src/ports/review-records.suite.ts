import { afterEach, beforeEach, expect, test } from 'vitest';
import { describePort } from '#ports/describe-port.suite.js';
import { sampleStored } from '#ports/sample-stored.suite.js';
import type { Records } from '#ports/records.js';

export interface ReviewsUnderTest {
  readonly records: Records;
  close(): Promise<void>;
}

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const strangers = [
  { applicationId: 'app_b', mode: 'live' },
  { applicationId: 'app_a', mode: 'test' },
] as const;
const decided = {
  decision: 'approved',
  atEpochMs: 9000,
  reviewer: 'ana',
  reason: 'same scar',
  reasonCodes: ['same-person'],
} as const;

/** How every implementation of the review records behaves. */
export function describeReviews(name: string, make: () => Promise<ReviewsUnderTest>): void {
  describePort('reviews', name, () => {
    let under: ReviewsUnderTest;
    beforeEach(async () => {
      under = await make();
      const { applications, keys, verifications } = under.records;
      for (const application of sampleStored.applications) await applications.create(application);
      await keys.create(sampleStored.key);
      for (const id of ['v1', 'v2', 'v3']) await verifications.add({ ...sampleStored.verification, id }, []);
      for (const [at, id] of ['v2', 'v1', 'v3'].entries()) await under.records.reviews.open(owner, id, 4000 + at);
    });
    afterEach(() => under.close());

    test('what waits is listed oldest first, page by page', async () => {
      const first = await under.records.reviews.waiting(owner, { limit: 2, after: null });
      expect(first).toEqual([
        { verificationId: 'v2', openedAtEpochMs: 4000, decided: null },
        { verificationId: 'v1', openedAtEpochMs: 4001, decided: null },
      ]);
      const after = { createdAtEpochMs: 4001, id: 'v1' };
      expect(await under.records.reviews.waiting(owner, { limit: 2, after })).toEqual([
        { verificationId: 'v3', openedAtEpochMs: 4002, decided: null },
      ]);
    });

    test('of two reviewers at once one decides', async () => {
      const both = await Promise.all([
        under.records.reviews.decide(owner, 'v1', decided),
        under.records.reviews.decide(owner, 'v1', { ...decided, decision: 'rejected' }),
      ]);
      expect(both.filter(Boolean)).toHaveLength(1);
      expect((await under.records.reviews.find(owner, 'v1'))?.decided?.decision).toBe(
        both[0] ? 'approved' : 'rejected',
      );
      expect((await under.records.reviews.waiting(owner, { limit: 9, after: null })).length).toBe(2);
    });

    test('another application and the other mode see and decide nothing', async () => {
      for (const stranger of strangers) {
        expect(await under.records.reviews.find(stranger, 'v1')).toBeNull();
        expect(await under.records.reviews.waiting(stranger, { limit: 9, after: null })).toEqual([]);
        expect(await under.records.reviews.decide(stranger, 'v1', decided)).toBe(false);
      }
      expect(await under.records.reviews.find(owner, 'v1')).toMatchObject({ decided: null });
    });

    test('votes are kept by user, the last of each, oldest first, and erased with the words of the review', async () => {
      const vote = {
        userId: 'u1',
        decision: 'approved',
        atEpochMs: 5000,
        reason: 'why',
        reasonCodes: ['other'],
      } as const;
      const { reviews } = under.records;
      await reviews.vote(owner, 'v1', vote);
      await reviews.vote(owner, 'v1', { ...vote, userId: 'u2', atEpochMs: 5001, reason: null });
      await reviews.vote(owner, 'v1', { ...vote, decision: 'rejected', atEpochMs: 5002 });
      expect(await reviews.votes(owner, 'v1')).toEqual([
        { ...vote, userId: 'u2', atEpochMs: 5001, reason: null },
        { ...vote, decision: 'rejected', atEpochMs: 5002 },
      ]);
      expect(await reviews.find(owner, 'v1')).toMatchObject({ decided: null });
      for (const stranger of strangers) expect(await reviews.votes(stranger, 'v1')).toEqual([]);
      await reviews.decide(owner, 'v1', decided);
      await reviews.erase(owner, 'v1');
      expect(await reviews.votes(owner, 'v1')).toEqual([
        { ...vote, userId: 'u2', atEpochMs: 5001, reason: null, reasonCodes: [] },
        { ...vote, decision: 'rejected', atEpochMs: 5002, reason: null, reasonCodes: [] },
      ]);
    });

    test('a case that is erased undecided waits for nobody any more, nor does one of a verification that was erased', async () => {
      const { reviews, verifications } = under.records;
      const vote = { userId: 'u1', decision: 'approved', atEpochMs: 5000, reason: 'why', reasonCodes: [] } as const;
      await reviews.vote(owner, 'v1', vote);
      await reviews.erase(owner, 'v1');
      await verifications.erase(owner, 'v2', 6000);
      for (const id of ['v1', 'v2']) expect(await reviews.find(owner, id)).toBeNull();
      expect(await reviews.votes(owner, 'v1')).toEqual([]);
      const waiting = await reviews.waiting(owner, { limit: 9, after: null });
      expect(waiting.map(({ verificationId }) => verificationId)).toEqual(['v3']);
    });

    test('erased: the decision is known, what was written is not', async () => {
      await under.records.reviews.decide(owner, 'v1', decided);
      expect(await under.records.reviews.find(owner, 'v1')).toEqual({
        verificationId: 'v1',
        openedAtEpochMs: 4001,
        decided,
      });
      await under.records.reviews.erase(owner, 'v1');
      expect(await under.records.reviews.find(owner, 'v1')).toMatchObject({
        decided: { ...decided, reviewer: null, reason: null, reasonCodes: [] },
      });
    });
  });
}
