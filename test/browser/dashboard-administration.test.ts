import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible } from '../support/browser/accessibility.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { bonafide } from '../support/command-line.js';
import { authenticatorOf } from '../support/browser/authenticator.js';
import { startDashboardServer, type DashboardServer } from '../support/browser/dashboard-server.js';
import { enter, password, signIn, type DashboardUser } from '../support/browser/dashboard-user.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { takeScreenshot } from '../support/browser/screenshots.js';
import { startReceiver, type LoopbackReceiver } from '../support/loopback-receiver.js';
import { wholeTest } from '../support/test-form.js';

let browser: Browser;
let server: DashboardServer;
let receiver: LoopbackReceiver;
let receives = true;
let admin: DashboardUser;

beforeAll(async () => {
  receiver = await startReceiver({ answer: (_, response) => response.writeHead(receives ? 204 : 500).end() });
  [server, browser] = await Promise.all([startDashboardServer(), openBrowser()]);
  admin = await enter(
    browser,
    'ada@example.com',
    await server.addUser('ada@example.com', 'admin', { everywhere: true }),
  );
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await receiver?.close();
});

const refusals = [/the server responded with a status of 4\d\d/];
const at = (screen: string): string => `${server.url}/dashboard/a/${server.applicationId}/test/${screen}`;

/** What a dialog shows once, after which it is said to be kept. */
async function takeSecret(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('I have kept it').waitFor();
  const secret = await dialog.locator('.secret code').innerText();
  await page.keyboard.press('Escape');
  await dialog.getByLabel('I have kept it').check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
  return secret;
}

const statusWith = async (key: string): Promise<number> =>
  (await fetch(`${server.url}/api/v2/verifications`, { headers: { authorization: `Bearer ${key}` } })).status;

test('a key is made, rotated while both work, and revoked', async () => {
  const { page } = admin;
  await page.goto(at('keys'));
  await page.getByRole('button', { name: 'Make a key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make a key' }).click();
  await page.getByText('Give it a name.').waitFor();
  await dialog.getByLabel('Name').fill('shop');
  await dialog.getByRole('button', { name: 'Make a key' }).click();
  const first = await takeSecret(page);
  expect(first).toMatch(/^sk_test_/);
  expect(await statusWith(first)).toBe(200);

  await page.getByRole('button', { name: 'Rotate … shop' }).click();
  await page.getByRole('button', { name: 'Make the successor' }).click();
  const second = await takeSecret(page);
  expect([await statusWith(first), await statusWith(second)]).toEqual([200, 200]);

  // The one that has a successor.
  const older = page.getByRole('row').filter({ hasText: 'Has a successor' });
  await older.getByRole('button', { name: 'Revoke … shop' }).click();
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true });
  expect(await confirm.isDisabled()).toBe(true);
  await page.getByLabel('Type shop to confirm').fill('shop');
  await confirm.click();
  await page.getByText('The key is revoked.').waitFor();
  expect([await statusWith(first), await statusWith(second)]).toEqual([401, 200]);
  admin.expectQuiet(refusals);
});

test('a receiver is added, tested, told of a result, and told again', async () => {
  const { page } = admin;
  await page.goto(at('webhooks'));
  await page.getByRole('button', { name: 'Add a receiver' }).click();
  await page.getByRole('dialog').getByLabel('Address').fill(`http://127.0.0.1:${receiver.port}/hooks`);
  await page.getByRole('dialog').getByRole('button', { name: 'Add a receiver' }).click();
  expect(await takeSecret(page)).toMatch(/^whsec_/);

  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('The receiver took the test.').waitFor();
  expect(receiver.requests.at(-1)?.body).toContain('webhook.test');

  receives = false;
  const id = await server.verify('match', 'customer-7');
  await expect.poll(() => receiver.requests.at(-1)?.body, { timeout: 20_000 }).toContain(id);
  const tried = receiver.requests.length;

  await page.getByRole('navigation', { name: 'Webhooks' }).getByRole('link', { name: 'Delivery log' }).click();
  const delivery = page.getByRole('row').filter({ hasText: 'Verification completed' });
  await delivery.getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name: 'Delivery' }).waitFor();
  await page.getByText(id).first().waitFor();
  await page.getByRole('cell', { name: '500' }).first().waitFor();

  receives = true;
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByText('It is sent again.').waitFor();
  await expect.poll(() => receiver.requests.length, { timeout: 20_000 }).toBeGreaterThan(tried);
  expect(receiver.requests.at(-1)?.body).toContain(id);

  await page.goto(at('webhooks'));
  await page.getByRole('button', { name: 'New secret …' }).click();
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  expect(await takeSecret(page)).toMatch(/^whsec_/);
  admin.expectQuiet(refusals);
});

