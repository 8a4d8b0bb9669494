import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Store } from '#ports/store.js';
import { createJobRunner, type JobQueue, type JobRunner, type JobTrouble } from '#services/jobs/job-runner.js';

let directory: string;
let store: Store;
let nowEpochMs: number;
let trouble: JobTrouble[];
const runners: JobRunner[] = [];

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-jobs-'));
  store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
  nowEpochMs = 1000;
  trouble = [];
});
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop(0);
  await store.close();
  rmSync(directory, { recursive: true });
});

/** Looks on its own only once an hour, so that whatever happens sooner was a wake-up or a due time. */
function makeRunner(handle: JobQueue['handle'], concurrency = 2, more: Pick<JobQueue, 'onGivenUp'> = {}): JobRunner {
  const runner = createJobRunner({
    records: store.records,
    queues: { work: { handle, concurrency, leaseMs: 500, ...more } },
    workerId: 'w1',
    pollMs: 3_600_000,
    now: () => nowEpochMs,
    random: () => 0.5,
    onTrouble: (each) => trouble.push(each),
  });
  runners.push(runner);
  return runner;
}

const enqueue = (uniqueKey: string, runAtEpochMs = 0): Promise<boolean> =>
  store.records.jobs.enqueue({
    queue: 'work',
    uniqueKey,
    owner: null,
    payload: null,
    createdAtEpochMs: 0,
    runAtEpochMs,
  });

