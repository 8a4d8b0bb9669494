import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { screens, show } from '../support/browser/capture-screens.js';
import { fakeCamera } from '../support/browser/fake-camera.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { takeScreenshot } from '../support/browser/screenshots.js';
import { openStage, type Stage } from '../support/browser/stage.js';
import { openPage } from '../support/browser/watched-page.js';

// Text of twice the size (WCAG 2.2, 1.4.4), as somebody sets it in the browser: 32 pixels instead of 16.

let browser: Browser;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser({ camera: await fakeCamera('face'), more: ['--blink-settings=defaultFontSize=32'] });
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

const phone = { hasTouch: true, isMobile: true, deviceScaleFactor: 1 } as const;
const surroundings: Readonly<Record<string, BrowserContextOptions>> = {
  small: { ...phone, viewport: { width: 320, height: 568 }, locale: 'de-DE' },
  desktop: { viewport: { width: 1280, height: 800 }, locale: 'en-GB' },
};

/** Longer words and more of them than elsewhere; the others are left to `npm run test:browser`. */
const hardest = ['consent', 'face-film', 'document-review'];
const looked = Object.entries(surroundings).flatMap(([surrounding, options]) =>
  Object.entries(screens)
    .filter(
      ([name]) =>
        process.env['BONAFIDE_BROWSER_TESTS'] === 'long' || (surrounding === 'small' && hardest.includes(name)),
    )
    // A computer is offered a phone before these.
    .filter(([name]) => surrounding !== 'desktop' || !['consent', 'failed'].includes(name))
    .map(([name, screen]) => ({ name, surrounding, options, screen })),
);

/** Texts that do not fit into what holds them, and what sticks out of the window. */
const lost = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('#app *'))
      .filter((element) => {
        const holdsText = Array.from(element.childNodes).some(
          (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
        );
        if (!holdsText || element.closest('.for-readers, [hidden], svg, option') !== null) return false;
        const { left, right } = element.getBoundingClientRect();
        const clips = getComputedStyle(element).overflowX !== 'visible';
        const isCut = clips && element.scrollWidth > element.clientWidth + 1;
        return isCut || left < -1 || right > document.documentElement.clientWidth + 1;
      })
      .map((element) => `${element.tagName}.${element.className}: ${element.textContent}`),
  );

describe('text of twice the size', () => {
  test.each(looked)('$surrounding: $name loses nothing, and needs no sideways scrolling', async (one) => {
    const context = await browser.newContext(one.options);
    const { page } = await openPage(context);
    await show(page, stage, one.screen);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px');
    await takeScreenshot(page, `large-text-${one.surrounding}-${one.name}`);
    expect(await lost(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(page.viewportSize()!.width);
    await context.close();
  });
});
