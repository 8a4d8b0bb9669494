import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

export interface WatchedPage {
  readonly page: Page;
  /** Fails where the page wrote an error to the console, broke its policy, or threw. `expected`: lines that a test provokes. */
  readonly expectQuiet: (expected?: readonly RegExp[]) => void;
}

/** A new page whose complaints are kept. */
export async function openPage(context: BrowserContext): Promise<WatchedPage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      // eslint-disable-next-line no-console -- the way out of the page
      console.error(`policy: ${violatedDirective} ${blockedURI}`),
    );
  });
  return {
    page,
    expectQuiet(expected = []) {
      expect(complaints.filter((line) => !expected.some((pattern) => pattern.test(line)))).toEqual([]);
    },
  };
}
