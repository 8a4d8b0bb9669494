import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/browser/accessibility.js';
import { drawnPicture } from '../support/browser/drawn-pictures.js';
import { fakeCamera } from '../support/browser/fake-camera.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { takeScreenshot } from '../support/browser/screenshots.js';
import { continuation } from '../support/browser/capture-screens.js';
import { ask, running } from '../support/browser/stage-views.js';
import { openStage, type Stage } from '../support/browser/stage.js';
import { openPage, type WatchedPage } from '../support/browser/watched-page.js';
import { wholeTest } from '../support/test-form.js';

const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: 'en-GB',
  reducedMotion: 'reduce',
} as const;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

/** The problem is named, help stands there, and a file can be sent instead. */
async function expectHelp(page: Page, title: string, name: string): Promise<void> {
  await page.getByRole('heading', { name: title }).waitFor();
  await takeScreenshot(page, `camera-${name}`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Upload a file instead' }).click();
  const picture = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await drawnPicture('face', 0, 640, 360) };
  await page.locator('input[type=file]').setInputFiles(picture);
  await page.getByRole('button', { name: 'Use this file' }).waitFor();
}

/** In the page, before its own code: the camera answers with this error. */
const refuseWith = (page: Page, name: string): Promise<unknown> =>
  page.addInitScript((error) => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error));
  }, name);

describe('without a camera, and without anybody who allows one', () => {
  let browser: Browser;
  let context: BrowserContext;
  let watched: WatchedPage;
  beforeAll(async () => {
    browser = await openBrowser({
      allowCamera: false,
      more: ['--host-resolver-rules=MAP insecure.example 127.0.0.1'],
    });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    context = await browser.newContext(phone);
    watched = await openPage(context);
    stage.show(running({ ask: ask.film }));
  });
  afterEach(async () => {
    watched.expectQuiet();
    await context.close();
  });

  test('none', async () => {
    await watched.page.goto(stage.url);
    await expectHelp(watched.page, 'No camera found', 'none');
  });

  test('an address that is not secure', async () => {
    await watched.page.goto(stage.url.replace('127.0.0.1', 'insecure.example'));
    await expectHelp(watched.page, 'The camera needs a secure page', 'insecure');
  });

  wholeTest('in the browser of an app', async () => {
    await watched.page.addInitScript(() => {
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
      Object.defineProperty(navigator, 'userAgent', { value: `${navigator.userAgent} Instagram 301.0` });
    });
    await watched.page.goto(stage.url);
    await expectHelp(watched.page, 'Open this page in your browser', 'in-app');
    // The cookies stay behind: the link takes the session along.
    stage.show(running({ ask: ask.film }), { continuation: { status: 200, body: continuation } });
    await watched.page.reload();
    await watched.page.getByRole('button', { name: 'Go on in another window' }).click();
    await watched.page.getByText(continuation.url).waitFor();
    await expectAccessible(watched.page);
    expect(await watched.page.getByRole('img', { name: 'QR code' }).count()).toBe(0);
    await watched.page.getByRole('button', { name: 'Stay here' }).click();
    await watched.page.getByRole('heading', { name: 'Open this page in your browser' }).waitFor();
    // Before anything is claimed the menu of the app is enough.
    stage.show(running({ role: 'nobody', consented: false }));
    await watched.page.reload();
    await watched.page.getByText('choose “Open in browser”').waitFor();
  });

  test.each([
    ['NotReadableError', 'The camera is busy'],
    ['UnknownError', 'The camera did not start'],
  ])('%s', async (error, title) => {
    await refuseWith(watched.page, error);
    await watched.page.goto(stage.url);
    await expectHelp(watched.page, title, error);
  });
});

