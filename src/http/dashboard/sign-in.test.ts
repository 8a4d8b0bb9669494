import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDashboard, type Browser, type DashboardUnderTest } from '#http/dashboard/dashboard-under-test.suite.js';
import { composeDashboard } from '#main/compose-dashboard.js';
import { totpCode, totpStepAt } from '#services/users/totp.js';
import { createUserAdministration } from '#services/users/user-administration.js';

let under: DashboardUnderTest;
beforeEach(async () => {
  under = await startDashboard();
});
afterEach(() => under.close());

const password = 'a quiet lake at dawn';
const admin = [{ applicationId: null, role: 'admin' }] as const;
const operator = () =>
  createUserAdministration({
    records: under.records,
    now: () => under.clock.nowEpochMs,
    actor: { kind: 'operator', id: null },
  });
const later = (seconds: number): void => void (under.clock.nowEpochMs += seconds * 1000);

async function invite(name = 'ana'): Promise<string> {
  const added = await operator().add(name, admin);
  if (!added.ok) throw new Error(added.failure.code);
  return added.value.token;
}

const fromBase32 = (text: string): Uint8Array => {
  const bits = [...text]
    .map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'))
    .join('');
  return Uint8Array.from(bits.match(/.{8}/g)!, (byte) => parseInt(byte, 2));
};
const codeOf = (secret: Uint8Array): string => totpCode(secret, totpStepAt(under.clock.nowEpochMs));

/** The whole way from the link to a signed-in browser. */
async function setUp(browser: Browser, token: string) {
  await browser.call('setUp', { body: { token, password } });
  const offered = (await browser.call('enrolTotp')).body as { secret: string };
  const secret = fromBase32(offered.secret);
  const confirmed = (await browser.call('confirmTotp', { body: { code: codeOf(secret) } })).body as {
    recoveryCodes: string[];
  };
  return { secret, recoveryCodes: confirmed.recoveryCodes };
}

const audited = async (): Promise<string[]> =>
  (await under.records.audit.page(null, { limit: 100, beforeSequence: null })).map(({ action }) => action).reverse();

test('first run: the link, a password, an authenticator, and signed in', async () => {
  const browser = under.browser();
  expect((await browser.call('accountState')).body).toEqual({ state: 'signed-out', firstRun: true, oidc: null });
  const token = await invite();
  expect((await browser.call('accountState')).body).toMatchObject({ firstRun: false });
  expect((await browser.call('invitation', { body: { token } })).body).toMatchObject({ name: 'ana' });
  const weak = await browser.call('setUp', { body: { token, password: 'password123456' } });
  expect(weak).toMatchObject({ status: 422, body: { code: 'password-unsuitable' } });
  const chosen = await browser.call('setUp', { body: { token, password } });
  expect(chosen.body).toEqual({ state: 'enrolment-needed', name: 'ana' });
  expect(chosen.headers.get('set-cookie')).toMatch(
    /^bonafide-user=[\w-]{43}; Path=\/; Max-Age=900; HttpOnly; SameSite=Strict$/,
  );
  expect((await browser.call('users')).status).toBe(401);

  const offered = (await browser.call('enrolTotp')).body as { secret: string; uri: string };
  expect(offered.uri).toContain(`secret=${offered.secret}&issuer=Bonafide`);
  expect((await browser.call('confirmTotp', { body: { code: '000000' } })).body).toMatchObject({
    code: 'sign-in-failed',
  });
  const half = browser.cookie;
  const confirmed = await browser.call('confirmTotp', { body: { code: codeOf(fromBase32(offered.secret)) } });
  expect((confirmed.body as { recoveryCodes: string[] }).recoveryCodes).toHaveLength(10);
  expect(browser.cookie).not.toBe(half);
  expect((await browser.call('accountState')).body).toMatchObject({
    state: 'signed-in',
    user: { name: 'ana', kind: 'local', installationAdmin: true },
    applications: [{ id: 'app_a', role: 'admin' }, { id: 'app_b' }],
    recoveryCodesLeft: 10,
  });
  expect((await under.browser(half!).call('accountState')).body).toMatchObject({ state: 'signed-out' });
  expect((await under.browser().call('setUp', { body: { token, password } })).body).toMatchObject({
    code: 'invitation-invalid',
  });
  expect(await audited()).toEqual(['user.added', 'user.set-up', 'user.second-factor-set']);
});

