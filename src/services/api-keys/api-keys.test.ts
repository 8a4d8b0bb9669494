import { defaultApplicationSettings } from '#domain/application-settings.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Store } from '#ports/store.js';
import { createApiKeys, KeyRequestError, type ApiKeys } from '#services/api-keys/api-keys.js';
import { authorise, createAuthenticate, type Authenticate } from '#services/api-keys/authenticate.js';

let directory: string;
let store: Store;
let keys: ApiKeys;
let authenticate: Authenticate;

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-keys-'));
  store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
  keys = createApiKeys({ records: store.records, keyedHash: store.keyedHash, now: () => 1000 });
  authenticate = createAuthenticate({ records: store.records, keyedHash: store.keyedHash });
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

const refused = { ok: false, failure: { code: 'credentials-invalid' } };

test('the first key of an installation may verify, read and search; set-up happens once', async () => {
  const first = await keys.setUp();
  expect(first?.created.key).toMatchObject({ kind: 'secret', mode: 'live', scopes: ['verify', 'read', 'search'] });
  expect(await keys.setUp()).toBeNull();
  expect(await keys.list()).toEqual([first?.created.key]);
});

test('a key opens its application, with its id or without', async () => {
  const { application, created } = (await keys.setUp())!;
  const principal = {
    applicationId: application.id,
    keyId: created.key.id,
    mode: 'live',
    scopes: ['verify', 'read', 'search'],
    settings: defaultApplicationSettings,
  };
  for (const applicationId of [application.id, null]) {
    expect(await authenticate({ key: created.text, applicationId })).toEqual({ ok: true, value: principal });
  }
});

test('anything but the whole, right key is refused alike', async () => {
  const { application, created } = (await keys.setUp())!;
  const other = await keys.createApplication('Bank');
  const last = created.text.at(-1) === 'A' ? 'B' : 'A';
  expect(await authenticate(null)).toEqual({ ok: false, failure: { code: 'credentials-missing' } });
  const wrong = [
    { key: '', applicationId: application.id },
    { key: created.key.id, applicationId: application.id },
    { key: created.text.slice(0, -1) + last, applicationId: application.id },
    { key: created.text.replace('live', 'test'), applicationId: application.id },
    { key: created.text.replace('sk_', 'pk_'), applicationId: application.id },
    { key: `sk_live_${'0'.repeat(12)}_${'0'.repeat(40)}`, applicationId: application.id },
    { key: created.text, applicationId: other.id },
    { key: created.text, applicationId: '' },
  ];
  for (const credentials of wrong)
    expect(await authenticate(credentials), JSON.stringify(credentials)).toEqual(refused);
});

test('a revoked key is refused at once', async () => {
  const { application, created } = (await keys.setUp())!;
  const credentials = { key: created.text, applicationId: application.id };
  expect((await authenticate(credentials)).ok).toBe(true);
  expect(await keys.revoke(created.key.id)).toBe(true);
  expect(await authenticate(credentials)).toEqual(refused);
  expect(await keys.revoke(created.key.id)).toBe(false);
});

test('a key has one live successor beside it, until the older one is revoked', async () => {
  const { created } = (await keys.setUp())!;
  const successor = await keys.rotate(created.key.id);
  expect(successor.key).toMatchObject({ scopes: created.key.scopes, name: 'first key', succeedsKeyId: created.key.id });
  for (const { text } of [created, successor]) {
    expect((await authenticate({ key: text, applicationId: null })).ok).toBe(true);
  }
  await expect(keys.rotate(created.key.id)).rejects.toThrow(KeyRequestError);
  await keys.revoke(created.key.id);
  await expect(keys.rotate(created.key.id)).rejects.toThrow(KeyRequestError);
  expect((await keys.rotate(successor.key.id)).key.succeedsKeyId).toBe(successor.key.id);
});

test('a publishable key carries capture and nothing else', async () => {
  const application = await keys.createApplication('Shop');
  const request = { applicationId: application.id, name: 'page', kind: 'publishable', mode: 'test' } as const;
  await expect(keys.create({ ...request, scopes: ['capture', 'read'] })).rejects.toThrow(KeyRequestError);
  await expect(keys.create({ ...request, scopes: [] })).rejects.toThrow(KeyRequestError);
  await expect(keys.create({ ...request, scopes: ['capture'], applicationId: 'app_x' })).rejects.toThrow(
    KeyRequestError,
  );
  expect((await keys.create({ ...request, scopes: ['capture'] })).text).toMatch(/^pk_test_/);
});

test('an application whose key is refused is not made either', async () => {
  const before = await store.records.applications.list();
  const request = { name: 'page', kind: 'publishable', mode: 'test', scopes: ['read'] } as const;
  await expect(keys.createApplicationWithKey('Shop', request)).rejects.toThrow(KeyRequestError);
  expect(await store.records.applications.list()).toEqual(before);
  const { application, created } = await keys.createApplicationWithKey('Shop', { ...request, scopes: ['capture'] });
  expect([application.name, created.key.applicationId]).toEqual(['Shop', application.id]);
});

test('a scope that the key lacks is refused', () => {
  const principal = {
    applicationId: 'app_a',
    keyId: 'k1',
    mode: 'live',
    scopes: ['read'],
    settings: defaultApplicationSettings,
  } as const;
  expect(authorise(principal, 'read')).toEqual({ ok: true, value: principal });
  expect(authorise(principal, 'verify')).toEqual({ ok: false, failure: { code: 'scope-insufficient' } });
});
