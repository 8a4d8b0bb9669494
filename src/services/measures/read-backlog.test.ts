import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Records } from '#ports/records.js';
import type { Store } from '#ports/store.js';
import { createBacklogReader } from '#services/measures/read-backlog.js';

let directory: string;
let store: Store;
let clockMs: number;

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-backlog-'));
  store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
  clockMs = 0;
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

const enqueue = (uniqueKey: string, runAtEpochMs: number, queue = 'mail') =>
  store.records.jobs.enqueue({ queue, uniqueKey, owner: null, payload: null, createdAtEpochMs: 1, runAtEpochMs });
const readerOf = (records: Pick<Records, 'jobs'>, patienceMs = 2000) =>
  createBacklogReader({
    ...{ records, queues: { post: 'mail', other: 'other' }, patienceMs },
    ...{ now: () => 10_000, clock: () => clockMs },
  });

test('a queue is told by what is due, for how long, and what was given up; what comes later is not', async () => {
  await enqueue('one', 4000);
  await enqueue('two', 9000);
  await enqueue('later', 10_001);
  await enqueue('bad', 1);
  const [bad] = await store.records.jobs.claim('mail', { limit: 1, leaseMs: 9, workerId: 'w', nowEpochMs: 1 });
  await store.records.jobs.fail(bad!, 2);
  expect(await readerOf(store.records).read()).toEqual([
    { queue: 'post', due: 2, oldestDueMs: 6000, givenUp: 1 },
    { queue: 'other', due: 0, oldestDueMs: 0, givenUp: 0 },
  ]);
});

test('the database is looked at once in five seconds, however many ask', async () => {
  const reader = readerOf(store.records);
  const looks = vi.spyOn(store.records.jobs, 'countFailed');
  await Promise.all([reader.read(), reader.read()]);
  await enqueue('one', 1);
  expect(await reader.read()).toMatchObject([{ due: 0 }, {}]);
  expect(looks).toHaveBeenCalledTimes(1);
  clockMs = 5000;
  expect(await reader.read()).toMatchObject([{ due: 1 }, {}]);
});

test('a database that is closed is told as one that does not answer', async () => {
  const closed = await openSqliteStore({
    directory: mkdtempSync(path.join(directory, 'closed-')),
    masterKey: masterKeyFromSecret(new Uint8Array(32)),
    nowEpochMs: 1,
  });
  await closed.close();
  expect(await readerOf(closed.records).read()).toBeNull();
});

test('a database that hangs holds up no scrape, and is not asked again meanwhile', async () => {
  let asked = 0;
  const hang = (): Promise<never> => {
    asked += 1;
    return new Promise(() => undefined);
  };
  const reader = readerOf({ jobs: { ...store.records.jobs, countFailed: hang } }, 50);
  expect(await reader.read()).toBeNull();
  clockMs = 60_000;
  expect(await reader.read()).toBeNull();
  expect(asked).toBe(1);
});