test('an invitation that was not used in three days opens nothing', async () => {
  const token = await invite();
  later(3 * 24 * 3600);
  const used = await under.browser().call('setUp', { body: { token, password } });
  expect(used).toMatchObject({ status: 404, body: { code: 'invitation-invalid' } });
});

test('sign-in takes the password and then a code, once, and changes the secret at each step', async () => {
  const first = under.browser();
  const { secret } = await setUp(first, await invite());
  later(60);
  const browser = under.browser();
  expect((await browser.call('signIn', { body: { name: 'ANA', password } })).body).toEqual({ state: 'code-needed' });
  const half = browser.cookie;
  expect((await browser.call('verifications')).status).toBe(401);
  const code = codeOf(secret);
  expect((await browser.call('signInCode', { body: { code } })).body).toMatchObject({ state: 'signed-in' });
  expect(browser.cookie).not.toBe(half);
  expect((await browser.call('users')).status).toBe(200);

  const again = under.browser();
  await again.call('signIn', { body: { name: 'ana', password } });
  expect((await again.call('signInCode', { body: { code } })).body).toMatchObject({ code: 'sign-in-failed' });
  expect(await audited()).toEqual([
    'user.added',
    'user.set-up',
    'user.second-factor-set',
    'user.signed-in',
    'user.sign-in-failed',
  ]);
});

test('a recovery code takes the place of a code, once, however it is typed', async () => {
  const { recoveryCodes } = await setUp(under.browser(), await invite());
  const typed = recoveryCodes[3]!.toUpperCase().replace('-', ' ');
  const use = async () => {
    const browser = under.browser();
    await browser.call('signIn', { body: { name: 'ana', password } });
    return browser.call('signInRecovery', { body: { recoveryCode: typed } });
  };
  expect((await use()).body).toMatchObject({ state: 'signed-in', recoveryCodesLeft: 9 });
  expect((await use()).body).toMatchObject({ code: 'sign-in-failed' });
});

test('whether a name exists is told neither by the answer nor by the lock, which doubles', async () => {
  await setUp(under.browser(), await invite());
  const locks: Record<string, number[]> = { ana: [], nobody: [] };
  for (const name of ['ana', 'nobody']) {
    for (let round = 0; round < 7; round++) {
      const answer = await under.browser().call('signIn', { body: { name, password: 'wrong wrong wrong' } });
      const wait = Number(answer.headers.get('retry-after') ?? 0);
      if (wait === 0) expect(answer).toMatchObject({ status: 401, body: { code: 'sign-in-failed' } });
      else expect(answer).toMatchObject({ status: 429, body: { code: 'sign-in-locked' } });
      locks[name]!.push(wait);
      later(wait);
    }
  }
  expect(locks['ana']).toEqual([0, 0, 0, 0, 0, 30, 0]);
  expect(locks['nobody']).toEqual(locks['ana']);
  const right = await under.browser().call('signIn', { body: { name: 'ana', password } });
  expect(right).toMatchObject({ status: 429, body: { code: 'sign-in-locked' } });
  // A minute, of which half has passed with the other name.
  expect(right.headers.get('retry-after')).toBe('30');
});

test('many tries from one network are locked, whatever the names', async () => {
  const answers = [];
  for (let one = 0; one < 21; one++) {
    answers.push((await under.browser().call('signIn', { body: { name: `name${one}`, password } })).status);
  }
  expect(answers.filter((status) => status === 401)).toHaveLength(20);
  expect(answers.at(-1)).toBe(429);
});

test('a session ends after half an hour without a call, and after twelve hours whatever happens', async () => {
  const browser = await under.userWith('ana', admin);
  later(29 * 60);
  expect((await browser.call('users')).status).toBe(200);
  later(29 * 60);
  expect((await browser.call('users')).status).toBe(200);
  later(30 * 60);
  expect((await browser.call('users')).status).toBe(401);
  const other = await under.userWith('bo', admin);
  for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
    expect((await other.call('users')).status).toBe(200);
    later(20 * 60);
  }
  expect((await other.call('users')).status).toBe(401);
});

