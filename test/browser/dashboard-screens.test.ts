import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/browser/accessibility.js';
import { startDashboardServer, type DashboardServer } from '../support/browser/dashboard-server.js';
import { enter, wide, type DashboardUser } from '../support/browser/dashboard-user.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { takeScreenshot } from '../support/browser/screenshots.js';
import { openPage } from '../support/browser/watched-page.js';
import { startReceiver, type LoopbackReceiver } from '../support/loopback-receiver.js';
import { inShortForm, wholeTest } from '../support/test-form.js';

let browser: Browser;
let server: DashboardServer;
let receiver: LoopbackReceiver;
let admin: DashboardUser;
let cases: { readonly review: string; readonly failed: string; readonly session: string; readonly delivery: string };

beforeAll(async () => {
  receiver = await startReceiver();
  [server, browser] = await Promise.all([startDashboardServer(), openBrowser()]);
  admin = await enter(
    browser,
    'ada@example.com',
    await server.addUser('ada@example.com', 'admin', { everywhere: true }),
  );
  await server.call('POST', '/api/v2/webhook-endpoints', {
    url: `http://127.0.0.1:${receiver.port}/`,
    eventTypes: ['verification.completed'],
  });
  const review = await server.verify('review', 'customer-1');
  for (const scenario of ['match', 'match', 'no-match', 'document-expired', 'document-contradictory'] as const) {
    await server.verify(scenario, 'customer-2');
  }
  // The picture of the document names the failure: the call itself answers it, so that the record is looked for.
  await server.verify('face-not-found', 'customer-3').catch(() => undefined);
  const { body: session } = await server.call('POST', '/api/v2/sessions', { scopes: ['document', 'match'] });
  while (receiver.requests.length < 5) await new Promise((resolve) => setTimeout(resolve, 50));
  const { body: deliveries } = await server.call('GET', '/api/v2/webhook-deliveries');
  const { body: list } = await server.call('GET', '/api/v2/verifications');
  type Listed = { data: { id: string; status?: string }[] }; // our own API's lists
  cases = {
    review,
    failed: (list as Listed).data.find(({ status }) => status === 'failed')?.id ?? review,
    session: (session as { id: string }).id,
    delivery: (deliveries as Listed).data[0]!.id,
  };
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await receiver?.close();
});