describe('with a camera', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser({ camera: await fakeCamera('face') });
  });
  afterAll(() => browser?.close());

  const challenge = { nonce: '0123456789abcdef', steps: [{ motion: 'turn-left', atMs: 100 }], endsAtMs: 60_000 };
  const film = () => stage.show(running({ ask: ask.film }), { challenge: { status: 200, body: challenge } });

  test.each([
    ['denied', 'The camera is blocked'],
    ['prompt', 'We need your permission'],
  ] as const)('the permission is %s', async (setting, title) => {
    const context = await browser.newContext(phone);
    const { page, expectQuiet } = await openPage(context);
    await refuseWith(page, 'NotAllowedError');
    await page.addInitScript((state) => {
      navigator.permissions.query = async () => Object.assign(new EventTarget(), { state }) as PermissionStatus;
    }, setting);
    film();
    await page.goto(stage.url);
    await expectHelp(page, title, setting);
    expectQuiet();
    await context.close();
  });

  wholeTest('it is lost while it records; nothing is sent, and it can be tried again', async () => {
    const context = await browser.newContext(phone);
    const { page, expectQuiet } = await openPage(context);
    await page.addInitScript(() => {
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        const stream = await open(constraints);
        Object.assign(window, { lose: () => stream.getVideoTracks()[0]?.dispatchEvent(new Event('ended')) });
        return stream;
      };
    });
    film();
    await page.goto(stage.url);
    await page.getByRole('button', { name: 'Start recording' }).click();
    await page.getByText('Turn your head to the left').first().waitFor();
    await page.evaluate(() => (window as unknown as { lose(): void }).lose()); // of the script above
    await page.getByRole('heading', { name: 'The camera stopped' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Start recording' }).waitFor();
    await expectAccessible(page);
    expectQuiet();
    await context.close();
  });

  wholeTest(
    'a camera that opens and shows nothing is waited for, then told; the button takes nothing before there is a picture',
    async () => {
      const context = await browser.newContext(phone);
      const { page, expectQuiet } = await openPage(context);
      await page.clock.install();
      await page.addInitScript(() => {
        const canvas = document.createElement('canvas');
        navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
        const paint = (): void => canvas.getContext('2d')?.fillRect(0, 0, Math.random() * 200, 100);
        Object.assign(window, { paint });
      });
      stage.show(running({ ask: ask.photo }));
      await page.goto(stage.url);
      const button = page.locator('.button.primary', { hasText: 'Take photo' });
      await button.and(page.locator('[aria-disabled]')).waitFor();
      await page.waitForTimeout(500);
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      await page.clock.fastForward(15_000);
      await page.getByRole('heading', { name: 'The camera did not start' }).waitFor();
      await page.getByRole('button', { name: 'Try again' }).click();
      await button.waitFor();
      await page.evaluate(() => setInterval(() => (window as unknown as { paint(): void }).paint(), 50)); // of the script above
      await page.clock.runFor(1000);
      await page.locator('.button.primary:not([aria-disabled])').click();
      await page.getByRole('heading', { name: 'Is your face clearly visible?' }).waitFor();
      expectQuiet();
      await context.close();
    },
  );

  wholeTest('a browser that cannot record', async () => {
    const context = await browser.newContext(phone);
    const { page, expectQuiet } = await openPage(context);
    await page.addInitScript(() => Object.assign(window, { MediaRecorder: undefined }));
    film();
    await page.goto(stage.url);
    await expectHelp(page, 'This browser cannot record', 'unsupported');
    expectQuiet();
    await context.close();
  });

  wholeTest('a page around this one that hands over no camera', async () => {
    const context = await browser.newContext(phone);
    const { page } = await openPage(context);
    stage.show(running({ ask: ask.film }), { continuation: { status: 200, body: continuation } });
    const parent = stage.url.replace('127.0.0.1', 'localhost').replace('/flow/stage', '/parent');
    await page.goto(`${parent}?${stage.url}`);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'The surrounding page blocks the camera' }).waitFor();
    await frame.getByRole('button', { name: 'Go on in another window' }).click();
    // A window of its own has other cookies: the plain link would be refused there.
    const link = frame.getByRole('link', { name: 'Open in a new window' });
    expect(await link.getAttribute('href')).toBe(continuation.url);
    await context.close();
  });

  test('the model cannot be loaded: there is less guidance, and a photo is taken all the same', async () => {
    const context = await browser.newContext(phone);
    const { page, expectQuiet } = await openPage(context);
    await page.route(/\.wasm$|blazeface/, (route) => route.abort());
    stage.show(running({ ask: ask.photo }));
    await page.goto(stage.url);
    await page.locator('.advice', { hasText: 'Keep your face in the oval' }).waitFor();
    await page.locator('.button.primary:not([aria-disabled])').click();
    await page.getByRole('heading', { name: 'Is your face clearly visible?' }).waitFor();
    expectQuiet([/ERR_FAILED/]);
    await context.close();
  });

  wholeTest('the model tells how the face lies', async () => {
    const context = await browser.newContext(phone);
    const { page, expectQuiet } = await openPage(context);
    stage.show(running({ ask: ask.photo }));
    await page.goto(stage.url);
    await page.locator('.advice', { hasText: 'Perfect' }).waitFor();
    expectQuiet();
    await context.close();
  });

  test('a file that is too large, empty, no picture or out of reach is told before it is sent', async () => {
    const context = await browser.newContext(phone);
    const { page, expectQuiet } = await openPage(context);
    const maximumBytes = { photo: 20_000, video: 20_000 };
    stage.show(running({ ask: { ...ask.document, maximumBytes } }));
    await page.goto(stage.url);
    await page.getByRole('button', { name: /Passport/ }).click();
    await page.getByRole('button', { name: 'Upload a file instead' }).click();
    const offer = (buffer: Buffer) =>
      page.locator('input[type=file]').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
    await offer(Buffer.alloc(0));
    await page.getByText('This file is empty.').waitFor();
    await offer(Buffer.from('%PDF-1.7'));
    await page.getByText('not a picture that we can read').waitFor();
    await offer(Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(30_000)]));
    await page.getByText('Please choose a smaller one').waitFor();
    await page.evaluate(() => {
      Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'));
    });
    await offer(Buffer.from([0xff, 0xd8]));
    await page.getByText('This file could not be read.').waitFor();
    await expectAccessible(page);
    expect(await page.getByRole('button', { name: 'Use this file' }).count()).toBe(0);
    expectQuiet();
    await context.close();
  });
});
