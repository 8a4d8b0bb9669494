import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { describePort } from '#ports/describe-port.suite.js';
import type { ClaimedJob, NewJob } from '#ports/jobs.js';
import type { RecordsUnderTest } from '#ports/records.suite.js';
import type { Records } from '#ports/records.js';

const owner = { applicationId: 'app_a', mode: 'test' } as const;
const job: NewJob = {
  queue: 'mail',
  uniqueKey: 'one',
  owner,
  payload: { to: 'anna' },
  createdAtEpochMs: 1000,
  runAtEpochMs: 2000,
};
const claim = { limit: 10, leaseMs: 500, workerId: 'w1', nowEpochMs: 2000 };
const keysOf = (jobs: readonly ClaimedJob[]) => jobs.map(({ uniqueKey }) => uniqueKey);

/**
 * How every implementation of the jobs port behaves. `storesInOneThread`: whether two stores can be used at once in one
 * thread; SQLite waits for another connection's lock without letting go of the thread.
 */
export function describeJobs(
  name: string,
  make: () => Promise<RecordsUnderTest>,
  { storesInOneThread }: { readonly storesInOneThread: boolean },
): void {
  describePort('jobs', name, () => {
    let under: RecordsUnderTest;
    let records: Records;
    beforeEach(async () => {
      under = await make();
      records = under.records;
      const application = { id: 'app_a', name: 'Shop', createdAtEpochMs: 1, settings: defaultApplicationSettings };
      await records.applications.create(application);
    });
    afterEach(() => under.close());

    test('jobs of a process that died are due at once', async () => {
      await records.jobs.enqueue(job);
      const [held] = await records.jobs.claim('mail', claim);
      expect(await records.jobs.releaseAll(claim.nowEpochMs)).toBe(1);
      expect(await records.jobs.complete(held!)).toBe(false);
      expect(await records.jobs.claim('mail', claim)).toMatchObject([{ id: held!.id, claims: 2 }]);
      expect(await records.jobs.releaseAll(claim.nowEpochMs)).toBe(1);
    });

    test('a job is claimed when it is due, whole, and not twice while its lease lasts', async () => {
      expect(await records.jobs.enqueue(job)).toBe(true);
      expect(await records.jobs.claim('mail', { ...claim, nowEpochMs: 1999 })).toEqual([]);
      expect(await records.jobs.claim('other', claim)).toEqual([]);
      const { runAtEpochMs: _, ...same } = job;
      expect(await records.jobs.claim('mail', claim)).toEqual([
        { ...same, id: expect.any(String) as string, claimId: expect.any(String) as string, claims: 1, faults: 0 },
      ]);
      expect(await records.jobs.claim('mail', { ...claim, workerId: 'w2', nowEpochMs: 2499 })).toEqual([]);
    });

    test('a job of the installation has neither owner nor payload', async () => {
      const own = { ...job, owner: null, payload: null };
      await records.jobs.enqueue(own);
      expect(await records.jobs.claim('mail', claim)).toMatchObject([{ owner: null, payload: null }]);
      await expect(records.jobs.enqueue({ ...own, uniqueKey: 'two', payload: { a: 1 } })).rejects.toThrow();
    });

    test('due jobs are counted up to a limit; what is held or not due yet is none of them', async () => {
      for (const uniqueKey of ['one', 'two', 'three']) await records.jobs.enqueue({ ...job, uniqueKey });
      await records.jobs.enqueue({ ...job, queue: 'other' });
      const count = (nowEpochMs: number, limit = 10) => records.jobs.countDue('mail', { nowEpochMs, limit });
      expect(await count(1999)).toBe(0);
      expect(await count(2000)).toBe(3);
      expect(await count(2000, 2)).toBe(2);
      await records.jobs.claim('mail', { ...claim, limit: 1 });
      expect(await count(2000)).toBe(2);
      expect(await count(2500)).toBe(3);
    });

    test('enqueueing a key again changes nothing, until its job is done', async () => {
      await records.jobs.enqueue(job);
      expect(await records.jobs.enqueue({ ...job, runAtEpochMs: 1, payload: { to: 'bob' } })).toBe(false);
      expect(await records.jobs.enqueue({ ...job, queue: 'other' })).toBe(true);
      const [held] = await records.jobs.claim('mail', claim);
      expect(held?.payload).toEqual({ to: 'anna' });
      expect(await records.jobs.enqueue(job)).toBe(false);
      expect(await records.jobs.complete(held!)).toBe(true);
      expect(await records.jobs.nextDueAt('mail')).toBeNull();
      expect(await records.jobs.enqueue(job)).toBe(true);
    });

    test('enqueueing belongs to its transaction', async () => {
      const broken = records.inTransaction(async (inside) => {
        await inside.jobs.enqueue(job);
        throw new Error('half way');
      });
      await expect(broken).rejects.toThrow('half way');
      expect(await records.jobs.claim('mail', claim)).toEqual([]);
    });

    test('whoever listens hears of a job once it is durable, and of none that was undone', async () => {
      const heard: string[] = [];
      const end = records.jobs.whenEnqueued((queue) => heard.push(queue));
      await records.inTransaction(async (inside) => {
        await inside.jobs.enqueue(job);
        await inside.jobs.enqueue({ ...job, uniqueKey: 'two' });
        expect(heard).toEqual([]);
      });
      expect(heard).toEqual(['mail']);
      await records.jobs.enqueue(job);
      await records
        .inTransaction(async (inside) => {
          await inside.jobs.enqueue({ ...job, queue: 'other' });
          throw new Error('half way');
        })
        .catch(() => undefined);
      expect(heard).toEqual(['mail']);
      end();
      await records.jobs.enqueue({ ...job, uniqueKey: 'three' });
      expect(heard).toEqual(['mail']);
    });

    test('an expired lease is claimed again, and its first holder has nothing more to say', async () => {
      await records.jobs.enqueue(job);
      const [lost] = await records.jobs.claim('mail', claim);
      const [held] = await records.jobs.claim('mail', { ...claim, workerId: 'w2', nowEpochMs: 2500 });
      expect(held).toMatchObject({ id: lost!.id, claims: 2 });
      expect(await records.jobs.complete(lost!)).toBe(false);
      expect(await records.jobs.retryAt(lost!, 9)).toBe(false);
      expect(await records.jobs.fail(lost!, 9)).toBe(false);
      expect(await records.jobs.extend(lost!, 9999)).toBe(false);
      expect(await records.jobs.extend(held!, 9999)).toBe(true);
      expect(await records.jobs.claim('mail', { ...claim, nowEpochMs: 9998 })).toEqual([]);
      expect(await records.jobs.complete(held!)).toBe(true);
      expect(await records.jobs.complete(held!)).toBe(false);
    });

    test('a job that is put off comes back then, or at once where somebody is in a hurry', async () => {
      await records.jobs.enqueue(job);
      const [held] = await records.jobs.claim('mail', claim);
      expect(await records.jobs.retryAt(held!, 5000)).toBe(true);
      expect(await records.jobs.nextDueAt('mail')).toBe(5000);
      expect(await records.jobs.claim('mail', { ...claim, nowEpochMs: 4999 })).toEqual([]);
      expect(await records.jobs.hurry('mail', 'one', 3000)).toBe(true);
      expect(await records.jobs.claim('mail', { ...claim, nowEpochMs: 3000 })).toMatchObject([{ claims: 2 }]);
      expect(await records.jobs.hurry('mail', 'two', 3000)).toBe(false);
    });

    test('a job that somebody works at begins anew where another is in a hurry, and the first has no say any more', async () => {
      await records.jobs.enqueue(job);
      const [first] = await records.jobs.claim('mail', claim);
      expect(await records.jobs.hurry('mail', 'one', 2100)).toBe(true);
      expect(await records.jobs.complete(first!)).toBe(false);
      expect(await records.jobs.claim('mail', { ...claim, nowEpochMs: 2100 })).toMatchObject([{ claims: 2 }]);
      expect(await records.jobs.fail(first!, 2200)).toBe(false);
    });

    test('faults are counted apart from claims, as long as nothing else comes between', async () => {
      await records.jobs.enqueue(job);
      const next = async () => (await records.jobs.claim('mail', claim))[0]!;
      await records.jobs.retryAt(await next(), 2000, 1);
      await records.jobs.retryAt(await next(), 2000, 2);
      const third = await next();
      expect(third).toMatchObject({ claims: 3, faults: 2 });
      await records.jobs.retryAt(third, 2000);
      await records.jobs.retryAt(await next(), 2000, 1);
      await records.jobs.hurry('mail', 'one', 2000);
      expect(await next()).toMatchObject({ claims: 5, faults: 0 });
    });

    test('a job that was given up stays known until it is swept, and its key is free', async () => {
      await records.jobs.enqueue(job);
      const [held] = await records.jobs.claim('mail', claim);
      expect(await records.jobs.fail(held!, 3000)).toBe(true);
      expect(await records.jobs.claim('mail', { ...claim, nowEpochMs: 99_999 })).toEqual([]);
      expect(await records.jobs.countFailed(100)).toEqual({ mail: 1 });
      expect(await records.jobs.enqueue(job)).toBe(true);
      expect(await records.jobs.sweep(3000)).toBe(0);
      expect(await records.jobs.sweep(3001)).toBe(1);
      expect(await records.jobs.countFailed(100)).toEqual({});
      expect(await records.jobs.nextDueAt('mail')).toBe(2000);
    });

    test('those due longest come first, as many as are asked for', async () => {
      const times = { a: 30, b: 10, c: 20, d: 40 };
      for (const [uniqueKey, runAtEpochMs] of Object.entries(times)) {
        await records.jobs.enqueue({ ...job, uniqueKey, runAtEpochMs });
      }
      expect(keysOf(await records.jobs.claim('mail', { ...claim, limit: 3 }))).toEqual(['b', 'c', 'a']);
      expect(keysOf(await records.jobs.claim('mail', { ...claim, limit: 3 }))).toEqual(['d']);
    });

    test('several workers share the work: every job once', async () => {
      const other = storesInOneThread ? await under.reopen() : records;
      const keys = Array.from({ length: 60 }, (_, index) => `job-${String(index).padStart(2, '0')}`);
      await records.inTransaction(async (inside) => {
        for (const uniqueKey of keys) await inside.jobs.enqueue({ ...job, uniqueKey });
      });
      const done: string[] = [];
      const work = async ({ jobs }: Records, workerId: string): Promise<void> => {
        for (;;) {
          const held = await jobs.claim('mail', { ...claim, limit: 4, workerId });
          if (held.length === 0) return;
          for (const each of held) if (await jobs.complete(each)) done.push(each.uniqueKey);
        }
      };
      await Promise.all([work(records, 'w1'), work(other, 'w2'), work(records, 'w3'), work(other, 'w4')]);
      expect(done.sort()).toEqual(keys);
    });
  });
}
