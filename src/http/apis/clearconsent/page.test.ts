import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Principal } from '#domain/access.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { toClearConsentFailure } from '#http/apis/clearconsent/failures.js';
import { startCapture, type CaptureUnderTest } from '#http/capture/capture-under-test.suite.js';
import type { Records } from '#ports/records.js';
import type { CheckVideoRequest } from '#services/check-video.js';
import type { ToldCheck } from '#services/clear-consent/check-events.js';
import { createIdempotency } from '#services/idempotency.js';
import { jpeg, webm } from '#services/sessions/sessions-under-test.suite.js';

const key = (kind: 'sk' | 'pk'): string => `${kind}_live_${'i'.repeat(12)}_${'s'.repeat(40)}`;

let capture: CaptureUnderTest;
let scopes: Principal['scopes'];
let asked: CheckVideoRequest[];
/** What the check comes to. */
let judge: () => Outcome<ToldCheck>;
/** Whose places were taken. */
let places: unknown[];
let hasShare: boolean;
beforeEach(async () => {
  scopes = ['capture'];
  asked = [];
  places = [];
  hasShare = true;
  judge = () => ok(verified);
  capture = await startCapture({
    async checkVideo(request) {
      asked.push(request);
      const outcome = judge();
      // Where there was no room nothing is remembered.
      if (!outcome.ok && outcome.failure.code === 'overloaded') return outcome;
      await capture.under.store.records.inTransaction(async (inside) => request.settle?.(inside, outcome));
      return outcome;
    },
    given: {
      idempotency: {
        run: (request, execute) => idempotencyOver(capture.under.store.records).run(request, execute),
      },
      admission: {
        inside: 0,
        retryAfterSeconds: () => 7,
        enter(caller) {
          places.push(caller);
          return {
            belongsTo: (applicationId) => places.push(applicationId) > 0 && hasShare,
            leave: () => void places.push('left'),
          };
        },
      },
      authenticate: async (credentials) => {
        if (credentials === null) return fail({ code: 'credentials-missing' });
        if (![key('sk'), key('pk')].includes(credentials.key)) return fail({ code: 'credentials-invalid' });
        const application = await capture.under.store.records.applications.find('app_a');
        return ok({ ...capture.under.principal, scopes, settings: application!.settings });
      },
    },
  });
});
afterEach(() => capture.close());

const idempotencyOver = (records: Records) =>
  createIdempotency({ records, now: Date.now, leaseMs: 60_000, waitMs: 5000, pollMs: 5 });

/** All that the page's answer is made of. */
const verified = {
  record: { id: '0b9a2a5e-8a55-4f0e-9a52-0c9f3b0a0001' },
  verdict: { status: 'verified', riskFactors: [] },
  check: {
    document: fail({ code: 'internal' }),
    selfie: fail({ code: 'internal' }),
    comparison: fail({ code: 'internal' }),
  },
} as unknown as ToldCheck; // what nobody reads is left out

