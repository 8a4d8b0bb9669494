import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** Where screenshots are left to be looked at; not set: none are taken. */
const folder = process.env['BONAFIDE_SCREENSHOTS'];

/** Chromium without a GPU may lose its compositor to a tall page, and starts another. */
const mostTries = 4;

export async function takeScreenshot(page: Page, name: string): Promise<void> {
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  for (let tries = 1; ; tries += 1) {
    try {
      await page.screenshot({ fullPage: true, path: path.join(folder, `${name}.png`) });
      return;
    } catch (error) {
      if (tries === mostTries || !String(error).includes('Unable to capture screenshot')) throw error;
      await sleep(500);
    }
  }
}
