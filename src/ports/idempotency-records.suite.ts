import { afterEach, beforeEach, expect, test } from 'vitest';
import { describePort } from '#ports/describe-port.suite.js';
import type { IdempotencyClaimRequest, IdempotencyRecords } from '#ports/idempotency-records.js';
import type { Records } from '#ports/records.js';
import { sampleStored } from '#ports/sample-stored.suite.js';

export interface IdempotencyUnderTest {
  readonly records: Records;
  close(): Promise<void>;
}

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const request: IdempotencyClaimRequest = {
  owner,
  key: 'order-1',
  fingerprint: 'f',
  claimId: 'c1',
  nowEpochMs: 1000,
  leaseUntilEpochMs: 1100,
  expiresAtEpochMs: 2000,
};
const answer = { status: 201, headers: { location: '/a' }, body: '{"é":1}' };

/** How every implementation of the remembered answers behaves. What is erased with a subject: subject-records.suite.ts. */
export function describeIdempotency(name: string, make: () => Promise<IdempotencyUnderTest>): void {
  describePort('idempotent answers', name, () => {
    let under: IdempotencyUnderTest;
    let answers: IdempotencyRecords;
    beforeEach(async () => {
      under = await make();
      for (const application of sampleStored.applications) await under.records.applications.create(application);
      answers = under.records.idempotency;
    });
    afterEach(() => under.close());

    test('a key is claimed, runs, and is answered with what was stored; another request under it is a conflict', async () => {
      expect(await answers.claim(request)).toEqual({ state: 'claimed' });
      expect(await answers.claim({ ...request, claimId: 'c2' })).toEqual({ state: 'running' });
      expect(await answers.claim({ ...request, claimId: 'c2', fingerprint: 'g' })).toEqual({ state: 'conflict' });
      expect(await answers.complete(owner, 'order-1', 'c1', answer)).toBe(true);
      expect(await answers.claim({ ...request, claimId: 'c2' })).toEqual({ state: 'answered', answer });
      expect(await answers.claim({ ...request, claimId: 'c2', fingerprint: 'g' })).toEqual({ state: 'conflict' });
    });

    test('keys of a process that died are freed at once, those with an answer are kept', async () => {
      await answers.claim(request);
      await answers.complete(owner, 'order-1', 'c1', answer);
      await answers.claim({ ...request, key: 'order-2' });
      expect(await answers.releaseAll()).toBe(1);
      expect(await answers.claim({ ...request, claimId: 'c2' })).toEqual({ state: 'answered', answer });
      expect(await answers.claim({ ...request, key: 'order-2', claimId: 'c2' })).toEqual({ state: 'claimed' });
    });

    test.each([
      ['another application', { applicationId: 'app_b', mode: 'live' }],
      ['the other mode', { applicationId: 'app_a', mode: 'test' }],
    ] as const)('%s has keys of its own', async (_, stranger) => {
      await answers.claim(request);
      expect(await answers.claim({ ...request, owner: stranger, fingerprint: 'g' })).toEqual({ state: 'claimed' });
    });

    test('of many equal requests at once exactly one executes', async () => {
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, i) => answers.claim({ ...request, claimId: `c${i}` })),
      );
      expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
      expect(claims.filter(({ state }) => state === 'running')).toHaveLength(19);
    });

    test('an abandoned claim is taken over once its lease has ended, and the first may store no answer then', async () => {
      await answers.claim(request);
      const later = { ...request, nowEpochMs: 1100, leaseUntilEpochMs: 1200 };
      const claims = await Promise.all(['c2', 'c3'].map((claimId) => answers.claim({ ...later, claimId })));
      expect(claims.map(({ state }) => state).sort()).toEqual(['claimed', 'running']);
      const winner = claims[0]!.state === 'claimed' ? 'c2' : 'c3';
      expect(await answers.complete(owner, 'order-1', 'c1', answer)).toBe(false);
      expect(await answers.complete(owner, 'order-1', winner, answer)).toBe(true);
    });

    test('a released key is free; one that is answered or of another execution is not released', async () => {
      await answers.claim(request);
      await answers.release(owner, 'order-1', 'c2');
      expect(await answers.claim({ ...request, claimId: 'c2' })).toEqual({ state: 'running' });
      await answers.release(owner, 'order-1', 'c1');
      expect(await answers.claim({ ...request, claimId: 'c2' })).toEqual({ state: 'claimed' });
      await answers.complete(owner, 'order-1', 'c2', answer);
      await answers.release(owner, 'order-1', 'c2');
      expect(await answers.claim({ ...request, claimId: 'c3' })).toEqual({ state: 'answered', answer });
    });

    test('what has expired is swept, and the key is free from then on in any case', async () => {
      for (const key of ['order-1', 'order-2']) {
        await answers.claim({ ...request, key });
        await answers.complete(owner, key, 'c1', answer);
      }
      const next = { ...request, claimId: 'c2', nowEpochMs: 2000, leaseUntilEpochMs: 2100, expiresAtEpochMs: 3000 };
      expect(await answers.claim({ ...next, fingerprint: 'g' })).toEqual({ state: 'claimed' });
      expect(await answers.sweep(1999)).toBe(0);
      expect(await answers.sweep(2000)).toBe(1);
      expect(await answers.claim({ ...request, key: 'order-2', claimId: 'c2' })).toEqual({ state: 'claimed' });
    });
  });
}
