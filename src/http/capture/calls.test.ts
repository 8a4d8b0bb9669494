import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCapture, type Browser, type CaptureUnderTest } from '#http/capture/capture-under-test.suite.js';
import { leadingZeroBits } from '#services/sessions/captcha.js';
import { jpeg } from '#services/sessions/sessions-under-test.suite.js';
import { createHash } from 'node:crypto';

let capture: CaptureUnderTest;
beforeEach(async () => {
  capture = await startCapture();
});
afterEach(() => capture.close());

const brand = { productName: 'Shop', logo: null, accentColour: '#1d4ed8', privacyUrl: null, anotherWay: null };

/** A browser that opened the link of a new session. */
async function opened(request: Parameters<CaptureUnderTest['link']>[0] = {}): Promise<Browser & { path: string }> {
  const { path } = await capture.link(request);
  return Object.assign(capture.browser(path), { path });
}

test.each(['consent', 'captcha', 'challenge', 'continuation', 'decline'])(
  'without the cookie of this page, or with that of another, nobody calls %s',
  async (at) => {
    const owner = await opened();
    const elsewhere = await opened();
    await owner.enter();
    await elsewhere.enter();
    const thief = capture.browser(owner.path);
    expect(await thief.failure('POST', at, {})).toEqual([409, 'session-claimed']);
    thief.cookie = elsewhere.cookie;
    expect(await thief.failure('POST', at, {})).toEqual([409, 'session-claimed']);
    thief.cookie = `bonafide-claim=${'A'.repeat(43)}`;
    expect(await thief.failure('POST', at, {})).toEqual([409, 'session-claimed']);
    expect(await owner.view()).toMatchObject({ role: 'owner', status: 'CREATED' });
  },
);

