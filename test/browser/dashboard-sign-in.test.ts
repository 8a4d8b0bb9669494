import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible } from '../support/browser/accessibility.js';
import { startDashboardServer, type DashboardServer } from '../support/browser/dashboard-server.js';
import { enter, password, setUp, signIn, wide } from '../support/browser/dashboard-user.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { takeScreenshot } from '../support/browser/screenshots.js';
import { openPage } from '../support/browser/watched-page.js';
import { startProvider, type LoopbackProvider } from '../support/loopback-provider.js';
import { wholeTest } from '../support/test-form.js';

let browser: Browser;
let server: DashboardServer;
let provider: LoopbackProvider;
const client = { id: 'bonafide', secret: 'of the client' };

beforeAll(async () => {
  provider = await startProvider(client);
  const oidc = {
    BONAFIDE_OIDC_ISSUER: provider.issuer,
    BONAFIDE_OIDC_CLIENT_ID: client.id,
    BONAFIDE_OIDC_CLIENT_SECRET: client.secret,
    BONAFIDE_OIDC_ROLES: 'reviewers=reviewer',
    BONAFIDE_OIDC_LABEL: 'Work account',
  };
  [server, browser] = await Promise.all([startDashboardServer(oidc), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await provider?.close();
});

// The browser itself writes every refused call to its console.
const refusals = [/the server responded with a status of 4\d\d/];

test('the first user comes from the command line, and signs in by password and code ever after', async () => {
  const { page, expectQuiet } = await openPage(await browser.newContext(wide));
  await page.goto(`${server.url}/dashboard`);
  await page.getByRole('heading', { name: 'Nobody can sign in yet' }).waitFor();
  await page.getByText('bonafide users add you@example.com --role admin').waitFor();
  await expectAccessible(page);
  await takeScreenshot(page, 'dashboard-first-run');

  const link = await server.addUser('ada@example.com', 'admin', { everywhere: true });
  const { authenticator, recoveryCodes } = await setUp(page, link);
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  expect(recoveryCodes).toHaveLength(10);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByLabel('Name').fill('ada@example.com');
  await page.getByLabel('Password').fill('not the password of ada');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Name, password or code are wrong.').waitFor();
  expect(await page.getByLabel('Password').inputValue()).toBe('');
  await expectAccessible(page);

  await signIn(page, 'ada@example.com', async () => {
    await page.getByLabel('Code', { exact: true }).fill(await authenticator.code());
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  });
  await page.getByRole('button', { name: 'Sign out' }).click();
  const recovery = async (code: string): Promise<void> => {
    await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
    await page.getByLabel('Recovery code').fill(code);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  await signIn(page, 'ada@example.com', () => recovery(recoveryCodes[0]!));
  await page.getByRole('link', { name: 'ada@example.com' }).click();
  await page.getByText('You have 9 recovery codes left.').waitFor();
  // A code that was used opens nothing.
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByLabel('Name').fill('ada@example.com');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Next' }).click();
  await recovery(recoveryCodes[0]!);
  await page.getByText('Name, password or code are wrong.').waitFor();
  expectQuiet(refusals);
});

wholeTest('a set-up link works once', async () => {
  const link = await server.addUser('grace@example.com', 'viewer');
  const user = await enter(browser, 'grace@example.com', link);
  const { page } = await openPage(await browser.newContext(wide));
  await page.goto(link);
  await page.getByRole('heading', { name: 'This set-up link does not work' }).waitFor();
  user.expectQuiet(refusals);
});

wholeTest('a session that ends brings the sign-in, and then the same screen again', async () => {
  const link = await server.addUser('mary@example.com', 'reviewer');
  const user = await enter(browser, 'mary@example.com', link);
  const { page } = user;
  await page.getByRole('link', { name: 'Sessions' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sessions' }).waitFor();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Enrolled people' }).click();
  await page.getByText('Your session is over.').waitFor();
  await page.getByLabel('Name').fill(user.name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Code', { exact: true }).fill(await user.authenticator.code());
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Enrolled people' }).waitFor();
  user.expectQuiet(refusals);
});

wholeTest(
  'a user of the provider comes in by its button, with the role that it gives, or is told why not',
  async () => {
    const { page, expectQuiet } = await openPage(await browser.newContext(wide));
    const throughProvider = async (): Promise<void> => {
      await page.getByRole('link', { name: 'Work account' }).click();
      await page.waitForURL(`${provider.issuer}/**`);
      await page.getByRole('link', { name: 'Let me in' }).click();
      await page.waitForURL(`${server.url}/**`);
    };
    await page.goto(`${server.url}/dashboard`);
    provider.next = { claims: { sub: 's1', preferred_username: 'guest', groups: ['others'] } };
    await throughProvider();
    await page.getByText('The provider knows you, but gave you no role here.').waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'dashboard-provider-refuses');

    provider.next = { claims: { sub: 's2', preferred_username: 'ana', groups: ['reviewers'] } };
    await throughProvider();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.getByRole('link', { name: 'Review queue' }).waitFor();
    expect(await page.getByRole('link', { name: 'Keys' }).count()).toBe(0);
    await page.getByRole('link', { name: 'ana', exact: true }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('button', { name: 'Replace the authenticator …' }).count()).toBe(0);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('link', { name: 'Work account' }).waitFor();
    expectQuiet(refusals);
  },
);

// The last: from then on this address waits, whoever signs in.
test('whoever fails too often waits, and is told until when', async () => {
  const { page, expectQuiet } = await openPage(await browser.newContext(wide));
  await page.goto(`${server.url}/dashboard`);
  const locked = page.getByText('Too many failed tries. The next one is possible at');
  for (let tries = 0; tries < 30 && !(await locked.isVisible()); tries++) {
    await page.getByLabel('Name').fill('nobody@example.com');
    await page.getByLabel('Password').fill('some words that are wrong');
    const answered = page.waitForResponse(/\/dashboard\/api\/sign-in$/);
    await page.getByRole('button', { name: 'Next' }).click();
    await answered;
    await page.locator('[role=alert], .notice.warn').first().waitFor();
  }
  await locked.waitFor();
  await expectAccessible(page);
  expectQuiet(refusals);
});
