import { afterEach, beforeEach, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMemoryRateLimits } from '#adapters/memory/memory-rate-limits.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Store } from '#ports/store.js';
import type { Principal } from '#domain/access.js';
import { applicationSettingsSchema } from '#domain/application-settings.js';
import { fail } from '#domain/outcome.js';
import { createApiKeys } from '#services/api-keys/api-keys.js';
import { createLimits, type Limits } from '#services/limits.js';
import { createPerformOperation } from '#services/perform-operation.js';

let directory: string;
let store: Store;
let limits: Limits;
let principal: Principal;
let nowEpochMs: number;
beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-limits-'));
  store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
  nowEpochMs = Date.UTC(2026, 0, 1, 23, 59, 59);
  const { records, keyedHash } = store;
  const { application, created } = (await createApiKeys({ records, keyedHash, now: () => nowEpochMs }).setUp())!;
  const { id: keyId, mode, scopes } = created.key;
  principal = { applicationId: application.id, keyId, mode, scopes, settings: application.settings };
  limits = createLimits({ rateLimits: createMemoryRateLimits(), records, now: () => nowEpochMs });
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

const use = (settings: unknown, mode: Principal['mode'] = 'live'): Principal => ({
  ...principal,
  mode,
  settings: applicationSettingsSchema.parse(settings),
});
let counter = 0;
/** One call that is done and remembered. */
const call = (caller: Principal, failure: 'face-not-found' | 'internal' = 'face-not-found') =>
  createPerformOperation({ records: store.records, now: () => nowEpochMs })(
    { transactionId: `t${counter++}`, principal: caller, dialect: 'ooto', operation: 'face-detect' },
    async () => fail({ code: failure }),
  );

test('25 a second and 35 at once by default', async () => {
  for (let i = 0; i < 35; i++) expect((await limits.take(principal, 'face-detect')).ok).toBe(true);
  expect(await limits.take(principal, 'face-detect')).toEqual({
    ok: false,
    rate: { remaining: 0, resetAfterMs: 1400, retryAfterMs: 40 },
    failure: { code: 'rate-limited' },
  });
  nowEpochMs += 40;
  expect((await limits.take(principal, 'face-detect')).ok).toBe(true);
});

test('a daily limit counts what was done, and ends at midnight UTC', async () => {
  const limited = use({ limits: { perDay: 2 } });
  for (let i = 0; i < 2; i++) {
    expect((await limits.take(limited, 'face-detect')).ok).toBe(true);
    await call(limited);
  }
  expect(await limits.take(limited, 'face-detect')).toMatchObject({
    ok: false,
    rate: { retryAfterMs: 1000 },
    failure: { code: 'rate-limited' },
  });
  nowEpochMs += 1000;
  expect((await limits.take(limited, 'face-detect')).ok).toBe(true);
});

test('tokens: a call costs its price, and a spent balance refuses', async () => {
  const paying = use({ tokens: { enforced: true, prices: { 'face-detect': 3 } } });
  expect(await store.records.usage.addTokens(paying.applicationId, 7)).toBe(7);
  for (const left of [4, 1]) {
    expect((await limits.take(paying, 'face-detect')).ok).toBe(true);
    await call(paying);
    expect(await store.records.usage.balance(paying.applicationId)).toBe(left);
  }
  expect(await limits.take(paying, 'face-detect')).toMatchObject({ failure: { code: 'tokens-insufficient' } });
  expect((await limits.take(paying, 'other')).ok).toBe(true);
});

test('of two calls at once that one balance covers only one is done', async () => {
  const paying = use({ tokens: { enforced: true } });
  await store.records.usage.addTokens(paying.applicationId, 1);
  const outcomes = await Promise.all([call(paying), call(paying)]);
  const codes = outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.failure.code)).sort();
  expect(codes).toEqual(['face-not-found', 'tokens-insufficient']);
  expect(await store.records.usage.balance(paying.applicationId)).toBe(0);
});

test('a fault of the server costs nothing, and neither does the sandbox', async () => {
  const paying = use({ tokens: { enforced: true } });
  await store.records.usage.addTokens(paying.applicationId, 1);
  await call(paying, 'internal');
  await call(use({ tokens: { enforced: true } }, 'test'));
  expect(await store.records.usage.balance(paying.applicationId)).toBe(1);
  expect(await store.records.usage.addTokens(paying.applicationId, -5)).toBe(0);
});