describe('another site', () => {
  test.each<[string, Record<string, string>]>([
    ['of another origin', { origin: 'https://evil.example' }],
    ['that hides its origin', { origin: 'null' }],
    ['that the browser names', { 'sec-fetch-site': 'cross-site' }],
    ['of the same site', { 'sec-fetch-site': 'same-site', origin: 'https://id.example' }],
  ])('%s changes nothing', async (_, headers) => {
    const owner = await opened();
    expect(await owner.failure('POST', 'claim', {}, headers)).toEqual([400, 'request-invalid']);
    expect(await owner.view()).toMatchObject({ role: 'nobody' });
  });

  test.each<[string, Record<string, string>]>([
    ['its origin', { origin: 'https://id.example' }],
    ['the same origin', { origin: 'https://id.example', 'sec-fetch-site': 'same-origin' }],
    ['no origin for want of a referrer', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ])('the page itself acts with %s', async (_, headers) => {
    expect((await (await opened()).call('POST', 'claim', {}, headers)).status).toBe(200);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a form sends no JSON: %s',
    async (type) => {
      const owner = await opened();
      expect(await owner.failure('POST', 'claim', {}, { 'content-type': type })).toEqual([400, 'request-invalid']);
    },
  );
});

test.each<[string, unknown]>([
  ['claim', { embedded: 'yes' }],
  ['claim', { more: 1 }],
  ['consent', { more: 1 }],
  ['consent', []],
  ['captcha/answer', { challenge: 'x'.repeat(501), solution: '1' }],
  ['uploads', { sizeBytes: 0, sha256: '0'.repeat(64) }],
  ['uploads', { sizeBytes: 1, sha256: 'A'.repeat(64) }],
  ['pictures', { document: 'no-uuid' }],
  ['pictures', { capture: { cameraLabel: 'x'.repeat(201) } }],
])('%s refuses a body that it does not know: %o', async (at, body) => {
  expect(await (await opened()).failure('POST', at, body)).toEqual([400, 'request-invalid']);
});

test('an unknown token, one of another folder and an unknown call are not found', async () => {
  const { path } = await capture.link();
  for (const wrong of [path.replace('/flow/', '/verif/'), '/flow/unknown', `/flow/${'x'.repeat(43)}`]) {
    expect(await capture.browser(wrong).failure('GET', 'session')).toEqual([404, 'not-found']);
    expect(await capture.browser(wrong).failure('POST', 'claim', {})).toEqual([404, 'not-found']);
  }
  expect(await capture.browser(path).failure('GET', 'secrets')).toEqual([404, 'not-found']);
  expect(await capture.browser(path).failure('GET', 'uploads/no-uuid')).toEqual([404, 'not-found']);
});

test('a captcha that is due comes before anything that is shown', async () => {
  await capture.under.store.records.applications.changeSettings('app_a', {
    ...capture.under.settings,
    sessions: { ...capture.under.settings.sessions, captchaDifficultyBits: 4 },
  });
  const owner = await opened();
  await owner.enter();
  expect(await owner.failure('POST', 'captcha', {})).toEqual([409, 'session-step-wrong']);
  // The sixth from one address in ten minutes.
  const crowd = await Promise.all(Array.from({ length: 5 }, () => opened()));
  for (const one of crowd) await one.enter();
  const sixth = crowd.at(-1)!;
  expect(await sixth.view()).toMatchObject({ needCaptcha: true });
  const sha256 = '0'.repeat(64);
  expect(await sixth.failure('POST', 'uploads', { sizeBytes: 9, sha256 })).toEqual([409, 'session-step-wrong']);
  expect(await sixth.failure('POST', 'captcha/answer', { challenge: 'x.y', solution: '1' })).toEqual([
    403,
    'captcha-wrong',
  ]);
  const { challenge } = (await sixth.call('POST', 'captcha', {})).body as { challenge: string };
  let solution = 0;
  while (leadingZeroBits(createHash('sha256').update(`${challenge}:${solution}`).digest()) < 4) solution += 1;
  expect((await sixth.call('POST', 'captcha/answer', { challenge, solution: `${solution}` })).body).toMatchObject({
    status: 'CAPTCHA_OK',
    needCaptcha: false,
  });
});

test('consent comes before pictures, and its first time counts', async () => {
  const owner = await opened();
  await owner.call('POST', 'claim', {});
  expect(await owner.failure('POST', 'uploads', { sizeBytes: 9, sha256: '0'.repeat(64) })).toEqual([
    409,
    'session-step-wrong',
  ]);
  expect((await owner.call('POST', 'consent', {})).body).toMatchObject({ consented: true });
});

test('who declines ends the session, and the page says so to those whom it concerns', async () => {
  const owner = await opened({ returnUrl: 'https://shop.example/back' });
  await owner.enter();
  const finished = { state: 'finished', role: 'owner', brand, status: 'CANCELED' };
  expect((await owner.call('POST', 'decline', {})).body).toEqual({
    ...finished,
    returnUrl: 'https://shop.example/back',
  });
  expect(await capture.browser(owner.path).view()).toEqual({
    ...finished,
    role: 'stranger',
    status: null,
    returnUrl: null,
  });
  expect(await owner.failure('POST', 'consent', {})).toEqual([410, 'session-over']);
  expect(await capture.browser(owner.path).failure('POST', 'claim', {})).toEqual([410, 'session-over']);
});

test('a challenge is drawn where liveness is waited for, and at most six times', async () => {
  const owner = await opened({ scopes: ['liveness'] });
  expect(await owner.failure('POST', 'challenge', {})).toEqual([409, 'session-claimed']);
  await owner.enter();
  for (let draw = 0; draw < 6; draw += 1) expect((await owner.call('POST', 'challenge', {})).status).toBe(200);
  expect(await owner.failure('POST', 'challenge', {})).toEqual([409, 'challenges-used-up']);
  const still = await opened();
  await still.enter();
  expect(await still.failure('POST', 'challenge', {})).toEqual([409, 'session-step-wrong']);
});

test('one network claims so often, and is told when to come back', async () => {
  const visitor = await opened();
  const statuses: number[] = [];
  for (let claim = 0; claim < 61; claim += 1) statuses.push((await visitor.call('POST', 'claim', {})).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(60);
  const refused = await visitor.call('POST', 'claim', {});
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  expect(refused.body).toMatchObject({ error: { code: 'rate-limited', retryable: true } });
});

test('a server that stops takes nothing more', async () => {
  const visitor = await opened();
  capture.http.state = 'draining';
  expect(await visitor.failure('POST', 'claim', {})).toEqual([503, 'not-ready']);
  expect(await visitor.failure('GET', 'session')).toEqual([503, 'not-ready']);
});

test('pictures find a place, or come back later', async () => {
  const owner = await opened();
  await owner.enter();
  const document = await owner.upload(jpeg.bytes);
  const held = capture.under.script['document-read'];
  let go = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (go = resolve));
  capture.under.script['document-read'] = async () => {
    await waiting;
    return held();
  };
  // One runs and one waits, of other sessions.
  const busy = await Promise.all(
    [0, 1].map(async () => {
      const other = await opened();
      await other.enter();
      return { other, document: await other.upload(jpeg.bytes) };
    }),
  );
  const running = busy.map(({ other, document: shown }) => other.call('POST', 'pictures', { document: shown }));
  await expect.poll(() => capture.under.worked.length).toBe(2);
  expect(await owner.failure('POST', 'pictures', { document })).toEqual([429, 'overloaded']);
  go();
  for (const answer of await Promise.all(running)) expect(answer.status).toBe(200);
  expect((await owner.call('POST', 'pictures', { document })).body).toMatchObject({ ask: { pictures: 'selfie' } });
});

test('neither token nor cookie reaches the log', async () => {
  const { path, token } = await capture.link();
  const owner = capture.browser(path);
  await owner.enter();
  await owner.view();
  expect(capture.http.logged()).toContain('/flow/:token/session');
  expect(capture.http.logged()).not.toContain(token);
  expect(capture.http.logged()).not.toContain(owner.cookie.split('=')[1]!);
});
