import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDashboardServer, type DashboardServer } from '../support/browser/dashboard-server.js';
import { enter, type DashboardUser } from '../support/browser/dashboard-user.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { wholeTest } from '../support/test-form.js';

let browser: Browser;
let server: DashboardServer;
let grace: DashboardUser;
let linus: DashboardUser;
let viewer: DashboardUser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startDashboardServer(), openBrowser()]);
  await server.setSettings({ review: { fourEyes: true } });
  const come = async (name: string, role: 'reviewer' | 'viewer'): Promise<DashboardUser> =>
    enter(browser, name, await server.addUser(name, role));
  grace = await come('grace@example.com', 'reviewer');
  linus = await come('linus@example.com', 'reviewer');
  viewer = await come('vera@example.com', 'viewer');
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const refusals = [/the server responded with a status of 4\d\d/];
const at = (screen: string): string => `${server.url}/dashboard/a/${server.applicationId}/test/${screen}`;
const caseTitle = (page: Page) => page.getByRole('heading', { level: 1, name: 'Case for review' });

async function decisionOf(id: string): Promise<unknown> {
  const { body } = await server.call('GET', `/api/v2/verifications/${id}`);
  return (body as { review: { status: string } | null }).review?.status; // our own API's answer
}

/** Presses Tab until the focus is on what has this text. */
async function tabTo(page: Page, text: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      return element === null ? '' : `${element.innerText ?? ''} ${element.getAttribute('aria-label') ?? ''}`;
    });
    if (focused.match(text) !== null) return;
  }
  throw new Error(`the keyboard never reaches ${String(text)}`);
}

test('two users decide a case with four eyes, with the keyboard alone, and the next case comes by itself', async () => {
  const first = await server.verify('review', 'customer-1');
  const second = await server.verify('review', 'customer-2');

  const { page } = grace;
  await page.goto(at('review'));
  await page.getByRole('heading', { level: 1, name: 'Review queue' }).waitFor();
  await page.getByRole('link', { name: 'Start with the oldest' }).waitFor();
  await tabTo(page, 'Start with the oldest');
  await page.keyboard.press('Enter');
  await caseTitle(page).waitFor();
  expect(page.url()).toContain(first);
  await page.getByText('The faces are too alike to refuse and not alike enough to accept.').waitFor();
  await page.getByRole('button', { name: 'Approve' }).waitFor();

  // Pictures come only when asked for.
  expect(await page.locator('.picture img').count()).toBe(0);
  await page.keyboard.press('p');
  await page.locator('.picture img').first().waitFor();
  expect(await page.locator('.picture img').count()).toBe(2);

  await page.keyboard.press('a');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Your decision is kept. A second user decides next.').waitFor();
  await page.waitForURL((url) => url.pathname.includes(second));
  expect(await decisionOf(first)).toBe('waiting');

  // The same user cannot be the second pair of eyes.
  await page.goto(at(`review/${first}`));
  await page.getByText('You have given your decision; another user has to give the second one.').waitFor();
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);

  await linus.page.goto(at(`review/${first}`));
  await linus.page.getByRole('button', { name: 'Approve' }).waitFor();
  await linus.page.getByText('grace@example.com').first().waitFor();
  await linus.page.keyboard.press('a');
  await linus.page.getByText('Four eyes: grace@example.com said “Approved”.').waitFor();
  await linus.page.keyboard.press('Control+Enter');
  await linus.page.getByText('Approved.', { exact: true }).waitFor();
  await linus.page.waitForURL((url) => url.pathname.includes(second));
  expect(await decisionOf(first)).toBe('approved');
  grace.expectQuiet(refusals);
  linus.expectQuiet(refusals);
});

