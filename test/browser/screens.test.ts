import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaptureView } from '#contract/capture.js';
import { expectAccessible } from '../support/browser/accessibility.js';
import { fakeCamera } from '../support/browser/fake-camera.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { takeScreenshot } from '../support/browser/screenshots.js';
import { ask, brand, finished, inUse, running } from '../support/browser/stage-views.js';
import { openStage, type Stage, type StageAnswers } from '../support/browser/stage.js';
import { openPage } from '../support/browser/watched-page.js';

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
  arabic: { ...phone, locale: 'ar-EG', colorScheme: 'dark' },
  desktop: { viewport: { width: 1280, height: 800 }, locale: 'en-GB' },
};

interface Shown {
  readonly view: CaptureView | null;
  readonly answers?: StageAnswers;
  readonly hash?: string;
  /** What is pressed until the state is there, by the class or the text of the button. */
  readonly press?: readonly string[];
}

const failing = (code: string) => ({ status: 422, body: { error: { code, message: '', retryable: false } } });
const challenge = {
  nonce: '0123456789abcdef',
  steps: [{ motion: 'turn-left', atMs: 100 }],
  endsAtMs: 60_000,
};
const continuation = {
  url: 'https://verify.example/flow/1c3b5a7d9e#continue=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4',
  expiresAt: new Date(Date.now() + 300_000).toISOString(),
};

const screens: Readonly<Record<string, Shown>> = {
  consent: { view: running({ role: 'nobody', consented: false, livemode: false }) },
  decline: { view: running({ consented: false }), press: ['.button.quiet'] },
  captcha: {
    view: running({ needCaptcha: true }),
    answers: {
      captcha: { status: 200, body: { challenge: 'c', difficultyBits: 40, expiresAt: continuation.expiresAt } },
    },
  },
  'document-kind': { view: running() },
  'document-camera': { view: running(), press: ['.choice'] },
  'document-review': { view: running(), press: ['.choice', '.button.primary'] },
  'document-file': { view: running(), press: ['.choice', '.button.quiet'] },
  'face-photo': { view: running({ ask: ask.photo }) },
  'face-film': { view: running({ ask: ask.film }) },
  'face-recording': {
    view: running({ ask: ask.film }),
    answers: { challenge: { status: 200, body: challenge } },
    press: ['.button.primary'],
  },
  judging: { view: running({ working: true }) },
  refusal: { view: running({ refusal: 'document-not-found', attemptsLeft: 2 }) },
  failed: {
    view: running({ consented: false }),
    answers: { consent: failing('internal') },
    press: ['.button.primary'],
  },
  continue: { view: inUse, hash: '#continue=secret' },
  'in-use': { view: inUse },
  follow: { view: running({ role: 'follower' }) },
  done: { view: finished('DONE') },
  return: { view: finished('DONE', 'https://bank.example/back') },
  refused: { view: finished('FAILED') },
  expired: { view: finished('EXPIRED') },
  cancelled: { view: finished('CANCELED') },
  used: { view: finished(null) },
  'not-found': { view: null },
};

async function show(page: Page, { view, answers, hash = '', press = [] }: Shown): Promise<void> {
  stage.show(view, answers);
  await page.goto(stage.url + hash);
  await page.locator('h1').waitFor();
  for (const button of press) {
    await page.locator(`${button}:not([aria-disabled])`).first().click();
    await page.waitForTimeout(300);
  }
  await page.waitForTimeout(400);
  // Guidance has begun: the model is there.
  const face = page.locator('.camera.face:not(.recording .camera)');
  if ((await face.count()) > 0) await page.locator('.oval.good').waitFor();
}

/** The hardest two; the others are left to `npm run test:browser`. */
const shown = Object.entries(surroundings).filter(
  ([name]) => process.env['BONAFIDE_BROWSER_TESTS'] === 'long' || name === 'small' || name === 'arabic',
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
  test.each(only)('%s is accessible, needs no sideways scrolling, and complains of nothing', async (screen, shown) => {
    const { page, expectQuiet } = await openPage(context);
    await show(page, shown);
    await takeScreenshot(page, `${name}-${screen}`);
    await expectAccessible(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    expectQuiet([/status of 4\d\d/]);
    await page.close();
  });
});

describe('a computer', () => {
  test('is offered a phone, and shows a code and a link', async () => {
    const context = await browser.newContext(surroundings['desktop']);
    const { page, expectQuiet } = await openPage(context);
    const view = running({ consented: false });
    await show(page, { view });
    await takeScreenshot(page, 'desktop-device');
    await expectAccessible(page);
    stage.show(view, { continuation: { status: 200, body: continuation } });
    await page.getByRole('button', { name: 'Continue on my phone' }).click();
    await page.getByRole('img', { name: 'QR code with the link for your phone' }).waitFor();
    await page.waitForTimeout(300);
    await takeScreenshot(page, 'desktop-hand-off');
    await expectAccessible(page);
    expectQuiet();
    await context.close();
  });
});

test.each(['#ffff00', '#ffffff', '#000000', '#808080'])('the accent colour %s is readable', async (accentColour) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ ...phone, locale: 'en', colorScheme });
    const { page } = await openPage(context);
    await show(page, { view: running({ consented: false, brand: { ...brand, accentColour } }) });
    await takeScreenshot(page, `accent-${accentColour.slice(1)}-${colorScheme}`);
    await expectAccessible(page);
    await context.close();
  }
});