test('a new password ends every other session, and needs the old one and a code', async () => {
  const browser = under.browser();
  const { secret } = await setUp(browser, await invite());
  const other = await (async () => {
    later(60);
    const second = under.browser();
    await second.call('signIn', { body: { name: 'ana', password } });
    await second.call('signInCode', { body: { code: codeOf(secret) } });
    return second;
  })();
  later(60);
  const change = (body: object) => browser.call('changePassword', { body });
  const newPassword = 'another quiet lake';
  expect((await change({ password: 'wrong', code: codeOf(secret), newPassword })).status).toBe(401);
  later(60);
  const before = browser.cookie;
  expect((await change({ password, code: codeOf(secret), newPassword })).status).toBe(204);
  expect(browser.cookie).not.toBe(before);
  expect((await browser.call('users')).status).toBe(200);
  expect((await other.call('users')).status).toBe(401);
});

test('a user whose rights are changed or who is disabled is signed out at once; the last admin cannot be', async () => {
  const boss = await under.userWith('boss', admin);
  const bo = await under.userWith('bo', [{ applicationId: 'app_a', role: 'admin' }]);
  const change = (id: string, body: object) => boss.call('changeUser', { parameters: { id }, body });
  expect((await bo.call('keys')).status).toBe(200);
  expect((await change(bo.id, { grants: [{ applicationId: 'app_a', role: 'viewer' }] })).status).toBe(200);
  expect((await bo.call('keys')).status).toBe(401);
  expect((await change(boss.id, { disabled: true })).body).toMatchObject({ code: 'last-admin' });
  expect((await change(boss.id, { grants: [{ applicationId: 'app_a', role: 'admin' }] })).body).toMatchObject({
    code: 'last-admin',
  });
  expect((await change('nobody', { disabled: true })).status).toBe(404);
  const taken = await boss.call('addUser', { body: { name: 'BOSS', grants: admin } });
  expect(taken).toMatchObject({ status: 409, body: { code: 'user-name-taken' } });
  const added = await boss.call('addUser', {
    body: { name: 'cleo', grants: [{ applicationId: 'app_b', role: 'viewer' }] },
  });
  expect(added).toMatchObject({ status: 201, body: { user: { name: 'cleo', state: 'invited' } } });
  expect((added.body as { setUpUrl: string }).setUpUrl).toMatch(/\/dashboard\/set-up#[\w-]{43}$/);
});

test('sign-out ends this session; everywhere ends all', async () => {
  const [one, two] = [await under.userWith('ana', admin), under.browser()];
  await under.records.users.addSession(
    { ...(await under.records.users.sessionsOf(one.id))[0]!, id: 'other' },
    'other-secret',
  );
  two.cookie = 'bonafide-user=other-secret';
  const listed = (await one.call('accountSessions')).body as { data: { current: boolean }[] };
  expect(listed.data.map(({ current }) => current).sort()).toEqual([false, true]);
  expect((await two.call('signOut')).status).toBe(204);
  expect((await one.call('users')).status).toBe(200);
  expect((await one.call('signOutEverywhere')).status).toBe(204);
  expect(await under.records.users.sessionsOf(one.id)).toEqual([]);
});

test('what a reset took away does not come back by a step that was under way', async () => {
  const browser = under.browser();
  await browser.call('setUp', { body: { token: await invite(), password } });
  const offered = (await browser.call('enrolTotp')).body as { secret: string };
  const secret = fromBase32(offered.secret);
  const [user] = await under.records.users.list();
  const present = { user: user!, session: (await under.records.users.sessionsOf(user!.id))[0]! };
  await operator().reset(user!.id);
  const { setUp: steps } = await composeDashboard({
    recogniser: shippedRecogniser,
    store: under.store,
    oidc: null,
    now: () => under.clock.nowEpochMs,
  });
  const confirmed = await steps.confirmTotp(present, codeOf(secret), { browser: null, address: '127.0.0.1' });
  expect(confirmed).toEqual({ ok: false, failure: { code: 'sign-in-required' } });
  await steps.offerTotp(present);
  expect(await under.records.users.find(user!.id)).toMatchObject({ profile: { passwordHash: null, totpSecret: null } });
});