wholeTest('the list is filtered in the address, and exported as CSV as it is filtered', async () => {
  await server.verify('no-match', 'customer-8');
  const { page } = admin;
  await page.goto(at('verifications'));
  await page.getByRole('table').waitFor();
  await page.getByLabel('Decision').selectOption('no-match');
  await page.waitForURL(/decision=no-match/);
  await page.getByRole('row').filter({ hasText: 'No match' }).first().waitFor();
  const ids = await page
    .locator('tbody td[data-label="Id"] code')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title')));
  expect(ids.length).toBeGreaterThan(0);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines[0]).toMatch(/^id,/);
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(ids);

  await page.goBack();
  expect(await page.getByLabel('Decision').inputValue()).toBe('');
  await page.getByRole('searchbox').fill('customer-8');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search=customer-8/);
  await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
  admin.expectQuiet(refusals);
});

wholeTest('settings are changed, and the look of the pages is seen before it is saved', async () => {
  const { page } = admin;
  await page.goto(at('settings'));
  const queue = page.getByLabel('Tell receivers at once that a case waits');
  await queue.check();
  await page.getByLabel('Pictures and videos').fill('9');
  await page.getByRole('button', { name: 'Save 2 changes' }).click();
  await page.getByText('The settings are saved.').waitFor();
  await page.reload();
  await queue.waitFor();
  expect([await queue.isChecked(), await page.getByLabel('Pictures and videos').inputValue()]).toEqual([true, '9']);

  // What the server refuses is told, and nothing is lost.
  await page.getByLabel('Sites that may embed the pages').fill('no address');
  await page.getByRole('button', { name: 'Save 1 change' }).click();
  await page.getByRole('alert').first().waitFor();
  expect(await page.getByLabel('Sites that may embed the pages').inputValue()).toBe('no address');
  await page.getByRole('button', { name: 'Discard' }).click();
  admin.expectQuiet(refusals);
});

wholeTest('a calibrated policy is chosen, decides, and is named with the result', async () => {
  const { page } = admin;
  const scores = path.join(server.installation.directory, 'scores.csv');
  // 4,000 pairs of strangers, evenly from 0 to .3: that calibrates 1e-3 near .3.
  const rows = Array.from({ length: 4000 }, (_, i) => `${(0.3 * i) / 4000},0`);
  writeFileSync(scores, ['score,same', ...rows].join('\n'));
  const made = await bonafide(server.installation, [
    ...['calibrate', '--scores', scores, '--digest', shippedRecogniser.digest, '--fmr', '1e-3', '--name', 'shop'],
  ]);
  expect(made).toMatchObject({ code: 0, note: expect.stringContaining('kept as shop@1') as string });

  await page.goto(at('settings'));
  await page.getByLabel('Decided by').selectOption('shop@1');
  await page.getByRole('button', { name: 'Save 1 change' }).click();
  await page.getByText('The settings are saved.').waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel('Decided by').inputValue()).toBe('shop@1');

  const id = await server.verify('match', 'customer-10');
  expect((await server.call('GET', `/api/v2/verifications/${id}`)).body).toMatchObject({
    comparison: { policy: 'shop@1', threshold: expect.closeTo(0.3, 2) as number },
  });
  await page.goto(at(`verifications/${id}`));
  await page.getByText('shop@1', { exact: true }).waitFor();

  await page.goto(at('settings'));
  await page.getByLabel('Decided by').selectOption('');
  await page.getByRole('button', { name: 'Save 1 change' }).click();
  await page.getByText('The settings are saved.').waitFor();
  admin.expectQuiet(refusals);
});

