import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDashboard, type Browser, type DashboardUnderTest } from '#http/dashboard/dashboard-under-test.suite.js';
import { parseOidcRoles } from '#services/users/oidc/oidc-roles.js';
import { startProvider, type LoopbackProvider } from '../../../test/support/loopback-provider.js';

let provider: LoopbackProvider;
let under: DashboardUnderTest;
beforeEach(async () => {
  provider = await startProvider({ id: 'bonafide', secret: 'of the client' });
  under = await startDashboard({
    oidc: {
      issuer: provider.issuer,
      clientId: 'bonafide',
      clientSecret: 'of the client',
      roles: parseOidcRoles('admins=admin,shop=reviewer:app_a')!,
      rolesClaim: 'groups',
      scopes: 'openid profile',
      label: 'Work account',
    },
  });
});
afterEach(async () => {
  await under.close();
  await provider.close();
});

const cookieOf = (headers: Headers, name: string): string | undefined =>
  headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(';')[0];

/** The browser goes to the provider. */
async function begin(browser: Browser) {
  const { status, headers } = await browser.call('signInOidc');
  expect(status).toBe(303);
  return { location: headers.get('location')!, cookie: cookieOf(headers, 'bonafide-oidc')! };
}
/** And comes back, from another site. */
async function end(browser: Browser, back: string, cookie: string): Promise<string> {
  const query = Object.fromEntries(new URL(back).searchParams);
  const { status, headers } = await browser.call('signInOidcCallback', {
    query,
    headers: { cookie, 'sec-fetch-site': 'cross-site' },
  });
  expect(status).toBe(303);
  return headers.get('location')!;
}
async function signIn(browser: Browser): Promise<string> {
  const { location, cookie } = await begin(browser);
  return end(browser, provider.follow(location), cookie);
}
const failed = '/dashboard/sign-in?error=oidc-failed';

test('a user of the provider signs in with the roles that it says', async () => {
  provider.next = { claims: { sub: 's1', preferred_username: 'ana', groups: ['shop', 'other'] } };
  const browser = under.browser();
  expect((await browser.call('accountState')).body).toMatchObject({ oidc: { label: 'Work account' } });
  const { location } = await begin(browser);
  expect(Object.fromEntries(new URL(location).searchParams)).toMatchObject({
    response_type: 'code',
    scope: 'openid profile',
    code_challenge_method: 'S256',
    redirect_uri: `${under.origin}/dashboard/api/sign-in/oidc/callback`,
  });
  expect(await signIn(browser)).toBe('/dashboard/');
  expect((await browser.call('accountState')).body).toMatchObject({
    state: 'signed-in',
    user: { name: 'ana', kind: 'oidc', installationAdmin: false },
    applications: [{ id: 'app_a', role: 'reviewer' }],
    recoveryCodesLeft: null,
  });
  expect(provider.tokenRequests).toHaveLength(1);
  const entries = await under.records.audit.page(null, { limit: 9, beforeSequence: null });
  expect(entries.map(({ action, details }) => [action, details])).toEqual([
    ['user.signed-in', { with: 'oidc' }],
    ['user.added', { with: 'oidc' }],
  ]);
});

test('roles follow the provider at each sign-in, and older sessions end where they change', async () => {
  provider.next = { claims: { sub: 's1', groups: ['admins'] } };
  const [first, second] = [under.browser(), under.browser()];
  await signIn(first);
  expect((await first.call('users')).status).toBe(200);
  provider.next = { claims: { sub: 's1', groups: ['shop'] } };
  await signIn(second);
  expect((await first.call('accountState')).body).toMatchObject({ state: 'signed-out' });
  expect((await second.call('users')).status).toBe(403);
  expect(await under.records.users.count()).toBe(1);
  provider.next = { claims: { sub: 's1', groups: [] } };
  expect(await signIn(under.browser())).toBe('/dashboard/sign-in?error=oidc-no-role');
  expect((await second.call('accountState')).body).toMatchObject({ state: 'signed-out' });
});

test('who has no role is refused and not added', async () => {
  provider.next = { claims: { sub: 's2', groups: ['others'] } };
  expect(await signIn(under.browser())).toBe('/dashboard/sign-in?error=oidc-no-role');
  expect(await under.records.users.count()).toBe(0);
});

test.each([
  ['another nonce', { nonce: 'of another sign-in' }],
  ['a key that the provider does not publish', { wrongKey: true }],
  ['another audience', { audience: 'another client' }],
])('an ID token with %s lets nobody in', async (_, wrong) => {
  provider.next = { claims: { sub: 's1', groups: ['admins'] }, ...wrong };
  const browser = under.browser();
  expect(await signIn(browser)).toBe(failed);
  expect(browser.cookie).toBeNull();
  expect(await under.records.users.count()).toBe(0);
});

test('a code is good in the browser that asked for it, once, with its state, in time', async () => {
  provider.next = { claims: { sub: 's1', groups: ['admins'] } };
  const browser = under.browser();
  const { location, cookie } = await begin(browser);
  const back = provider.follow(location);
  const otherBrowser = await begin(under.browser());
  expect(await end(browser, back, otherBrowser.cookie)).toBe(failed);
  expect(await end(browser, back, 'bonafide-oidc=')).toBe(failed);
  const [payload, mark] = cookie.slice('bonafide-oidc='.length).split('.');
  const altered = Buffer.from(payload!, 'base64url')
    .toString()
    .replace(/"nonce":"[^"]+/, '"nonce":"forged');
  expect(await end(browser, back, `bonafide-oidc=${Buffer.from(altered).toString('base64url')}.${mark}`)).toBe(failed);
  const otherState = new URL(back);
  otherState.searchParams.set('state', 'forged');
  expect(await end(browser, otherState.href, cookie)).toBe(failed);
  under.clock.nowEpochMs += 10 * 60_000;
  expect(await end(browser, back, cookie)).toBe(failed);
  under.clock.nowEpochMs -= 10 * 60_000;
  expect(await end(browser, back, cookie)).toBe('/dashboard/');
  expect(await end(browser, back, cookie)).toBe(failed);
});

test('a user who was disabled here stays out', async () => {
  provider.next = { claims: { sub: 's1', groups: ['admins'] } };
  await signIn(under.browser());
  const [user] = await under.records.users.list();
  await under.records.users.change(user!.id, { disabledAtEpochMs: 1 });
  expect(await signIn(under.browser())).toBe(failed);
});

test('a provider that cannot be reached is told, and asked again the next time', async () => {
  const { issuer } = provider;
  await provider.close();
  const { headers } = await under.browser().call('signInOidc');
  expect(headers.get('location')).toBe('/dashboard/sign-in?error=oidc-unavailable');
  expect(issuer).toMatch(/^http:\/\/127\.0\.0\.1/);
  provider = await startProvider({ id: 'bonafide', secret: 'of the client' });
});
