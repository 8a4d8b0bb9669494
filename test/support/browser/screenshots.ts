import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Where screenshots are left to be looked at; not set: they are taken and thrown away. */
const folder = process.env['BONAFIDE_SCREENSHOTS'];

export async function takeScreenshot(page: Page, name: string): Promise<void> {
  if (folder === undefined || folder === '') {
    await page.screenshot({ fullPage: true });
    return;
  }
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}