wholeTest('a rejection needs a reason, and asking again gives a new link', async () => {
  const id = await server.verify('review', 'customer-3');
  const { page } = grace;
  await page.goto(at(`review/${id}`));
  await page.getByRole('button', { name: 'Reject' }).waitFor();
  await page.keyboard.press('r');
  await page.keyboard.press('Control+Enter');
  await page.getByText('A rejection needs a reason, or words of your own.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('g');
  await page.getByLabel('Picture poor').check();
  await page.getByLabel('In your own words').fill('Too dark to see anything.');
  // The link is shown once: who wants to leave while it is made sees it all the same.
  const asked = new Promise<Route>((resolve) => void page.route('**/ask-again', resolve));
  await page.keyboard.press('Control+Enter');
  for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press('Escape');
  expect(await page.getByRole('button', { name: 'Cancel' }).isDisabled()).toBe(true);
  await (await asked).continue();
  await page.getByRole('heading', { name: 'New link for the person' }).waitFor();
  expect(await page.locator('dialog code').innerText()).toContain(`${server.url}/`);
  expect(await decisionOf(id)).toBe('rejected');
  await page.getByRole('dialog').getByRole('button', { name: 'Next case' }).click();
  grace.expectQuiet(refusals);
});

wholeTest('whoever is slower than another reviewer is told so, and sees what was decided', async () => {
  await server.setSettings({ review: { fourEyes: false } });
  const id = await server.verify('review', 'customer-4');
  for (const { page } of [grace, linus]) {
    await page.goto(at(`review/${id}`));
    await page.getByRole('button', { name: 'Approve' }).waitFor();
  }
  await grace.page.keyboard.press('a');
  await grace.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await grace.page.getByText('Approved.', { exact: true }).waitFor();

  await linus.page.keyboard.press('r');
  await linus.page.getByLabel('Faces differ').check();
  await linus.page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await linus.page.getByText('Another reviewer was faster').waitFor();
  await linus.page.getByText('You cannot decide this case.').waitFor();
  expect(await decisionOf(id)).toBe('approved');
  await server.setSettings({ review: { fourEyes: true } });
  grace.expectQuiet(refusals);
  linus.expectQuiet(refusals);
});

wholeTest('single keys can be switched off', async () => {
  const id = await server.verify('review', 'customer-5');
  const { page } = linus;
  await page.goto(at(`review/${id}`));
  await page.getByRole('button', { name: 'Approve' }).waitFor();
  await page.keyboard.press('?');
  await page.getByLabel('Single keys act in the review queue').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await page.getByLabel('Single keys act in the review queue').check();
});

test('a viewer sees the case without pictures and without a decision, and the server refuses both', async () => {
  const id = await server.verify('review', 'customer-6');
  const { page } = viewer;
  await page.goto(at(`review/${id}`));
  await page.getByText('Pictures are for reviewers and admins.').waitFor();
  await page.getByText('Deciding is for reviewers and admins.').waitFor();
  expect(await page.getByRole('button', { name: /Approve|Reject|Ask again/ }).count()).toBe(0);

  const own = `/dashboard/api/applications/${server.applicationId}/test`;
  const refused = await page.evaluate(
    async ({ own: below, id: of }) => {
      const headers = { 'content-type': 'application/json', 'x-bonafide-dashboard': '1' };
      const detail = (await (await fetch(`${below}/verifications/${of}`)).json()) as { files: { id: string }[] }; // the contract
      const statuses = [];
      for (const [method, path, body] of [
        ['GET', `/files/${detail.files[0]!.id}`, undefined],
        ['POST', `/reviews/${of}/decision`, '{"decision":"approve"}'],
        ['POST', `/reviews/${of}/ask-again`, '{}'],
        ['GET', '/verifications.csv', undefined],
        ['POST', '/sessions', '{"scopes":["document"]}'],
        ['GET', '/webhook-endpoints', undefined],
        ['DELETE', `/verifications/${of}`, undefined],
      ] as const) {
        const answer = await fetch(below + path, { method, headers, ...(body === undefined ? {} : { body }) });
        statuses.push([path.split('/')[1], answer.status, ((await answer.json()) as { code: string }).code]);
      }
      return statuses;
    },
    { own, id },
  );
  expect(refused.map(([, ...rest]) => rest)).toEqual(refused.map(() => [403, 'role-insufficient']));
  expect(await decisionOf(id)).toBe('waiting');
  viewer.expectQuiet(refusals);
});
