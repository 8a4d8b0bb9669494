import type { Browser, BrowserContextOptions, JSHandle, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/browser/accessibility.js';
import { fakeCamera } from '../support/browser/fake-camera.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { takeScreenshot } from '../support/browser/screenshots.js';
import { openPage } from '../support/browser/watched-page.js';
import {
  makeInstallation,
  programs,
  sampleOf,
  startServer,
  stopServer,
  type Installation,
  type ServerProcess,
} from '../support/server-process.js';
import { inShortForm, wholeTest } from '../support/test-form.js';

let installation: Installation;
let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  installation = makeInstallation();
  [server, browser] = await Promise.all([
    startServer(installation, { program: programs.real }),
    fakeCamera('face').then((camera) => openBrowser({ camera })),
  ]);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  if (server !== undefined) await stopServer(server);
  installation.remove();
});

const surroundings: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 },
};

async function onPage(
  options: BrowserContextOptions | undefined,
  act: (page: Page) => Promise<void>,
  expected: readonly RegExp[] = [],
): Promise<void> {
  const context = await browser.newContext({ ...options, locale: 'en-GB' });
  const { page, expectQuiet } = await openPage(context);
  await page.addInitScript(() => {
    const held = new Set<string>();
    const [create, revoke] = [URL.createObjectURL.bind(URL), URL.revokeObjectURL.bind(URL)];
    URL.createObjectURL = (file) => {
      const url = create(file);
      held.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      held.delete(url);
      revoke(url);
    };
    Object.assign(window, { held });
  });
  await page.goto(`${server.url}/demo`);
  await act(page);
  expectQuiet(expected);
  await context.close();
}

const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { name, exact: true }).waitFor({ timeout: 60_000 });
const fileOf = (name: string) => ({ name, mimeType: 'image/jpeg', buffer: sampleOf(installation, name) });
const give = (page: Page, slot: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> =>
  page.locator(`.zone.${slot} input`).setInputFiles(file);
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(inShortForm(1, Object.keys(surroundings).reverse()))('%s', (name) => {
  test('the drawn samples are judged by the real engine, and the answer is explained', async () => {
    await onPage(surroundings[name], async (page) => {
      await page.getByRole('button', { name: 'A specimen passport and its owner' }).waitFor();
      await takeScreenshot(page, `demo-${name}-start`);
      await expectAccessible(page);
      await page.getByRole('button', { name: 'A specimen passport and its owner' }).click();
      await heading(page, 'Match');
      await page.locator('.mark.face').waitFor();
      expect(
        await page.locator('.mark').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('class'))),
      ).toEqual(['mark frame', 'mark portrait', 'mark mrz', 'mark face']);
      for (const text of [
        /^Trusted: every check digit holds/,
        /^Not assessed. No model for this signal is installed/,
        /^at most 1 in [\d,]+ times on the open data$/,
        /npx bonafide models install minifasnet/,
      ]) {
        await page.getByText(text).first().waitFor();
      }
      await takeScreenshot(page, `demo-${name}-match`);
      await page.getByText('All components').click();
      await page.getByText('The answer as JSON').click();
      await expectAccessible(page);
      expect(await overflow(page)).toBe(0);
    });
  });
});

wholeTest('the boxes lie on what they name', async () => {
  await onPage(surroundings['light'], async (page) => {
    await page.getByRole('button', { name: 'A specimen passport and its owner' }).click();
    await page.locator('.mark.mrz').waitFor({ timeout: 60_000 });
    const boxOf = async (mark: string) => (await page.locator(`.mark.${mark} .mark-line`).boundingBox())!; // it is drawn
    const picture = (await page.locator('.marked-picture').first().boundingBox())!;
    const [frame, portrait, zone] = [await boxOf('frame'), await boxOf('portrait'), await boxOf('mrz')];
    for (const box of [frame, portrait, zone]) {
      expect(box.x).toBeGreaterThan(picture.x - 4);
      expect(box.x + box.width).toBeLessThan(picture.x + picture.width + 4);
      expect(box.y + box.height).toBeLessThan(picture.y + picture.height + 4);
    }
    // A passport: the portrait stands on the left, above the zone.
    expect(portrait.x + portrait.width / 2).toBeLessThan(frame.x + frame.width / 2);
    expect(portrait.y + portrait.height / 2).toBeLessThan(zone.y + 10);
  });
});

