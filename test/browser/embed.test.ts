import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeCamera } from '../support/browser/fake-camera.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { ask, finished, running } from '../support/browser/stage-views.js';
import { openStage, type Stage } from '../support/browser/stage.js';
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

type Told = readonly { readonly type: string; readonly detail: Record<string, unknown> }[];

/** A page of another origin that uses the widget and keeps what it is told. */
async function embed(page: Page, link: string): Promise<() => Promise<Told>> {
  await page.addInitScript(() => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    for (const type of ['ready', 'step', 'finished', 'resized', 'refused']) {
      document.addEventListener(type, (event) => told.push({ type, detail: (event as CustomEvent<unknown>).detail }));
    }
  });
  const parent = new URL('/embedding', stage.url.replace('127.0.0.1', 'localhost'));
  await page.goto(`${parent.href}?${link}`);
  return () => page.evaluate(() => (window as unknown as { told: Told }).told); // of the script above
}

test('a page of another origin frames a verification, hands over its camera, and is told how it goes', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const { page, expectQuiet } = await openPage(context);
  stage.show(running({ ask: ask.photo }));
  const told = await embed(page, stage.url);
  const frame = page.frameLocator('bonafide-verify iframe');
  await frame.getByText('Perfect').first().waitFor();
  await expect.poll(told).toContainEqual({ type: 'step', detail: { name: 'capture' } });
  const types = new Set((await told()).map(({ type }) => type));
  expect(types).toEqual(new Set(['ready', 'step', 'resized']));
  const height = () => page.locator('bonafide-verify iframe').evaluate((element) => element.clientHeight);
  expect(await height()).toBeGreaterThan(480);

  stage.show(finished('DONE', 'https://shop.example/back'));
  await frame.locator('body').evaluate(() => location.reload());
  const end = { type: 'finished', detail: { status: 'DONE', returnUrl: 'https://shop.example/back' } };
  await expect.poll(told).toContainEqual(end);
  // A screen that needs less gets less.
  await expect.poll(height).toBe(480);
  // The parent decides where it goes on: the frame stays.
  await page.waitForTimeout(500);
  expect(await frame.getByRole('link', { name: /Back to/ }).getAttribute('target')).toBe('_top');
  expect(await frame.getByText('You are taken back').count()).toBe(0);
  expectQuiet();
  await context.close();
});

test('a new screen comes into sight where the last one was read to its end', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: 'en-GB' });
  const { page, expectQuiet } = await openPage(context);
  stage.show(running({ consented: false }));
  await embed(page, stage.url);
  const frame = page.frameLocator('bonafide-verify iframe');
  const top = () => page.locator('bonafide-verify iframe').evaluate((element) => element.getBoundingClientRect().top);
  await page.evaluate(() => (document.body.style.paddingBottom = '100vh'));
  await frame.getByRole('button', { name: 'I do not agree' }).scrollIntoViewIfNeeded();
  await expect.poll(top).toBeLessThan(0);
  await frame.getByRole('button', { name: 'I do not agree' }).click();
  await frame.getByRole('button', { name: 'Go back' }).waitFor();
  await expect.poll(top).toBeGreaterThanOrEqual(0);
  expectQuiet();
  await context.close();
});

test('who is not the framed page is not heard, and a link to another server is refused', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const { page } = await openPage(context);
  stage.show(running({ consented: false }));
  const told = await embed(page, stage.url);
  await expect.poll(async () => (await told()).map(({ type }) => type)).toContain('ready');
  await page.evaluate(() => {
    window.postMessage({ from: 'bonafide-page', type: 'finished', status: 'DONE', returnUrl: null }, '*');
  });
  await page
    .locator('bonafide-verify')
    .evaluate((element) => element.setAttribute('src', 'https://evil.example/flow/x'));
  await expect.poll(async () => (await told()).map(({ type }) => type)).toContain('refused');
  expect((await told()).map(({ type }) => type)).not.toContain('finished');
  expect(await page.locator('bonafide-verify iframe').count()).toBe(0);
  await context.close();
});

test('a browser that keeps no cookie in a frame is told so, and offered a window of its own', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const { page, expectQuiet } = await openPage(context);
  // However often the page claims, it is nobody.
  stage.show(running({ role: 'nobody', consented: false }));
  await embed(page, stage.url);
  const frame = page.frameLocator('bonafide-verify iframe');
  await frame.getByRole('button', { name: 'Agree and start' }).click();
  await frame.getByText('Your browser does not keep the cookie').waitFor();
  expect(await frame.getByRole('link', { name: 'Open in a new window' }).getAttribute('href')).toBe(stage.url);
  expectQuiet();
  await context.close();
});