/** A promise, and what resolves it. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

test('a job of this process is done at once, one that waited before the start as well', async () => {
  const seen: string[] = [];
  const second = gate();
  const runner = makeRunner(async ({ uniqueKey }) => {
    seen.push(uniqueKey);
    if (uniqueKey === 'second') second.open();
    return { next: 'complete' };
  });
  await enqueue('first');
  runner.start();
  await enqueue('second', 1);
  await second.opened;
  await runner.stop(1000);
  expect(seen).toEqual(['first', 'second']);
  expect(await store.records.jobs.nextDueAt('work')).toBeNull();
});

test('never more at once than the queue allows, and all of them', async () => {
  let [running, most, done] = [0, 0, 0];
  const runner = makeRunner(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running -= 1;
    done += 1;
    return { next: 'complete' };
  }, 3);
  for (let number = 0; number < 10; number++) await enqueue(String(number));
  expect(await runner.runDue()).toBe(10);
  expect([most, done]).toEqual([3, 10]);
});

test('what a handler settles becomes durable with its verdict', async () => {
  const runner = makeRunner(async () => ({
    next: 'retry',
    runAtEpochMs: 5000,
    settle: async (inside) => {
      await inside.jobs.enqueue({
        queue: 'other',
        uniqueKey: 'told',
        owner: null,
        payload: null,
        createdAtEpochMs: 0,
        runAtEpochMs: 7,
      });
    },
  }));
  await enqueue('one');
  await runner.runDue();
  expect(await store.records.jobs.nextDueAt('work')).toBe(5000);
  expect(await store.records.jobs.nextDueAt('other')).toBe(7);
});

test('a job whose lease ended meanwhile settles nothing here', async () => {
  const settled: string[] = [];
  const runner = makeRunner(async (job) => {
    nowEpochMs += 500;
    const [taken] = await store.records.jobs.claim('work', { limit: 1, leaseMs: 500, workerId: 'w2', nowEpochMs });
    expect(taken).toMatchObject({ id: job.id, claims: 2 });
    return { next: 'complete', settle: async () => void settled.push('here') };
  });
  await enqueue('one');
  await runner.runDue();
  expect(settled).toEqual([]);
  expect(trouble).toMatchObject([{ event: 'job-lost', queue: 'work' }]);
  expect(await store.records.jobs.nextDueAt('work')).toBe(2000);
});

test('a handler that throws is tried again, later each time, and given up in the end', async () => {
  const waits: number[] = [];
  const runner = makeRunner(async () => {
    throw new Error('a fault');
  });
  await enqueue('one');
  for (;;) {
    await runner.runDue();
    const dueAt = await store.records.jobs.nextDueAt('work');
    if (dueAt === null) break;
    waits.push(dueAt - nowEpochMs);
    nowEpochMs = dueAt;
  }
  expect(waits.slice(0, 4)).toEqual([750, 1500, 3000, 6000]);
  expect([waits.length, waits.at(-1)]).toEqual([19, 450_000]);
  expect(trouble.map(({ event }) => event)).toEqual([...Array<string>(19).fill('job-fault'), 'job-given-up']);
  expect(await store.records.jobs.countFailed(100)).toEqual({ work: 1 });
});

test('what a given up job leaves behind becomes durable with giving it up', async () => {
  const fault = (): Promise<never> => Promise.reject(new Error('a fault'));
  const runner = makeRunner(fault, 2, {
    onGivenUp: async ({ uniqueKey }, inside) => {
      const job = { queue: 'other', owner: null, payload: null, createdAtEpochMs: 0, runAtEpochMs: 7 };
      await inside.jobs.enqueue({ ...job, uniqueKey });
    },
  });
  await enqueue('one');
  for (let faults = 1; faults <= 20; faults++) {
    expect(await store.records.jobs.nextDueAt('other')).toBeNull();
    await runner.runDue();
    nowEpochMs += 600_000;
  }
  expect(await store.records.jobs.nextDueAt('other')).toBe(7);
});

test('a job that comes back as it should, however often, has no fault yet', async () => {
  let claims = 0;
  const runner = makeRunner(async () => {
    if (++claims === 40) throw new Error('the first fault');
    return { next: 'retry', runAtEpochMs: (nowEpochMs += 1) };
  });
  await enqueue('one');
  await runner.runDue();
  expect(trouble).toMatchObject([{ event: 'job-fault' }]);
  expect(await store.records.jobs.nextDueAt('work')).toBe(nowEpochMs + 750);
});

test('a settlement that fails undoes the verdict; the job comes back with its lease', async () => {
  const runner = makeRunner(async () => ({
    next: 'complete',
    settle: () => Promise.reject(new Error('no room')),
  }));
  await enqueue('one');
  await runner.runDue();
  expect(trouble).toMatchObject([{ event: 'job-fault' }]);
  expect(await store.records.jobs.nextDueAt('work')).toBe(1500);
});

test('stopping waits for what is being done', async () => {
  const [begun, finish] = [gate(), gate()];
  const runner = makeRunner(async () => {
    begun.open();
    await finish.opened;
    return { next: 'complete' };
  });
  runner.start();
  await enqueue('one');
  await begun.opened;
  const stopped = runner.stop(60_000);
  finish.open();
  await stopped;
  expect(await store.records.jobs.nextDueAt('work')).toBeNull();
});

test('what is not done by then is told to stop; what does not listen is given back', async () => {
  const begun = [gate(), gate()];
  const runner = makeRunner(async ({ uniqueKey }, signal) => {
    begun[uniqueKey === 'listens' ? 0 : 1]!.open();
    if (uniqueKey !== 'listens') return new Promise(() => undefined);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return { next: 'retry', runAtEpochMs: 4000 };
  });
  runner.start();
  await enqueue('listens');
  await enqueue('deaf');
  await Promise.all(begun.map(({ opened }) => opened));
  await runner.stop(10);
  const claim = { limit: 9, leaseMs: 1, workerId: 'w2' };
  const free = await store.records.jobs.claim('work', { ...claim, nowEpochMs });
  expect(free.map(({ uniqueKey }) => uniqueKey)).toEqual(['deaf']);
  const later = await store.records.jobs.claim('work', { ...claim, nowEpochMs: 4000 });
  expect(later.map(({ uniqueKey }) => uniqueKey)).toContain('listens');
});

test('a store that fails for a while is told, and work goes on afterwards', async () => {
  const done = gate();
  const { jobs } = store.records;
  let failures = 2;
  const flaky = {
    ...store.records,
    jobs: {
      ...jobs,
      claim: (...args: Parameters<typeof jobs.claim>) =>
        failures-- > 0 ? Promise.reject(new Error('connection lost')) : jobs.claim(...args),
    },
  };
  const runner = createJobRunner({
    records: flaky,
    queues: { work: { concurrency: 1, leaseMs: 500, handle: async () => (done.open(), { next: 'complete' }) } },
    workerId: 'w1',
    pollMs: 5,
    now: () => nowEpochMs,
    random: () => 0.5,
    onTrouble: (each) => trouble.push(each),
  });
  runners.push(runner);
  await enqueue('one');
  runner.start();
  await done.opened;
  expect(trouble.map(({ event }) => event)).toEqual(['queue-unreachable', 'queue-unreachable']);
});
