import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Store } from '#ports/store.js';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import type { StoredAnswer } from '#ports/idempotency-records.js';
import { answersKeptMs, createIdempotency, type Idempotency } from '#services/idempotency.js';

let directory: string;
let store: Store;
let nowEpochMs: number;
let idempotency: Idempotency;
beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-idempotency-'));
  store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
  const settings = defaultApplicationSettings;
  await store.records.applications.create({ id: 'app_a', name: 'Shop', createdAtEpochMs: 1, settings });
  nowEpochMs = 1000;
  idempotency = make();
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

/** One process's view of the shared records. */
const make = (waitMs = 5000): Idempotency =>
  createIdempotency({ records: store.records, now: () => nowEpochMs, leaseMs: 60_000, waitMs, pollMs: 5 });
const request = { owner: { applicationId: 'app_a', mode: 'live' }, key: 'order-1', fingerprint: 'f1' } as const;
const answer = (body: string, status = 200): StoredAnswer => ({ status, headers: { 'x-a': '1' }, body });

test('50 at once, in two processes: one execution, 50 equal answers', async () => {
  const other = make();
  let executions = 0;
  const execute = async (): Promise<StoredAnswer> => {
    executions += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return answer(`{"id":"${executions}"}`);
  };
  const runs = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? idempotency : other).run(request, execute));
  const outcomes = await Promise.all(runs);
  expect(executions).toBe(1);
  expect(outcomes).toEqual(outcomes.map(() => ({ ok: true, value: answer('{"id":"1"}') })));
});

test('another request under the key is a conflict; another mode or application is another key', async () => {
  await idempotency.run(request, async () => answer('a'));
  expect(await idempotency.run({ ...request, fingerprint: 'f2' }, async () => answer('b'))).toEqual({
    ok: false,
    failure: { code: 'idempotency-conflict' },
  });
  const testOwner = { applicationId: 'app_a', mode: 'test' } as const;
  const sandbox = await idempotency.run({ ...request, owner: testOwner, fingerprint: 'f2' }, async () => answer('c'));
  expect(sandbox).toEqual({ ok: true, value: answer('c') });
});

test('an answer is kept for 24 hours, and the key is free afterwards', async () => {
  await idempotency.run(request, async () => answer('first'));
  nowEpochMs += answersKeptMs - 1;
  expect(await idempotency.run(request, async () => answer('second'))).toEqual({ ok: true, value: answer('first') });
  nowEpochMs += 1;
  expect(await idempotency.run({ ...request, fingerprint: 'f2' }, async () => answer('third'))).toEqual({
    ok: true,
    value: answer('third'),
  });
  expect(await store.records.idempotency.sweep(nowEpochMs)).toBe(0);
  nowEpochMs += answersKeptMs;
  expect(await store.records.idempotency.sweep(nowEpochMs)).toBe(1);
});

test('a passing answer is not remembered, within a transaction or without: the next request executes again', async () => {
  const later = { ...answer('later', 402), isPassing: true };
  await idempotency.run(request, async (remember) => {
    await store.records.inTransaction((inside) => remember(inside, later));
    return later;
  });
  expect(await idempotency.run(request, async () => answer('now'))).toEqual({ ok: true, value: answer('now') });
});

test.each([409, 500, 501])('any other is final, %i too', async (status) => {
  await idempotency.run(request, async () => answer('no', status));
  expect(await idempotency.run(request, async () => answer('now'))).toEqual({ ok: true, value: answer('no', status) });
});

test('a fault frees the key, and is told to its caller alone', async () => {
  const failed = idempotency.run(request, async () => {
    throw new Error('disk full');
  });
  await expect(failed).rejects.toThrow('disk full');
  expect(await idempotency.run(request, async () => answer('now'))).toEqual({ ok: true, value: answer('now') });
});

test('a commit that fails frees the key, and one whose answer is lost keeps the stored answer', async () => {
  const losing = (commits: boolean) =>
    idempotency.run(request, async (remember) => {
      await store.records.inTransaction(async (inside) => {
        await remember(inside, answer('stored'));
        if (!commits) throw new Error('disk full');
      });
      throw new Error('connection lost');
    });
  await expect(losing(false)).rejects.toThrow('disk full');
  await expect(losing(true)).rejects.toThrow('connection lost');
  expect(await idempotency.run(request, async () => answer('anew'))).toEqual({ ok: true, value: answer('stored') });
});

test('who may wait no longer is told that the first one still runs', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const first = idempotency.run(request, async () => {
    await held;
    return answer('slow');
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  const impatient = await make(30).run(request, async () => answer('never'));
  expect(impatient).toEqual({ ok: false, failure: { code: 'idempotency-in-progress' } });
  release();
  expect(await first).toEqual({ ok: true, value: answer('slow') });
});

test('an execution that outlived its lease undoes itself and gives the answer of the one that took over', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const slow = idempotency.run(request, async (remember) => {
    await held;
    await store.records.inTransaction(async (inside) => {
      const settings = defaultApplicationSettings;
      await inside.applications.create({ id: 'app_trace', name: 'trace', createdAtEpochMs: 1, settings });
      await remember(inside, answer('slow'));
    });
    return answer('slow');
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  nowEpochMs += 60_001;
  expect(await make().run(request, async () => answer('fast'))).toEqual({ ok: true, value: answer('fast') });
  release();
  expect(await slow).toEqual({ ok: true, value: answer('fast') });
  expect(await store.records.applications.find('app_trace')).toBeNull();
});

test('a key whose transaction is run again, and then finds no tokens left, is free', async () => {
  const ended = await idempotency.run(request, async (remember) => {
    const collided = store.records.inTransaction(async (inside) => {
      await remember(inside, answer('a'));
      throw new Error('collides');
    });
    await collided.catch(() => undefined);
    return { ...answer('spent', 402), isPassing: true };
  });
  expect(ended).toMatchObject({ ok: true, value: { status: 402 } });
  expect(await idempotency.run(request, async () => answer('b'))).toEqual({ ok: true, value: answer('b') });
});