wholeTest('somebody else is refused, by the keyboard alone, and the verdict is read out', async () => {
  await onPage(surroundings['light'], async (page) => {
    const sample = page.getByRole('button', { name: 'The same passport and somebody else' });
    await sample.waitFor();
    for (let presses = 0; presses < 20; presses += 1) {
      if (await sample.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await heading(page, 'No match');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('No match');
    await page.getByText('The faces differ.').waitFor();
    await takeScreenshot(page, 'demo-no-match');
    await expectAccessible(page);
  });
});

wholeTest('own files, a photo of the camera, and what cannot be judged in words', async () => {
  await onPage(
    surroundings['light'],
    async (page) => {
      await give(page, 'documentFront', fileOf('passport-photo.jpg'));
      await page.getByRole('button', { name: 'Camera: Selfie' }).click();
      await page.locator('dialog .button.primary:not([aria-disabled])').waitFor();
      await takeScreenshot(page, 'demo-camera');
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Take photo' }).click();
      const still = page.getByAltText('Selfie: selfie.jpg');
      await still.waitFor();
      expect(await still.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1280);
      await page.getByRole('button', { name: 'Verify' }).click();
      // A drawn face: whatever the engine makes of it, the page says so in words.
      await page.locator('.verdict h2').waitFor({ timeout: 60_000 });
      await give(page, 'selfie', { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture') });
      await page.getByRole('button', { name: 'Verify' }).click();
      await heading(page, 'Not judged: the selfie');
      await page.getByText('JPEG, PNG, WebP and HEIC are accepted.').waitFor();
      await takeScreenshot(page, 'demo-refused');
      await expectAccessible(page);
      await give(page, 'selfie', fileOf('selfie-owner.jpg'));
      await give(page, 'documentFront', fileOf('selfie-owner.jpg'));
      await page.getByRole('button', { name: 'Verify' }).click();
      await heading(page, 'Not judged: the document');
      // Both pictures that are shown, and none of those before them.
      expect(await page.evaluate(() => (window as unknown as { held: Set<string> }).held.size)).toBe(2); // of `onPage`
      const large = { name: 'large.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(16 * 2 ** 20) };
      await give(page, 'documentFront', large);
      await page.getByText('This file has 16 MB; at most 15 MB are taken.').waitFor();
    },
    [/status of 4(15|22)/],
  );
});

/** A file as a mouse or the clipboard holds it, in the page. */
const held = (page: Page, { name, mimeType, buffer }: ReturnType<typeof fileOf>): Promise<JSHandle<DataTransfer>> =>
  page.evaluateHandle(
    ([base64, fileName, type]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], fileName, { type }));
      return transfer;
    },
    [buffer.toString('base64'), name, mimeType] as const,
  );

wholeTest(
  'pictures are dropped and pasted, one that misses its place leaves the page, and so does the way back',
  async () => {
    await onPage(surroundings['light'], async (page) => {
      const drop = async (place: string, name: string): Promise<void> =>
        page.dispatchEvent(place, 'drop', { dataTransfer: await held(page, fileOf(name)) });
      await page.getByRole('button', { name: 'A specimen passport and its owner' }).waitFor();
      await drop('h1', 'selfie-impostor.jpg');
      expect(await page.locator('.zone img').count()).toBe(0);
      await drop('.zone.documentFront', 'passport-photo.jpg');
      await page.getByAltText('Document: passport-photo.jpg').waitFor();
      const clipboardData = await held(page, fileOf('selfie-owner.jpg'));
      await page.evaluate(
        (pasted) => window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted })),
        clipboardData,
      );
      await page.getByAltText('Selfie: selfie-owner.jpg').waitFor();
      await page.getByRole('button', { name: 'Verify' }).click();
      await heading(page, 'Match');

      await page.getByRole('link', { name: 'API', exact: true }).click();
      await page.waitForURL(/\/docs/);
      await page.goBack();
      await page.getByRole('button', { name: 'A specimen passport and its owner' }).waitFor();
      await give(page, 'documentFront', fileOf('passport-photo.jpg'));
      await page.getByAltText('Document: passport-photo.jpg').waitFor();
    });
  },
);

wholeTest('without a connection the page says so, keeps the pictures, and goes on', async () => {
  await onPage(
    surroundings['light'],
    async (page) => {
      await give(page, 'documentFront', fileOf('passport-photo.jpg'));
      await give(page, 'selfie', fileOf('selfie-owner.jpg'));
      await page.context().setOffline(true);
      await page.getByRole('button', { name: 'Verify' }).click();
      await page.getByText('The server does not answer.').waitFor();
      await expectAccessible(page);
      await page.context().setOffline(false);
      await page.getByRole('button', { name: 'Verify' }).click();
      await heading(page, 'Match');
    },
    [/ERR_INTERNET_DISCONNECTED/],
  );
});

test('nothing of all that is stored, and no policy was broken', async () => {
  const { applicationId, key } = server.credentials!; // of a first start
  expect(applicationId).toMatch(/^app_/);
  const list = await fetch(`${server.url}/api/v2/verifications`, { headers: { authorization: `Bearer ${key}` } });
  expect(await list.json()).toEqual({ data: [], nextCursor: null });
  expect(server.output()).toContain('/demo');
  expect(server.output()).not.toContain('policy-violation');
});
