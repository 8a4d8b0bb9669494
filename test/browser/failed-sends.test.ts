import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { expectAccessible } from '../support/browser/accessibility.js';
import { drawnPicture } from '../support/browser/drawn-pictures.js';
import { fakeCamera } from '../support/browser/fake-camera.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { person } from '../support/browser/person.js';
import { takeScreenshot } from '../support/browser/screenshots.js';
import { ask, finished, running } from '../support/browser/stage-views.js';
import { openStage, type Stage, type StageAnswers } from '../support/browser/stage.js';
import { openPage, type WatchedPage } from '../support/browser/watched-page.js';

let browser: Browser;
let stage: Stage;
let context: BrowserContext;
let watched: WatchedPage;
beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser({ camera: await fakeCamera('face') });
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});
beforeEach(async () => {
  context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    locale: 'en-GB',
    // Contrast is that of the screen, not of one that is fading in.
    reducedMotion: 'reduce',
  });
  watched = await openPage(context);
});
afterEach(() => context.close());

const failing = (code: string) => ({ status: 409, body: { error: { code, message: '', retryable: false } } });
/** All of it is there already. */
const uploaded = { id: 'upload', sizeBytes: 1, partBytes: 50_000_000, received: [0], expiresAt: '' };

/** Shows a page that asks for a selfie, where uploads arrive. */
async function open(answers: StageAnswers = {}): Promise<Page> {
  stage.show(running({ ask: ask.film }), { uploads: { status: 200, body: uploaded }, ...answers });
  await watched.page.goto(stage.url);
  return watched.page;
}

test('pictures whose submission was lost are submitted again, whatever the events repeat meanwhile', async () => {
  const page = await open();
  let submissions = 0;
  await page.route('**/pictures', (route) => {
    submissions += 1;
    return submissions === 1 ? route.abort('connectionreset') : route.fulfill({ json: finished('DONE') });
  });
  // A pause that the person alone makes shorter.
  await page.evaluate(() => Object.assign(Math, { random: () => 40 }));
  await person.sendFile(page, await drawnPicture('face', 0, 640, 360));
  await page.locator('.lead', { hasText: 'No connection at the moment' }).waitFor();
  await page.waitForTimeout(1500); // the events have begun
  await takeScreenshot(page, 'lost-submission');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Try now' }).click();
  await person.done(page);
  expect(submissions).toBe(2);
  watched.expectQuiet([/ERR_CONNECTION_RESET/]);
});

test('why a picture did not arrive stands above the camera that asks for it again', async () => {
  const page = await open({ pictures: failing('challenge-expired') });
  await person.sendFile(page, await drawnPicture('face', 0, 640, 360));
  await page.getByRole('button', { name: 'Start recording' }).waitFor();
  await page.getByRole('alert').getByText('Please record it again.').waitFor();
  await takeScreenshot(page, 'not-sent');
  await expectAccessible(page);
  watched.expectQuiet([/status of 409/]);
});

test('who has started the recording too often is asked for a photo', async () => {
  const page = await open({ challenge: failing('challenges-used-up') });
  await person.film(page);
  await page.getByRole('alert').getByText('Please upload a photo of your face instead.').waitFor();
  await page.getByText('JPEG, PNG, WebP or HEIC').waitFor();
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
  await expectAccessible(page);
  watched.expectQuiet([/status of 409/]);
});