const open = (query: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${capture.http.origin}/verif/?${new URLSearchParams(query).toString()}`, { redirect: 'manual', headers });
const person = { user_identifier: 'user-7' };
const setClearConsent = (clearConsent: object) =>
  capture.under.store.records.applications.changeSettings('app_a', {
    ...capture.under.settings,
    clearConsent: { ...capture.under.settings.clearConsent, ...clearConsent },
  });
const tokenOf = async (): Promise<string> =>
  (await open({ api_key: key('pk'), ...person })).headers.get('location')!.split('/').at(-1)!;
const actions = async () =>
  (await capture.under.store.records.audit.page('app_a', { limit: 10, beforeSequence: null })).map(
    ({ action }) => action,
  );

describe('GET /verif/', () => {
  test.each(['user_identifier', 'user_id'])('trades the key for a page of the person in %s', async (name) => {
    const opened = await open({ api_key: key('pk'), [name]: 'user-7', user_email: 'a@b.example', user_phone: '+1' });
    expect(opened.status).toBe(303);
    expect(opened.headers.get('location')).toMatch(/^https:\/\/id\.example\/verif\/[\w-]{43}$/);
    expect(opened.headers.get('referrer-policy')).toBe('no-referrer');
    const token = opened.headers.get('location')!.split('/').at(-1)!;
    const seen = await capture.under.sessions.person.look({ token, secrets: [] });
    expect(seen.ok && seen.value.session).toMatchObject({
      kind: 'clearconsent',
      personal: { userIdentifier: 'user-7', email: 'a@b.example', phone: '+1' },
    });
    expect(capture.http.logged()).not.toMatch(/user-7|pk_live|b\.example/);
    expect(await actions()).toEqual(['session.created']);
  });

  test.each<[number, string, Record<string, string>]>([
    [400, 'API key is required', person],
    [401, 'Invalid API key', { api_key: 'wrong', ...person }],
    [400, 'User identifier is required', { api_key: key('pk') }],
    [400, 'User identifier is required', { api_key: key('pk'), user_identifier: '  ' }],
    [400, 'Bad request', { api_key: key('pk'), user_identifier: 'x'.repeat(5000) }],
  ])('%i %s, as JSON and as a page', async (status, error, query) => {
    const answer = await open(query);
    expect([answer.status, await answer.json()]).toEqual([status, { success: false, error }]);
    const page = await open(query, { accept: 'text/html,*/*;q=0.8' });
    expect([page.status, page.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain(`<p>${error}.</p>`);
  });

  test('a key that may neither capture nor verify opens nothing', async () => {
    scopes = ['read'];
    expect((await open({ api_key: key('pk'), ...person })).status).toBe(403);
  });

  test('a secret key works, and the audit log says that it was shown', async () => {
    scopes = ['verify'];
    expect((await open({ api_key: key('sk'), ...person })).status).toBe(303);
    expect((await actions()).sort()).toEqual(['key.shown-in-page', 'session.created']);
    // Not where it stands in a header, which no page's address has.
    expect((await open(person, { 'x-api-key': key('sk') })).status).toBe(303);
    expect(await actions()).toHaveLength(3);
  });

  test.each<[object, string, Record<string, string>, Record<string, string>, number]>([
    [{ forbidSecretKeyInPage: true }, 'a secret key in the address', { api_key: key('sk') }, {}, 403],
    [{ forbidSecretKeyInPage: true }, 'a publishable one', { api_key: key('pk') }, {}, 303],
    [{ forbidSecretKeyInPage: true }, 'a secret key in a header', {}, { 'x-api-key': key('sk') }, 303],
    [{ requireServerSideLinks: true }, 'a secret key in the address', { api_key: key('sk') }, {}, 403],
    [{ requireServerSideLinks: true }, 'a publishable one', { api_key: key('pk') }, {}, 403],
    [{ requireServerSideLinks: true }, 'a publishable one in a header', {}, { 'x-api-key': key('pk') }, 403],
    [{ requireServerSideLinks: true }, 'a secret key in a header', {}, { 'x-api-key': key('sk') }, 303],
  ])('%o: %s', async (settings, _, query, headers, status) => {
    await setClearConsent(settings);
    expect((await open({ ...query, ...person }, headers)).status).toBe(status);
  });
});

describe('the page', () => {
  test('shows both pictures at once, the film after its challenge', async () => {
    const page = capture.browser(`/verif/${await tokenOf()}`);
    await page.enter();
    expect(await page.view()).toMatchObject({
      kind: 'clearconsent',
      steps: ['document', 'selfie'],
      ask: { pictures: 'both', selfie: 'film', challenge: true },
    });
    const challenge = (await page.call('POST', 'challenge', {})).body as { nonce: string; endsAtMs: number };
    capture.under.clock.nowEpochMs += challenge.endsAtMs;
    const document = await page.upload(jpeg.bytes);
    const selfie = await page.upload(webm.bytes);
    expect(await page.failure('POST', 'pictures', { document })).toEqual([409, 'session-step-wrong']);
    const shown = { document, selfie, capture: { nonce: challenge.nonce } };
    for (let time = 0; time < 2; time += 1) {
      expect((await page.call('POST', 'pictures', shown)).body).toMatchObject({ state: 'finished', status: 'DONE' });
    }
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      dialect: 'clearconsent',
      challenge: { nonce: challenge.nonce },
      context: { userIdentifier: 'user-7' },
    });
    expect(capture.under.parts.size).toBe(0);
  });

  test('is told why nothing could be judged, and asks for both again', async () => {
    judge = () => fail({ code: 'video-undecodable', subject: 'selfie' });
    const page = capture.browser(`/verif/${await tokenOf()}`);
    await page.enter();
    const shown = { document: await page.upload(jpeg.bytes), selfie: await page.upload(webm.bytes) };
    expect((await page.call('POST', 'pictures', shown)).body).toMatchObject({
      refusal: 'video-undecodable',
      ask: { pictures: 'both' },
    });
  });

  test('gives its uploads back where the server had no room', async () => {
    judge = () => fail({ code: 'overloaded' });
    const page = capture.browser(`/verif/${await tokenOf()}`);
    await page.enter();
    const shown = { document: await page.upload(jpeg.bytes), selfie: await page.upload(webm.bytes) };
    expect(await page.failure('POST', 'pictures', shown)).toEqual([429, 'overloaded']);
    judge = () => ok(verified);
    expect((await page.call('POST', 'pictures', shown)).body).toMatchObject({ status: 'DONE' });
  });
});

function post(texts: Record<string, string>, headers: Record<string, string> = {}, files = true): Promise<Response> {
  const form = new FormData();
  for (const [name, text] of Object.entries(texts)) form.append(name, text);
  if (files) form.append('selfie_video', new Blob([webm.bytes]), 'a.webm');
  if (files) form.append('id_photo', new Blob([jpeg.bytes]), 'a.jpg');
  return fetch(`${capture.http.origin}/verif/submit`, { method: 'POST', body: form, headers });
}

describe('POST /verif/submit', () => {
  const network = { network: '127.0.0.1' };

  test.each<[string, () => Promise<Response>]>([
    ['a key in the form', () => post({ api_key: key('sk'), ...person })],
    ['a token', async () => post({ token: await tokenOf() })],
  ])('who sends %s has a place of his network until it is known whose call it is', async (_, send) => {
    scopes = ['verify', 'capture'];
    hasShare = false;
    const refused = await send();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
    expect(places).toEqual([network, 'app_a', 'left']);
  });

  test('a key before the form has a place of its application, one that is none never gets there', async () => {
    scopes = ['verify'];
    expect((await post(person, { 'x-api-key': key('sk') }, false)).status).toBe(400);
    expect((await post({ api_key: 'wrong', ...person })).status).toBe(401);
    expect(places).toEqual(['app_a', 'left', network, 'left']);
  });
});

describe('POST /verif/submit with the token of a page', () => {
  async function submit(token: string, cookie = '', headers: Record<string, string> = {}) {
    const response = await post({ token }, { ...(cookie !== '' && { cookie }), ...headers });
    return {
      status: response.status,
      body: (await response.json()) as unknown,
      cookie: response.headers.get('set-cookie'),
    };
  }

  test('tells how it ended, and no scores', async () => {
    const { status, body } = await submit(await tokenOf());
    expect([status, body]).toEqual([200, { success: true, check_id: verified.record.id, status: 'verified' }]);
  });

  test('claims the link: another client has no second try, the same one has', async () => {
    judge = () => fail({ code: 'video-undecodable', subject: 'selfie' });
    const token = await tokenOf();
    const first = await submit(token);
    expect([first.status, first.body]).toEqual([500, toClearConsentFailure({ code: 'video-undecodable' }).body]);
    expect(first.cookie).toMatch(/; Path=\/verif\/submit; Max-Age=86400; HttpOnly; Secure; SameSite=Lax$/);
    expect(await submit(token)).toMatchObject({ status: 409 });
    judge = () => ok(verified);
    expect(await submit(token, first.cookie!.split(';')[0])).toMatchObject({ status: 200 });
    expect(await submit(token)).toMatchObject({ status: 409, body: { error: 'The session has ended' } });
  });

  test('is no way into sessions of another kind', async () => {
    const { token } = await capture.link();
    expect(await submit(token)).toMatchObject({ status: 404 });
    expect(await submit('unknown')).toMatchObject({ status: 404 });
    expect(asked).toEqual([]);
  });

  test('is judged before the files are', async () => {
    expect((await post({ token: 'unknown' }, {}, false)).status).toBe(404);
    const answer = await post({ token: await tokenOf() }, {}, false);
    expect([answer.status, await answer.json()]).toEqual([400, toClearConsentFailure({ code: 'video-missing' }).body]);
  });

  test('with an Idempotency-Key: once, with one answer, and beside the keys of other pages', async () => {
    const once = { 'idempotency-key': 'order-1' };
    const [one, other] = [await tokenOf(), await tokenOf()];
    const first = await submit(one, '', once);
    expect(first.status).toBe(200);
    expect(await submit(one, '', once)).toEqual({ ...first, cookie: null });
    expect(asked).toHaveLength(1);
    expect(await submit(one)).toMatchObject({ status: 409 });
    expect(await submit(other, '', once)).toMatchObject({ status: 200 });
    expect(asked).toHaveLength(2);
  });
});
