import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import { samplePolicy } from '#ports/policy-records.suite.js';
import type { Store } from '#ports/store.js';
import { defaultApplicationSettings as defaults } from '#domain/application-settings.js';
import { createApplications, type Applications } from '#services/applications.js';

let directory: string;
let store: Store;
let applications: Applications;
const inUse = 'a'.repeat(64);
const actor = { kind: 'operator', id: null } as const;
beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-applications-'));
  store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
  await store.records.applications.create({ id: 'app_a', name: 'Shop', createdAtEpochMs: 1, settings: defaults });
  applications = createApplications({ records: store.records, now: () => 2000, actor, recogniserDigest: inUse });
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

test('what is named is set, what is not stays, and the log names what changed', async () => {
  await applications.changeSettings('app_a', { limits: { perDay: 10 } });
  const changed = await applications.changeSettings('app_a', {
    limits: { burst: 50 },
    tokens: { prices: { enrol: 2 } },
  });
  const settings = {
    ...defaults,
    limits: { ...defaults.limits, perDay: 10, burst: 50 },
    tokens: { ...defaults.tokens, prices: { enrol: 2 } },
  };
  expect(changed).toMatchObject({ ok: true, value: { settings } });
  expect((await applications.find('app_a'))?.settings).toEqual(settings);
  expect((await store.records.audit.page('app_a', { limit: 1, beforeSequence: null }))[0]).toEqual({
    sequence: 2,
    applicationId: 'app_a',
    mode: null,
    atEpochMs: 2000,
    action: 'application.settings-changed',
    actor,
    target: 'app_a',
    details: { 'limits.burst': true, 'tokens.prices': true },
  });
});

test.each([
  [{ limits: { perSecond: 0 } }, 'limits.perSecond'],
  [{ nothing: 1 }, 'nothing'],
  [{ retention: { sessionDays: 1 } }, 'retention.sessionDays'],
])('%j is refused, named, and changes nothing', async (patch, named) => {
  const outcome = await applications.changeSettings('app_a', patch);
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'request-invalid' } });
  expect(outcome.ok ? '' : outcome.failure.detail).toContain(named);
  expect((await applications.find('app_a'))?.settings).toEqual(defaults);
  expect(await store.records.audit.page('app_a', { limit: 1, beforeSequence: null })).toEqual([]);
});

test('tokens are added and taken, and never fall below 0', async () => {
  expect(await applications.addTokens('app_a', 5)).toEqual({ ok: true, value: 5 });
  expect(await applications.addTokens('app_a', -9)).toEqual({ ok: true, value: 0 });
  expect(await applications.addTokens('app_b', 5)).toEqual({ ok: false, failure: { code: 'not-found' } });
});

/** As a calibration stores it. */
const calibrated = {
  ...samplePolicy,
  recogniserDigest: inUse,
  falseMatchRates: [{ score: 0.5, rate: 1e-3 }],
};

test('an application decides by a copy of the policy that it was set to, whatever becomes of its name', async () => {
  await store.records.policies.add(calibrated);
  const changed = await applications.changeSettings('app_a', {
    policy: { operatingPoint: { policy: 'shop', threshold: -1 }, requireLiveness: true },
  });
  const copy = {
    policy: 'shop@1',
    threshold: calibrated.threshold,
    reviewFrom: calibrated.reviewFrom,
    recogniserDigest: inUse,
    falseMatchRates: calibrated.falseMatchRates,
  };
  expect(changed).toMatchObject({ ok: true });
  await store.records.policies.add({ ...calibrated, threshold: 0.9 });
  expect((await applications.find('app_a'))?.settings.policy).toMatchObject({
    operatingPoint: copy,
    requireLiveness: true,
  });
  expect(await store.records.audit.page('app_a', { limit: 1, beforeSequence: null })).toMatchObject([
    { action: 'application.policy-used', details: { policy: 'shop@1' }, target: 'app_a', actor },
  ]);
});

test('a threshold set by hand does not keep the name of the policy', async () => {
  await store.records.policies.add(calibrated);
  await applications.changeSettings('app_a', { policy: { operatingPoint: { policy: 'shop@1' } } });
  const byHand = { threshold: 0.6, reviewFrom: 0.5, recogniserDigest: inUse };
  await applications.changeSettings('app_a', { policy: { operatingPoint: byHand } });
  expect((await applications.find('app_a'))?.settings.policy.operatingPoint).toEqual(byHand);
});

test.each([
  ['shop@7', 'there is no such policy'],
  ['other', 'there is no such policy'],
  ['theirs@1', 'was measured with another recogniser'],
])('policy %s is refused: %s', async (reference, why) => {
  await store.records.policies.add(calibrated);
  await store.records.policies.add({ ...calibrated, name: 'theirs', recogniserDigest: 'c'.repeat(64) });
  const outcome = await applications.changeSettings('app_a', { policy: { operatingPoint: { policy: reference } } });
  expect(outcome).toMatchObject({
    ok: false,
    failure: { code: 'request-invalid', detail: expect.stringContaining(why) as string },
  });
  expect((await applications.find('app_a'))?.settings).toEqual(defaults);
});
