import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDashboardServer, type DashboardServer } from '../support/browser/dashboard-server.js';
import { enter, wide } from '../support/browser/dashboard-user.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { person } from '../support/browser/person.js';
import { openPage } from '../support/browser/watched-page.js';
import { startProvider, type LoopbackProvider } from '../support/loopback-provider.js';
import { startReceiver, type LoopbackReceiver } from '../support/loopback-receiver.js';
import { startPathProxy, type PathProxy } from '../support/path-proxy.js';
import { sandboxPicture } from '../support/sandbox-picture.js';

// The public address has a path, which a proxy in front takes away or passes on.

const client = { id: 'bonafide', secret: 'of the client' };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'en-GB' } as const;

let proxy: PathProxy;
let provider: LoopbackProvider;
let receiver: LoopbackReceiver;
let server: DashboardServer;
let browser: Browser;

beforeAll(async () => {
  [proxy, provider] = await Promise.all([startPathProxy('/verify'), startProvider(client)]);
  receiver = await startReceiver({
    answer: ({ path }, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(
          `<!doctype html><title>A shop</title><script src="${proxy.url}/embed.js"></script><bonafide-verify src="${path.slice(2)}"></bonafide-verify>`,
        ),
  });
  const settings = {
    PUBLIC_URL: proxy.url,
    TRUST_PROXY: 'loopback',
    BONAFIDE_DEMO: 'on',
    BONAFIDE_OIDC_ISSUER: provider.issuer,
    BONAFIDE_OIDC_CLIENT_ID: client.id,
    BONAFIDE_OIDC_CLIENT_SECRET: client.secret,
    BONAFIDE_OIDC_ROLES: 'reviewers=reviewer',
    BONAFIDE_OIDC_LABEL: 'Work account',
  };
  [server, browser] = await Promise.all([
    startDashboardServer(settings, (address) => void (proxy.target = address)),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await receiver?.close();
  await provider?.close();
  await proxy?.close();
});

/** The second is left to `npm run test:browser`. */
const ways = [
  ['takes away', false],
  ['passes on', true],
] as const;
const tried = process.env['BONAFIDE_BROWSER_TESTS'] === 'long' ? ways : ways.slice(0, 1);

describe.each(tried)('a proxy %s the path', (_, keepsPath) => {
  beforeAll(() => {
    proxy.keepsPath = keepsPath;
  });

  test('a link is followed to its end', async () => {
    const made = await server.call('POST', '/api/v2/sessions', {
      scopes: ['document'],
      metadata: { sandbox: 'match' },
    });
    const { url } = made.body as { url: string }; // of a session
    expect(url.startsWith(`${proxy.url}/flow/`)).toBe(true);
    const context = await browser.newContext(phone);
    const { page, expectQuiet } = await openPage(context);
    await page.goto(url);
    await person.agree(page);
    await page.getByRole('button', { name: /Passport/ }).click();
    await person.sendFile(page, sandboxPicture('match'));
    await person.done(page);
    expectQuiet();
    await context.close();
  });

  test('the widget frames a link', async () => {
    const origin = `http://127.0.0.1:${receiver.port}`;
    await server.setSettings({ sessions: { embeddingOrigins: [origin] } });
    const made = await server.call('POST', '/api/v2/sessions', { scopes: ['document'] });
    const context = await browser.newContext(phone);
    const { page, expectQuiet } = await openPage(context);
    await page.goto(`${origin}/?${(made.body as { url: string }).url}`); // as above
    await page.frameLocator('bonafide-verify iframe').getByRole('button', { name: 'Agree and start' }).waitFor();
    expectQuiet();
    await context.close();
  });

  test('a user is set up, and finds every screen by its address; another comes from the provider', async () => {
    const name = keepsPath ? 'ada@example.com' : 'grace@example.com';
    const user = await enter(browser, name, await server.addUser(name, 'reviewer'));
    await user.page.getByRole('link', { name: 'Sessions' }).click();
    await user.page.getByRole('heading', { level: 1, name: 'Sessions' }).waitFor();
    expect(user.page.url().startsWith(`${proxy.url}/dashboard/a/`)).toBe(true);
    await user.page.reload();
    await user.page.getByRole('heading', { level: 1, name: 'Sessions' }).waitFor();
    user.expectQuiet();
    await user.page.context().close();

    const { page, expectQuiet } = await openPage(await browser.newContext(wide));
    provider.next = { claims: { sub: 's1', preferred_username: 'ana', groups: ['reviewers'] } };
    await page.goto(`${proxy.url}/dashboard`);
    await page.getByRole('link', { name: 'Work account' }).click();
    await page.getByRole('link', { name: 'Let me in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    expectQuiet([/status of 401/]);
    await page.context().close();
  });

  test('the demo page and the reference are there', async () => {
    const context = await browser.newContext(wide);
    const { page, expectQuiet } = await openPage(context);
    await page.goto(`${proxy.url}/demo`);
    await page.getByRole('button', { name: 'A specimen passport and its owner' }).waitFor();
    await page.getByRole('link', { name: 'API', exact: true }).click();
    await page.waitForURL(`${proxy.url}/docs`);
    await page.getByRole('link', { name: 'openapi.json' }).click();
    await page.waitForURL(`${proxy.url}/openapi.json`);
    expectQuiet();
    await context.close();
  });
});
