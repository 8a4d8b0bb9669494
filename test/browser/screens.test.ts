import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/browser/accessibility.js';
import { continuation, screens, settled, show } from '../support/browser/capture-screens.js';
import { fakeCamera } from '../support/browser/fake-camera.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { takeScreenshot } from '../support/browser/screenshots.js';
import { brand, running } from '../support/browser/stage-views.js';
import { openStage, type Stage } from '../support/browser/stage.js';
import { openPage } from '../support/browser/watched-page.js';
import { inShortForm } from '../support/test-form.js';

let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser({ camera: await fakeCamera('face') });
});

afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 } as const;
const surroundings: Readonly<Record<string, BrowserContextOptions>> = {
  phone: { ...phone, locale: 'en-GB' },
  small: { ...phone, viewport: { width: 320, height: 568 }, locale: 'de-DE' },
  arabic: { ...phone, viewport: { width: 320, height: 568 }, locale: 'ar-EG', colorScheme: 'dark' },
  desktop: { viewport: { width: 1280, height: 800 }, locale: 'en-GB' },
};

/** The hardest: right to left, dark, the smallest screen. The others are left to `npm run test:browser`. */
const shown = Object.entries(surroundings).filter(
  ([name]) => process.env['BONAFIDE_BROWSER_TESTS'] === 'long' || name === 'arabic',
);

describe.each(shown)('%s', (name, options) => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await browser.newContext(options);
  });
  afterAll(() => context?.close());

  const only = Object.entries(screens).filter(
    ([screen]) => name !== 'desktop' || !['consent', 'failed'].includes(screen),
  );
  test.each(inShortForm(3, only))(
    '%s is accessible, needs no sideways scrolling, and complains of nothing',
    async (screen, shown) => {
      const { page, expectQuiet } = await openPage(context);
      await show(page, stage, shown);
      await takeScreenshot(page, `${name}-${screen}`);
      await expectAccessible(page);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      expectQuiet([/status of 4\d\d/]);
      await page.close();
    },
  );
});

describe('a computer', () => {
  test('is offered a phone, and shows a code and a link', async () => {
    const context = await browser.newContext(surroundings['desktop']);
    const { page, expectQuiet } = await openPage(context);
    const view = running({ consented: false });
    await show(page, stage, { view });
    await takeScreenshot(page, 'desktop-device');
    await expectAccessible(page);
    stage.show(view, { continuation: { status: 200, body: continuation } });
    await page.getByRole('button', { name: 'Continue on my phone' }).click();
    await page.getByRole('img', { name: 'QR code with the link for your phone' }).waitFor();
    await settled(page);
    await takeScreenshot(page, 'desktop-hand-off');
    await expectAccessible(page);
    expectQuiet();
    await context.close();
  });
});

test.each(inShortForm(1, ['#ffff00', '#ffffff', '#000000', '#808080']))(
  'the accent colour %s is readable',
  async (accentColour) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ ...phone, locale: 'en', colorScheme });
      const { page } = await openPage(context);
      await show(page, stage, { view: running({ consented: false, brand: { ...brand, accentColour } }) });
      await takeScreenshot(page, `accent-${accentColour.slice(1)}-${colorScheme}`);
      await expectAccessible(page);
      await context.close();
    }
  },
);
