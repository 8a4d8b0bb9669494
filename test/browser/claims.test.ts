import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeCamera } from '../support/browser/fake-camera.js';
import { openBrowser } from '../support/browser/open-browser.js';
import { person } from '../support/browser/person.js';
import { openPage } from '../support/browser/watched-page.js';
import { startReceiver, type LoopbackReceiver } from '../support/loopback-receiver.js';
import { startSandboxServer, type SandboxServer } from '../support/sandbox-server.js';
import { sessionCalls, told, type MadeSession } from '../support/sandbox-sessions.js';

let server: SandboxServer;
let browser: Browser;
/** Of another site, which hands over no camera. */
let site: LoopbackReceiver;

beforeAll(async () => {
  site = await startReceiver({
    answer: ({ path }, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<!doctype html><title>A shop</title><iframe src="${path.slice(2)}" width="400" height="700"></iframe>`),
  });
  [server, browser] = await Promise.all([
    startSandboxServer({ realTime: true }),
    fakeCamera('face').then((camera) => openBrowser({ camera })),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await site?.close();
});

/** At the server's public address, which is the only one whose pages it hears. */
const linkOf = ({ path }: MadeSession): string => server.url.replace('127.0.0.1', 'localhost') + path;

test('the answer to the first button is lost: pressed again, it goes on', async () => {
  const made = await sessionCalls.native(server, 'match');
  const context = await browser.newContext({ hasTouch: true, isMobile: true, locale: 'en-GB' });
  const { page, expectQuiet } = await openPage(context);
  await page.route(
    '**/claim',
    async (route) => {
      await route.fetch();
      await context.clearCookies();
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
  await page.goto(linkOf(made));
  await person.agree(page);
  await page.getByText('Check your connection.').waitFor();
  await person.agree(page);
  await page.getByRole('heading', { name: 'Which document do you have at hand?' }).waitFor();
  expectQuiet([/ERR_CONNECTION_RESET/]);
  await context.close();
});

test('in a frame without a camera it goes on in a window of its own, and ends in both', async () => {
  const made = await sessionCalls.native(server, 'match', { scopes: ['document'] });
  const origin = `http://127.0.0.1:${site.port}`;
  await told(server.call('PATCH', '/api/v2/application/settings', { sessions: { embeddingOrigins: [origin] } }));
  const context = await browser.newContext({ locale: 'en-GB' });
  const { page } = await openPage(context);
  await page.goto(`${origin}/?${linkOf(made)}`);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Agree and start' }).click();
  await frame.getByRole('button', { name: /Passport/ }).click();
  await frame.getByRole('button', { name: 'Go on in another window' }).click();
  const opened = context.waitForEvent('page');
  await frame.getByRole('link', { name: 'Open in a new window' }).click();
  const own = await opened;
  await own.getByRole('button', { name: 'Continue here' }).click();
  await frame.getByRole('heading', { name: 'Carry on in another window' }).waitFor();
  await person.showPassport(own);
  await person.done(own);
  await frame.getByRole('heading', { name: 'Thank you, you are done' }).waitFor();
  await context.close();
  expect(((await made.read()) as { status: string }).status).toBe('DONE'); // of a session
});