wholeTest('a link is made for a person, shown as a code, and cancelled', async () => {
  const { page } = admin;
  await page.goto(at('sessions'));
  await page.getByRole('button', { name: 'Make a link' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('User identifier').fill('customer-9');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  await page.getByRole('img', { name: 'QR code of the link' }).waitFor();
  expect(await page.locator('dialog code').innerText()).toMatch(new RegExp(`^${server.url}/`));
  await dialog.getByRole('button', { name: 'Show the session' }).click();
  await page.getByRole('heading', { level: 1, name: 'Session' }).waitFor();
  await page.getByRole('button', { name: 'Cancel the session …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the session', exact: true }).click();
  await page.getByText('The session is cancelled.').waitFor();
  await page.getByText('Cancelled', { exact: true }).waitFor();
  admin.expectQuiet(refusals);
});

test('the chain of the audit log is checked, and it knows who looked at which picture', async () => {
  const id = await server.verify('review', 'customer-10');
  const { page } = admin;
  await page.goto(at(`verifications/${id}`));
  await page.getByRole('button', { name: 'Show the pictures' }).click();
  await page.locator('.picture img').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.goto(at('audit?action=file.viewed'));
  await expect.poll(() => page.locator('tbody tr').count()).toBe(2);
  await page
    .getByRole('cell', { name: /ada@example\.com/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Check the chain' }).click();
  await page.getByText(/^All [\d,]+ entries are as they were written\.$/).waitFor();
  admin.expectQuiet(refusals);
});

wholeTest('a verification is erased, and the receipt kept; what is left says only that it was', async () => {
  const id = await server.verify('match', 'customer-11');
  const { page } = admin;
  await page.goto(at(`verifications/${id}`));
  await page.getByRole('button', { name: 'Erase …' }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Erase for ever' });
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByLabel(`Type ${id.slice(0, 8)} to confirm`).fill(id.slice(0, 8));
  await confirm.click();
  await page.getByRole('heading', { name: 'It is erased' }).waitFor();
  await expectAccessible(page);
  await takeScreenshot(page, 'dashboard-erased');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('link', { name: 'Download the receipt' }).click(),
  ]);
  const receipt = JSON.parse(readFileSync(await download.path(), 'utf8')) as Record<string, unknown>; // an object, as below
  expect(receipt).toMatchObject({ subject: { kind: 'check' }, counts: { verifications: 1 } });
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.waitForURL(/verifications$/);

  await page.goto(at(`verifications/${id}`));
  await page.getByText('This was erased. Only that it existed is kept.').waitFor();
  expect(await page.getByText('customer-11').count()).toBe(0);
  await expectAccessible(page);
  admin.expectQuiet(refusals);
});

// Here and not beside the other sign-ins: the server bears so many tries of one address in a time.
wholeTest('another authenticator takes the place of the one before', async () => {
  const user = await enter(browser, 'joan@example.com', await server.addUser('joan@example.com', 'reviewer'));
  const { page } = user;
  await page.getByRole('link', { name: 'joan@example.com' }).click();
  await page.getByRole('button', { name: 'Replace the authenticator …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Present password').fill(password);
  await dialog.getByLabel('Code', { exact: true }).fill(await user.authenticator.code());
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await dialog.getByRole('img', { name: 'QR code for the authenticator' }).waitFor();
  await expectAccessible(page);
  const successor = authenticatorOf(await dialog.locator('.copyable code').innerText());
  await dialog.getByLabel('Code', { exact: true }).fill(await successor.code());
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor();
  expect(await dialog.locator('.recovery code').count()).toBe(10);
  await dialog.getByLabel('I have kept it').check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  const enterCode = async (code: string): Promise<void> => {
    await page.getByLabel('Code', { exact: true }).fill(code);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  await signIn(page, 'joan@example.com', async () => {
    await enterCode(await user.authenticator.code());
    await page.getByText('Name, password or code are wrong.').waitFor();
    await expect.poll(() => page.getByLabel('Code', { exact: true }).inputValue()).toBe('');
    await enterCode(await successor.code());
  });
  user.expectQuiet(refusals);
});

wholeTest('an admin adds a user with a role at one application, and takes the user out again', async () => {
  const { page } = admin;
  await page.goto(`${server.url}/dashboard/users`);
  await page.getByRole('button', { name: 'Add a user' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('margaret@example.com');
  await page.getByRole('dialog').getByRole('button', { name: 'Add a user' }).click();
  const link = await takeSecret(page);
  const margaret = await enter(browser, 'margaret@example.com', link);
  expect(await margaret.page.getByRole('link', { name: 'Keys' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Disable margaret@example.com' }).click();
  await page.getByText('The user is changed.').waitFor();
  // Her page may have noticed by itself.
  await margaret.page.goto(at('sessions'));
  await margaret.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  admin.expectQuiet(refusals);
});
