import type { Page } from 'playwright-core';
import { authenticatorOf, type Authenticator } from './authenticator.js';
import { openPage, type WatchedPage } from './watched-page.js';
import type { Browser, BrowserContextOptions } from 'playwright-core';

/** Somebody with a browser of their own, signed in. */
export interface DashboardUser extends WatchedPage {
  readonly name: string;
  readonly authenticator: Authenticator;
  readonly recoveryCodes: readonly string[];
}

/** Unlike any list of common ones. */
export const password = 'quartz otter ladder 71 velvet';

export const wide: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'en-GB' };

/** Follows a set-up link as its user does: password, authenticator, recovery codes. Ends on the first screen. */
export async function setUp(
  page: Page,
  setUpUrl: string,
): Promise<Pick<DashboardUser, 'authenticator' | 'recoveryCodes'>> {
  await page.goto(setUpUrl);
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('New password, again').fill(password);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('img', { name: 'QR code for the authenticator' }).waitFor();
  const authenticator = authenticatorOf(await page.locator('.copyable code').innerText());
  await page.getByLabel('Code', { exact: true }).fill(await authenticator.code());
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor();
  const recoveryCodes = await page.locator('.recovery code').allInnerTexts();
  await page.getByLabel('I have kept it').check();
  await page.getByRole('button', { name: 'Go to the dashboard' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { authenticator, recoveryCodes };
}

/** A user who came by a set-up link, in a browser of their own. */
export async function enter(
  browser: Browser,
  name: string,
  setUpUrl: string,
  options: BrowserContextOptions = wide,
): Promise<DashboardUser> {
  const watched = await openPage(await browser.newContext(options));
  return { ...watched, name, ...(await setUp(watched.page, setUpUrl)) };
}

/** Name, password and code, from the first screen of the sign-in. */
export async function signIn(page: Page, name: string, secondFactor: () => Promise<void>): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('heading', { name: 'Second factor' }).waitFor();
  await secondFactor();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
}