const phone = { hasTouch: true, isMobile: true, deviceScaleFactor: 1, locale: 'en-GB' } as const;
const surroundings: Readonly<Record<string, BrowserContextOptions>> = {
  light: { ...wide, colorScheme: 'light' },
  dark: { ...wide, colorScheme: 'dark' },
  phone: { ...phone, viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
  'light-phone': { ...phone, viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  // As a browser shows a window of 1280 pixels at twice the size (WCAG 2.2, 1.4.4).
  zoomed: { ...wide, viewport: { width: 640, height: 400 }, deviceScaleFactor: 2, colorScheme: 'light' },
};

interface Screen {
  /** Below the application and mode, or from `/`. */
  readonly at: string | (() => string);
  readonly heading: string | RegExp;
  /** What is pressed before it is looked at. */
  readonly press?: readonly string[];
  readonly mode?: 'live';
}

const screens: Readonly<Record<string, Screen>> = {
  overview: { at: 'overview', heading: 'Overview' },
  'overview-empty': { at: 'overview', heading: 'Overview', mode: 'live' },
  'overview-table': { at: 'overview', heading: 'Overview', press: ['Show as a table'] },
  verifications: { at: 'verifications', heading: 'Verifications' },
  'verifications-empty': { at: 'verifications', heading: 'Verifications', mode: 'live' },
  verification: {
    at: () => `verifications/${cases.review}`,
    heading: 'Document and selfie',
    press: ['Show the pictures', 'Show every component'],
  },
  'verification-failed': { at: () => `verifications/${cases.failed}`, heading: 'Document and selfie' },
  erase: { at: () => `verifications/${cases.review}`, heading: 'Document and selfie', press: ['Erase …'] },
  review: { at: 'review', heading: 'Review queue' },
  'review-empty': { at: 'review', heading: 'Review queue', mode: 'live' },
  case: { at: () => `review/${cases.review}`, heading: 'Case for review' },
  'case-reject': { at: () => `review/${cases.review}`, heading: 'Case for review', press: ['Reject'] },
  'case-keys': { at: () => `review/${cases.review}`, heading: 'Case for review', press: ['Keyboard shortcuts'] },
  sessions: { at: 'sessions', heading: 'Sessions' },
  'session-new': { at: 'sessions', heading: 'Sessions', press: ['Make a link'] },
  session: { at: () => `sessions/${cases.session}`, heading: 'Session' },
  templates: { at: 'templates', heading: 'Enrolled people' },
  webhooks: { at: 'webhooks', heading: 'Webhooks' },
  'webhook-new': { at: 'webhooks', heading: 'Webhooks', press: ['Add a receiver'] },
  deliveries: { at: 'webhooks/deliveries', heading: 'Webhooks' },
  delivery: { at: () => `webhooks/deliveries/${cases.delivery}`, heading: 'Delivery' },
  'callback-secret': { at: 'webhooks/callback-secret', heading: 'Webhooks' },
  keys: { at: 'keys', heading: 'Keys' },
  'key-new': { at: 'keys', heading: 'Keys', press: ['Make a key'] },
  settings: { at: 'settings', heading: 'Settings' },
  usage: { at: 'usage', heading: 'Usage' },
  accuracy: { at: 'accuracy', heading: 'Error rates' },
  audit: { at: 'audit', heading: 'Audit log', press: ['Check the chain'] },
  applications: { at: '/applications', heading: 'Applications' },
  users: { at: '/users', heading: 'Users' },
  'user-new': { at: '/users', heading: 'Users', press: ['Add a user'] },
  'installation-audit': { at: '/audit', heading: 'Installation log' },
  account: { at: '/account', heading: 'Account' },
  search: { at: 'overview', heading: 'Overview', press: ['Search or go to …'] },
  'not-found': { at: '/nothing', heading: 'There is no such screen' },
};

// CI looks at every screen on a small dark phone, and at the widest ones on a desk; `npm run test:browser` at all on all;
// `npm test` at a few.
const long = process.env['BONAFIDE_BROWSER_TESTS'] === 'long';
const looked = inShortForm(
  1,
  Object.keys(surroundings).filter((name) => long || name === 'light' || name === 'phone'),
);
const widest = ['overview', 'verifications', 'verification', 'case', 'settings'];
const screensOf = (surrounding: string): readonly [string, Screen][] =>
  inShortForm(
    surrounding === 'light' ? 1 : 8,
    Object.entries(screens).filter(([name]) => long || surrounding !== 'light' || widest.includes(name)),
  );

describe.each(looked)('%s', (surrounding) => {
  test('its screens are accessible, quiet, and no wider than the window', async () => {
    const context = await browser.newContext({
      ...surroundings[surrounding]!,
      storageState: await admin.page.context().storageState(),
    });
    for (const [name, screen] of screensOf(surrounding)) {
      const { page, expectQuiet } = await openPage(context);
      await show(page, screen);
      await takeScreenshot(page, `dashboard-${name}-${surrounding}`);
      await expectAccessible(page);
      // A phone widens its window to whatever sticks out: what was asked for counts.
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      const tooWide = width - page.viewportSize()!.width;
      expect([name, Math.max(0, tooWide)]).toEqual([name, 0]);
      expectQuiet();
      await page.close();
    }
    await context.close();
  }, 240_000);
});

wholeTest('days are named as the server counts them, in UTC, whatever the zone of the browser', async () => {
  const context = await browser.newContext({
    ...wide,
    timezoneId: 'America/Los_Angeles',
    storageState: await admin.page.context().storageState(),
  });
  const { page, expectQuiet } = await openPage(context);
  const parts = { day: '2-digit', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  const today = new Intl.DateTimeFormat('en-GB', parts).format(new Date());
  for (const [at, heading] of [
    ['overview?span=month', 'Overview'],
    ['usage', 'Usage'],
  ] as const) {
    await show(page, { at, heading, press: ['Show as a table'] });
    expect(await page.getByRole('table').first().getByRole('row').last().innerText()).toContain(today);
  }
  expectQuiet();
  await context.close();
});

async function show(page: Page, { at, heading, press = [], mode }: Screen): Promise<void> {
  const path = typeof at === 'string' ? at : at();
  const owned = `/a/${server.applicationId}/${mode ?? 'test'}/`;
  await page.goto(`${server.url}/dashboard${path.startsWith('/') ? path : owned + path}`);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.waitForLoadState('networkidle');
  for (const name of press) await page.getByRole('button', { name }).first().click();
  await page.waitForLoadState('networkidle');
}
