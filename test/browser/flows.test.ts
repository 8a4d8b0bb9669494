import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openVideoFrames } from '#main/open-video-frames.js';
import { expectAccessible } from '../support/browser/accessibility.js';
import { fakeCamera } from '../support/browser/fake-camera.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { person } from '../support/browser/person.js';
import { openPage } from '../support/browser/watched-page.js';
import { startReceiver, type LoopbackReceiver } from '../support/loopback-receiver.js';
import { sandboxPicture } from '../support/sandbox-picture.js';
import { startSandboxServer, type SandboxServer } from '../support/sandbox-server.js';
import { sessionCalls, told, type MadeSession } from '../support/sandbox-sessions.js';
import { wholeTest } from '../support/test-form.js';

const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: 'en-GB',
  reducedMotion: 'reduce',
} as const;

let server: SandboxServer;
let browser: Browser;
/** What takes more than a minute is left to `npm run test:browser`. */
const long = process.env['BONAFIDE_BROWSER_TESTS'] === 'long';
/** Takes callbacks and webhooks, and is where the person is led back to. */
let receiver: LoopbackReceiver;
const videoFrames = openVideoFrames(1);

beforeAll(async () => {
  receiver = await startReceiver({
    answer: ({ path }, response) => {
      const link = /^\/shop\?(.+)$/.exec(path)?.[1];
      const body = link === undefined ? '<h1>Welcome back</h1>' : shopPage(decodeURIComponent(link));
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>A shop</title>${body}`);
    },
  });
  [server, browser] = await Promise.all([
    startSandboxServer({ videoFrames, realTime: true }),
    fakeCamera('face').then((camera) => openBrowser({ camera })),
  ]);
  const eventTypes = ['session.updated', 'verification.completed'];
  await told(server.call('POST', '/api/v2/webhook-endpoints', { url: `${base()}/hook`, eventTypes }));
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await receiver?.close();
  await videoFrames.close();
});

/** Of another site, which uses the widget. */
const shopPage = (link: string): string =>
  `<script src="${at('/embed.js')}"></script><bonafide-verify src="${link}"></bonafide-verify>`;

const base = (): string => `http://127.0.0.1:${receiver.port}`;

const received = async (path: string, holds: string): Promise<void> => {
  await expect
    .poll(() => receiver.requests.some((request) => request.path === path && request.body.includes(holds)), {
      timeout: 30_000,
    })
    .toBe(true);
};

/** At the server's public address, which is the only one whose pages it hears. */
const at = (path: string): string => server.url.replace('127.0.0.1', 'localhost') + path;
const open = (page: Page, { path }: MadeSession): Promise<unknown> => page.goto(at(path));
const statusOf = async (session: MadeSession): Promise<unknown> =>
  ((await session.read()) as { status: string }).status; // of every dialect

async function onPhone<Result>(act: (page: Page, context: BrowserContext) => Promise<Result>): Promise<Result> {
  const context = await browser.newContext(phone);
  const { page, expectQuiet } = await openPage(context);
  const result = await act(page, context);
  expectQuiet();
  await context.close();
  return result;
}

describe('from the link to the way back', () => {
  wholeTest('OOTO: a film, the callback and the return', async () => {
    const made = await sessionCalls['ooto-flow'](server, 'match', {
      callbackUrl: `${base()}/ooto`,
      returnUrl: `${base()}/back?order=7`,
    });
    await onPhone(async (page) => {
      await open(page, made);
      await person.agree(page);
      await person.film(page);
      await person.done(page);
      await page.getByRole('link', { name: 'Back to Shop' }).click();
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
      expect(page.url()).toBe(`${base()}/back?order=7`);
    });
    expect(await statusOf(made)).toBe('DONE');
    await received('/ooto', made.id);
  });

  wholeTest('our own: a card from both sides and a film; the page leads back by itself', async () => {
    const made = await sessionCalls.native(server, 'match', { returnUrl: `${base()}/back` });
    await onPhone(async (page) => {
      await open(page, made);
      await person.agree(page);
      await person.showCard(page);
      await person.film(page);
      await person.done(page);
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    });
    await received('/hook', made.id);
  });

  test('deepidv: files instead of the camera', async () => {
    const made = await sessionCalls.deepidv(server);
    await onPhone(async (page) => {
      await open(page, made);
      await person.agree(page);
      await page.getByRole('button', { name: /Passport/ }).click();
      await person.sendFile(page, sandboxPicture('match'));
      await page.getByRole('heading', { name: /your face/ }).waitFor();
      await person.sendFile(page, sandboxPicture('match'));
      await person.done(page);
      await page.getByText('You can close this page.').waitFor();
      await expectAccessible(page);
    });
    expect(await statusOf(made)).toBe('VERIFIED');
    await received('/hook', made.id);
  });

  wholeTest('ClearConsent: the key in the address is gone at once, and both pictures are judged together', async () => {
    await onPhone(async (page) => {
      await page.goto(at(`/verif/?api_key=${server.key}&user_identifier=sandbox:match`));
      expect(page.url()).not.toContain('api_key');
      await person.agree(page);
      await person.showPassport(page);
      await person.film(page);
      await person.done(page);
    });
    await received('/hook', 'sandbox:match');
  });
});

describe('in a frame of another site', () => {
  test('a site that the application names sees it through, and another is refused by the browser', async () => {
    const made = await sessionCalls.native(server, 'match', { scopes: ['document'] });
    const shop = `${base()}/shop?${encodeURIComponent(at(made.path))}`;
    const context = await browser.newContext({ locale: 'en-GB' });
    const { page } = await openPage(context);
    await page.goto(shop);
    await page.waitForTimeout(1000);
    const frame = page.frameLocator('bonafide-verify iframe');
    expect(await frame.locator('h1').count()).toBe(0);

    await told(server.call('PATCH', '/api/v2/application/settings', { sessions: { embeddingOrigins: [base()] } }));
    const framed = await openPage(context);
    await framed.page.goto(shop);
    const verification = framed.page.frameLocator('bonafide-verify iframe');
    await verification.getByRole('button', { name: 'Agree and start' }).click();
    await verification.getByRole('button', { name: /Passport/ }).click();
    await verification.locator('.button.primary:not([aria-disabled])', { hasText: 'Take photo' }).click();
    await verification.getByRole('button', { name: 'Use this photo' }).click();
    await verification.getByRole('heading', { name: 'Thank you, you are done' }).waitFor();
    framed.expectQuiet();
    await context.close();
    expect(await statusOf(made)).toBe('DONE');
  });
});

describe('what can come between', () => {
  wholeTest('a picture is refused with advice, and the next one is accepted', async () => {
    const made = await sessionCalls.native(server, 'document-not-found', { scopes: ['document'] });
    await onPhone(async (page) => {
      await open(page, made);
      await person.agree(page);
      await person.showPassport(page);
      await page.getByRole('heading', { name: 'Let us try that again' }).waitFor();
      await page.getByText('We could not find a document.', { exact: false }).waitFor();
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('heading', { name: 'Which document do you have at hand?' }).waitFor();
    });
  });

  wholeTest('a preview of the link changes nothing', async () => {
    const made = await sessionCalls.native(server, 'match');
    await onPhone(async (page) => {
      await open(page, made);
      await page.getByRole('heading', { name: /Verify your identity/ }).waitFor();
    });
    await onPhone(async (page) => {
      await open(page, made);
      await page.getByRole('button', { name: 'Agree and start' }).waitFor();
    });
    expect(await statusOf(made)).toBe('CREATED');
  });

  test('another browser is told that the link is in use; loading again goes on where it was', async () => {
    const made = await sessionCalls.native(server, 'match');
    await onPhone(async (page) => {
      await open(page, made);
      await person.agree(page);
      await page.getByRole('heading', { name: 'Which document do you have at hand?' }).waitFor();
      await onPhone(async (other) => {
        await open(other, made);
        await other.getByRole('heading', { name: 'This link is open in another browser' }).waitFor();
      });
      await page.reload();
      await page.getByRole('heading', { name: 'Which document do you have at hand?' }).waitFor();
    });
  });

  test('declining ends it, and the page says what was deleted', async () => {
    const made = await sessionCalls.native(server, 'match');
    await onPhone(async (page) => {
      await open(page, made);
      await page.getByRole('button', { name: 'I do not agree' }).click();
      await page.getByRole('button', { name: 'Go back' }).click();
      await page.getByRole('button', { name: 'I do not agree' }).click();
      await page.getByRole('button', { name: 'Stop and delete' }).click();
      await page.getByRole('heading', { name: 'The verification was stopped' }).waitFor();
    });
    expect(await statusOf(made)).toBe('CANCELED');
  });

  test('a link that was cancelled, used or never was', async () => {
    const made = await sessionCalls.native(server, 'match');
    await told(server.call('POST', `/api/v2/sessions/${made.id}/cancel`));
    await onPhone(async (page) => {
      await open(page, made);
      await page.getByRole('heading', { name: 'This link has been used' }).waitFor();
    });
    const context = await browser.newContext(phone);
    const { page, expectQuiet } = await openPage(context);
    await page.goto(at(`/flow/${'x'.repeat(43)}`));
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    expectQuiet([/status of 404/]);
    await context.close();
  });

  // Not `skip`: a run that allows none counts it.
  if (long) {
    wholeTest('a link whose time runs out while its page is open', async () => {
      const made = await sessionCalls.native(server, 'match', { lifetimeSeconds: 60 });
      await onPhone(async (page) => {
        await page.clock.install();
        await open(page, made);
        await person.agree(page);
        await page.getByRole('heading', { name: 'Which document do you have at hand?' }).waitFor();
        await expect.poll(async () => statusOf(made), { timeout: 90_000, interval: 5000 }).toBe('EXPIRED');
        await page.clock.fastForward(120_000);
        await page.getByRole('heading', { name: 'This link has expired' }).waitFor();
      });
    });
  }

  wholeTest('a proof of work is done by the page', async () => {
    await told(server.call('PATCH', '/api/v2/application/settings', { sessions: { needCaptcha: true } }));
    const made = await sessionCalls.native(server, 'match');
    await told(server.call('PATCH', '/api/v2/application/settings', { sessions: { needCaptcha: false } }));
    await onPhone(async (page) => {
      await open(page, made);
      await person.agree(page);
      await page.getByRole('heading', { name: 'Which document do you have at hand?' }).waitFor({ timeout: 60_000 });
    });
  });

  test('the connection is lost while it sends, and sending goes on', async () => {
    const made = await sessionCalls.native(server, 'match', { scopes: ['document'] });
    const context = await browser.newContext(phone);
    const { page, expectQuiet } = await openPage(context);
    await open(page, made);
    await person.agree(page);
    let parts = 0;
    await page.route(/\/uploads\/[^/]+\/\d+$/, async (route) => {
      parts += 1;
      if (parts > 1) return route.continue();
      await context.setOffline(true);
      return route.abort('connectionreset');
    });
    await person.showPassport(page);
    await page.locator('.lead', { hasText: 'No connection at the moment' }).waitFor();
    await expectAccessible(page);
    await context.setOffline(false);
    await person.done(page);
    expect(parts).toBeGreaterThan(1);
    expectQuiet([/ERR_CONNECTION_RESET|ERR_INTERNET_DISCONNECTED/]);
    await context.close();
    expect(await statusOf(made)).toBe('DONE');
  });

  wholeTest('the whole way with the keyboard alone', async () => {
    const made = await sessionCalls.native(server, 'match', { scopes: ['document', 'liveness', 'match'] });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
    const { page, expectQuiet } = await openPage(context);
    const press = async (name: RegExp): Promise<void> => {
      const target = page.locator('button:not([aria-disabled]), a', { hasText: name }).first();
      await target.waitFor();
      for (let presses = 0; presses < 12; presses += 1) {
        if (await target.evaluate((element) => element === document.activeElement)) break;
        await page.keyboard.press('Tab');
      }
      expect(await target.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.press('Enter');
    };
    await open(page, made);
    await press(/Use this computer/);
    await press(/Agree and start/);
    await press(/Passport/);
    await press(/Take photo/);
    await press(/Use this photo/);
    await press(/Start recording/);
    await person.done(page);
    // The new screen's heading has the focus.
    expect(await page.locator('h1').evaluate((element) => element === document.activeElement)).toBe(true);
    expectQuiet();
    await context.close();
  });

  wholeTest('a computer hands over to a phone, follows along, and finishes by itself', async () => {
    const made = await sessionCalls.native(server, 'match', { scopes: ['document'] });
    const desk = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
    const { page: desktop, expectQuiet } = await openPage(desk);
    await open(desktop, made);
    await desktop.getByRole('button', { name: 'Continue on my phone' }).click();
    const url = (await desktop.locator('.link-text').textContent())!.trim();
    expect(url).toContain('#continue=');
    await onPhone(async (page) => {
      await page.goto(url);
      expect(page.url()).not.toContain('continue');
      await page.getByRole('button', { name: 'Continue here' }).click();
      await desktop.getByText('This page finishes by itself').waitFor();
      await person.agree(page);
      await person.showPassport(page);
      await person.done(page);
      await desktop.getByRole('heading', { name: 'Thank you, you are done' }).waitFor();
    });
    await onPhone(async (page) => {
      await page.goto(url);
      await page.getByRole('heading', { name: 'This link has been used' }).waitFor();
    });
    expectQuiet();
    await desk.close();
  });
});
