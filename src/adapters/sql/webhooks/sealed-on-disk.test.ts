import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Store } from '#ports/store.js';

let directory: string;
let store: Store;
beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-sealed-'));
  store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const onDisk = (): Buffer =>
  Buffer.concat(readdirSync(directory).map((name) => readFileSync(path.join(directory, name))));
const planted = ['canary-url', 'canary-body', 'canary-answer', 'canary-secret', 'canary-payload', 'canary-callback'];

test('addresses, bodies, answers, secrets and payloads stand nowhere readable; swept and erased, not even sealed', async () => {
  const { applications, webhooks, jobs } = store.records;
  await applications.create({ id: 'app_a', name: 'Shop', createdAtEpochMs: 1, settings: defaultApplicationSettings });
  const secrets = { current: 'canary-secret', previous: null };
  await webhooks.endpoints.add(
    {
      id: 'we_1',
      ...owner,
      createdAtEpochMs: 1,
      url: 'https://hooks.example/canary-url',
      format: 'native',
      eventTypes: ['session.updated'],
      state: 'enabled',
      disabledReason: null,
      disabledAtEpochMs: null,
      failingSinceEpochMs: null,
      failures: 0,
    },
    secrets,
  );
  await webhooks.callbackSecrets.ensure(owner, secrets, 1);
  const delivery = { ...owner, eventId: 'evt_1', eventType: 'session.updated', format: 'native' } as const;
  const subject = { kind: 'session', id: 's1' } as const;
  for (const [id, endpointId, url] of [
    ['msg_1', 'we_1', null],
    ['msg_2', null, 'https://caller.example/canary-callback'],
  ] as const) {
    const request = { url, body: 'canary-body' };
    await webhooks.deliveries.add({ id, ...delivery, endpointId, subject, createdAtEpochMs: 1, request });
  }
  const outcome = { status: 500, durationMs: 1, failure: 'status', answerHead: 'canary-answer' } as const;
  const attempt = { id: 'a1', startedAtEpochMs: 1, outcome };
  await webhooks.deliveries.recordAttempt(owner, 'msg_1', attempt, {
    state: 'failed',
    reason: 'status',
    atEpochMs: 2,
  });
  const job = { queue: 'q', uniqueKey: 'k', owner, createdAtEpochMs: 1, runAtEpochMs: 1 };
  await jobs.enqueue({ ...job, payload: { text: 'canary-payload' } });
  const before = onDisk();
  expect(before.includes('msg_1')).toBe(true);
  expect(planted.filter((word) => before.includes(word))).toEqual([]);

  const sealed = sealedBytes();
  expect(sealed).toHaveLength(3);
  expect(sealed.filter((bytes) => before.includes(bytes))).toHaveLength(3);
  await webhooks.deliveries.eraseBySubject(owner, subject, 9);
  expect(await webhooks.deliveries.sweep(10)).toBe(2);
  const after = onDisk();
  expect(sealed.filter((bytes) => after.includes(bytes))).toEqual([]);
});

/** The sealed requests and the sealed outcome, as they lie in their rows. */
function sealedBytes(): Buffer[] {
  const reader = new BetterSqlite3(path.join(directory, 'bonafide.sqlite'), { readonly: true });
  const column = (text: string): Buffer[] => reader.prepare(text).pluck().all() as Buffer[]; // both columns hold bytes
  const bytes = [
    ...column('select sealed_request from webhook_deliveries'),
    ...column('select sealed_outcome from webhook_attempts'),
  ];
  reader.close();
  return bytes;
}
