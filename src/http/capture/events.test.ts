import { afterEach, beforeEach, expect, test } from 'vitest';
import { captureViewSchema, type CaptureView } from '#contract/capture.js';
import { startCapture, type Browser, type CaptureUnderTest } from '#http/capture/capture-under-test.suite.js';

let capture: CaptureUnderTest;
let page: Browser;
let path: string;
beforeEach(async () => {
  capture = await startCapture();
  ({ path } = await capture.link());
  page = capture.browser(path);
  await page.enter();
});
afterEach(() => capture.close());

interface Stream {
  readonly views: CaptureView[];
  /** Everything as it came. */
  text: string;
  ended: boolean;
  close(): void;
}

async function follow({ cookie }: Pick<Browser, 'cookie'>): Promise<Stream> {
  const abort = new AbortController();
  const response = await fetch(`${capture.http.origin}${path}/events`, { headers: { cookie }, signal: abort.signal });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const stream: Stream = { views: [], text: '', ended: false, close: () => abort.abort() };
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    const reader = response.body!.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      stream.text += decoder.decode(next.value);
      const told = [...stream.text.matchAll(/^data: (.*)\n\n/gm)].map(([, data]) => JSON.parse(data!) as unknown);
      stream.views.splice(0, Infinity, ...told.map((view) => captureViewSchema.parse(view)));
    }
    stream.ended = true;
  };
  read().catch(() => undefined);
  return stream;
}

const soon = { timeout: 5000 };

test('owner and follower are told of each change, and of the end', async () => {
  const stream = await follow(page);
  await expect.poll(() => stream.views.length, soon).toBe(1);
  expect(stream.text.startsWith('retry: 2000\n\n')).toBe(true);
  expect(stream.views).toMatchObject([{ role: 'owner', consented: true }]);
  const { url } = (await page.call('POST', 'continuation', {})).body as { url: string };
  const phone = capture.browser(path);
  const continuation = url.split('#continue=')[1];
  for (let claim = 0; claim < 2; claim += 1) await phone.call('POST', 'claim', { continuation });
  await expect.poll(() => stream.views.at(-1)?.role, soon).toBe('follower');
  // Another process of the server changes it.
  const other = await capture.under.another();
  await other.application.cancel({ applicationId: 'app_a', mode: 'live' }, (await sessionId())!);
  await expect.poll(() => stream.ended, soon).toBe(true);
  expect(stream.views.at(-1)).toMatchObject({ state: 'finished', role: 'follower', status: 'CANCELED' });
  // Once more, after the end: told, and ended at once.
  const again = await follow(page);
  await expect.poll(() => again.ended, soon).toBe(true);
  expect(again.views).toMatchObject([{ state: 'finished' }]);
});

const sessionId = async () => {
  const { sessions } = capture.under.store.records;
  return (await sessions.page({ applicationId: 'app_a', mode: 'live' }, { limit: 1, before: null }))[0]?.id;
};

test('whom it does not concern is told nothing', async () => {
  expect(await capture.browser(path).failure('GET', 'events')).toEqual([409, 'session-claimed']);
  expect(await capture.browser(`/flow/${'x'.repeat(43)}`).failure('GET', 'events')).toEqual([404, 'not-found']);
  expect(await capture.browser((await capture.link()).path).failure('GET', 'events')).toEqual([409, 'session-claimed']);
});

test('six streams of one session at once; one that was closed makes room', async () => {
  const streams = await Promise.all(Array.from({ length: 6 }, () => follow(page)));
  expect(await page.failure('GET', 'events')).toEqual([429, 'overloaded']);
  streams[0]!.close();
  // The server hears of it a moment later.
  const another = async (): Promise<boolean> => {
    const stream = await follow(page).catch(() => null);
    if (stream !== null) streams.push(stream);
    return stream !== null;
  };
  await expect.poll(another, soon).toBe(true);
  expect(streams[1]!.ended).toBe(false);
  for (const stream of streams) stream.close();
});

test('a server that stops ends its streams', async () => {
  const stream = await follow(page);
  await expect.poll(() => stream.views.length, soon).toBe(1);
  capture.http.state = 'draining';
  await expect.poll(() => stream.ended, soon).toBe(true);
});

test('a session whose time is up ends without anybody looking', async () => {
  const stream = await follow(page);
  await expect.poll(() => stream.views.length, soon).toBe(1);
  capture.under.clock.nowEpochMs += 86_400_000;
  await expect.poll(() => stream.ended, soon).toBe(true);
  expect(stream.views.at(-1)).toMatchObject({ state: 'finished', status: 'EXPIRED' });
});
