import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCapture, type Browser, type CaptureUnderTest } from '#http/capture/capture-under-test.suite.js';
import { start } from '#services/sessions/sessions-under-test.suite.js';

let capture: CaptureUnderTest;
beforeEach(async () => {
  capture = await startCapture();
});
afterEach(() => capture.close());

const brand = { productName: 'Shop', logo: null, accentColour: '#1d4ed8', privacyUrl: null, anotherWay: null };
const unclaimed = {
  state: 'running',
  role: 'nobody',
  kind: 'native',
  livemode: true,
  status: 'CREATED',
  brand,
  retention: { mediaDays: 7, sessionDays: 30 },
  needCaptcha: false,
  consented: false,
  ask: {
    pictures: 'document',
    selfie: 'film',
    challenge: true,
    maximumBytes: { photo: 15_728_640, video: 52_428_800 },
  },
  steps: ['document', 'selfie'],
  working: false,
  attemptsLeft: 3,
  refusal: null,
  expiresAt: new Date(start + 86_400_000).toISOString(),
};

/** A browser that opened the link of a new session. */
async function opened(): Promise<Browser & { path: string }> {
  const { path } = await capture.link();
  return Object.assign(capture.browser(path), { path });
}

test('looking claims nothing; the first who acts is the owner; others are told that it is in use', async () => {
  const owner = await opened();
  expect(await owner.view()).toEqual(unclaimed);
  expect(await owner.view()).toEqual(unclaimed);
  const claimed = await owner.call('POST', 'claim', {});
  expect([claimed.status, claimed.body]).toEqual([200, unclaimed]);
  expect(claimed.headers.get('set-cookie')).toMatch(
    new RegExp(`^bonafide-claim=[\\w-]{43}; Path=${owner.path}; Max-Age=90000; HttpOnly; Secure; SameSite=Lax$`),
  );
  // It has brought its cookie back. Once more changes nothing, and gives no other cookie.
  for (let again = 0; again < 2; again += 1) {
    const kept = await owner.call('POST', 'claim', {});
    expect([kept.body, kept.headers.get('set-cookie')]).toEqual([{ ...unclaimed, role: 'owner' }, null]);
  }
  const other = capture.browser(owner.path);
  expect(await other.view()).toEqual({ state: 'in-use', role: 'stranger', brand });
  expect(await other.failure('POST', 'claim', {})).toEqual([409, 'session-claimed']);
});

test('a browser that keeps no cookie owns nothing, and locks nobody out', async () => {
  const blocked = await opened();
  for (let again = 0; again < 2; again += 1) {
    expect((await blocked.call('POST', 'claim', {})).body).toEqual(unclaimed);
    blocked.cookie = '';
  }
  expect(await blocked.failure('POST', 'consent', {})).toEqual([409, 'session-claimed']);
  expect(await blocked.failure('GET', 'events')).toEqual([409, 'session-claimed']);
  const another = capture.browser(blocked.path);
  await another.enter();
  expect(await another.view()).toMatchObject({ role: 'owner', consented: true });
  expect(await blocked.view()).toMatchObject({ role: 'stranger' });
});

test('a secret that a visitor brings is never the one that binds', async () => {
  const visitor = await opened();
  visitor.cookie = `bonafide-claim=${'B'.repeat(43)}`;
  await visitor.enter();
  expect(visitor.cookie).not.toContain('BBB');
  const attacker = capture.browser(visitor.path);
  attacker.cookie = `bonafide-claim=${'B'.repeat(43)}`;
  expect(await attacker.view()).toMatchObject({ role: 'stranger' });
});

test('the session goes on on another device, once, and the first looks on', async () => {
  const desktop = await opened();
  await desktop.enter();
  const { url } = (await desktop.call('POST', 'continuation', {})).body as { url: string };
  expect(url).toMatch(new RegExp(`^https://id\\.example${desktop.path}#continue=[\\w-]{43}$`));
  const continuation = url.split('#continue=')[1]!;
  const phone = capture.browser(desktop.path);
  expect(await phone.failure('POST', 'claim', { continuation: 'x'.repeat(43) })).toEqual([
    403,
    'session-continuation-invalid',
  ]);
  // The answer is lost on the way: the computer is still in charge, and the code still good.
  expect((await phone.call('POST', 'claim', { continuation })).body).toMatchObject({ role: 'stranger' });
  phone.cookie = '';
  expect(await desktop.view()).toMatchObject({ role: 'owner' });
  await phone.call('POST', 'claim', { continuation });
  expect((await phone.call('POST', 'claim', { continuation })).body).toMatchObject({ role: 'owner', consented: true });
  expect(await desktop.view()).toMatchObject({ role: 'follower' });
  expect(await desktop.failure('POST', 'decline', {})).toEqual([409, 'session-claimed']);
  const third = capture.browser(desktop.path);
  expect(await third.failure('POST', 'claim', { continuation })).toEqual([403, 'session-continuation-invalid']);
});

test('a page in a frame gets a cookie for frames, where its application embeds pages', async () => {
  const plain = await opened();
  expect((await plain.call('POST', 'claim', { embedded: true })).headers.get('set-cookie')).toContain('SameSite=Lax');
  await capture.under.store.records.applications.changeSettings('app_a', {
    ...capture.under.settings,
    sessions: { ...capture.under.settings.sessions, embeddingOrigins: ['https://shop.example'] },
  });
  const framed = await opened();
  expect((await framed.call('POST', 'claim', { embedded: true })).headers.get('set-cookie')).toMatch(
    /; Secure; SameSite=None; Partitioned$/,
  );
});
