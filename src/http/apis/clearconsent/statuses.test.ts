import { afterAll, beforeAll, expect, test } from 'vitest';
import { pictureFile } from '#http/apis/scripted-pictures.suite.js';
import {
  fineForm,
  startClearConsent,
  videoFile,
  type ClearConsentUnderTest,
  type SubmitParts,
} from '#http/apis/clearconsent/clearconsent-under-test.suite.js';
import { wholeTest } from '../../../../test/support/test-form.js';

let api: ClearConsentUnderTest;
beforeAll(async () => {
  api = await startClearConsent({
    scripts: { corrupt: { failure: 'image-undecodable' }, broken: { failure: 'internal' } },
  });
});
afterAll(() => api.close());

const told = async (response: Promise<Response>): Promise<unknown> => {
  const { status } = await response;
  return [status, (await (await response).json()) as unknown];
};
const failed = (status: number, error: string, more: object = {}) => [status, { success: false, error, ...more }];
const form = (changes: SubmitParts = {}): SubmitParts => ({ ...fineForm(api.key), ...changes });

test.each<[string, () => SubmitParts, number, string]>([
  ['no key, whatever else is missing', () => ({}), 400, 'API key is required'],
  ['an empty key', () => form({ api_key: '' }), 400, 'API key is required'],
  ['a wrong key, whatever else is missing', () => ({ api_key: 'sk_live_no' }), 401, 'Invalid API key'],
  ['no identifier, whatever else is missing', () => ({ api_key: api.key }), 400, 'User identifier is required'],
  ['an empty identifier', () => form({ user_identifier: ' ' }), 400, 'User identifier is required'],
  ['no video', () => form({ selfie_video: undefined }), 400, 'Both selfie video and ID photo are required'],
  ['no photo', () => form({ id_photo: undefined }), 400, 'Both selfie video and ID photo are required'],
  ['an empty video', () => form({ selfie_video: Buffer.alloc(0) }), 400, 'Both selfie video and ID photo are required'],
  ['an empty photo', () => form({ id_photo: Buffer.alloc(0) }), 400, 'Both selfie video and ID photo are required'],
  ['a long identifier', () => form({ user_identifier: 'x'.repeat(257) }), 400, 'Bad request'],
])('%s', async (_, parts, status, error) => {
  expect(await told(api.submit(parts()))).toEqual(failed(status, error));
});

test.each<[string, SubmitParts, string, boolean]>([
  ['a photo of no picture format', { id_photo: Buffer.from('hello') }, 'image-type-unsupported', false],
  ['a video of no video format', { selfie_video: Buffer.from('hello') }, 'video-type-unsupported', false],
  ['a corrupt photo', { id_photo: pictureFile('corrupt') }, 'image-undecodable', false],
  ['a corrupt video', { selfie_video: videoFile('!video-undecodable') }, 'video-undecodable', false],
  [
    'a video over 50 MB',
    { selfie_video: Buffer.concat([videoFile('owner'), Buffer.alloc(50 * 1024 * 1024)]) },
    'video-too-large',
    false,
  ],
  [
    'a photo over 15 MB',
    { id_photo: Buffer.concat([pictureFile('big'), Buffer.alloc(15 * 1024 * 1024)]) },
    'image-too-large',
    false,
  ],
  ['no decoder', { selfie_video: videoFile('!video-decoder-not-installed') }, 'video-decoder-not-installed', false],
  ['a slow video', { selfie_video: videoFile('!deadline-exceeded') }, 'deadline-exceeded', true],
  ['a fault of the engine', { id_photo: pictureFile('broken') }, 'internal', true],
])('500: %s', async (_, changes, code, retryable) => {
  const expected = failed(500, 'Verification processing failed', { code, retryable });
  expect(await told(api.submit(form(changes)))).toEqual(expected);
});

wholeTest('fields count wherever they stand, behind a video over its limit too', async () => {
  const { api_key: key, user_identifier: user, ...files } = form();
  const late = { ...files, selfie_video: Buffer.concat([videoFile('owner'), Buffer.alloc(50 * 1024 * 1024)]) };
  expect(await told(api.submit(late))).toEqual(failed(400, 'API key is required'));
  expect(await told(api.submit({ ...late, user_identifier: user, api_key: 'sk_live_no' }))).toEqual(
    failed(401, 'Invalid API key'),
  );
  const whole = failed(500, 'Verification processing failed', { code: 'video-too-large', retryable: false });
  expect(await told(api.submit({ ...late, user_identifier: user, api_key: key }))).toEqual(whole);
});

test('a key that may not verify, and one of a page', async () => {
  const reading = await api.keyWith('read');
  expect(await told(api.submit(form({ api_key: reading })))).toEqual(failed(403, 'The API key may not do this'));
  const publishable = await api.keyWith('capture');
  expect(await told(api.submit(form({ api_key: publishable })))).toEqual(failed(403, 'The API key may not do this'));
});

test('the key is taken from the header and from the query as well, and a wrong one is refused before the body', async () => {
  const { api_key: _, ...rest } = form();
  expect((await api.submit(rest, { headers: { 'x-api-key': api.key } })).status).toBe(200);
  expect((await api.submit(rest, { query: `?api_key=${api.key}` })).status).toBe(200);
  expect(await told(api.submit(form(), { query: '?api_key=sk_live_no' }))).toEqual(failed(401, 'Invalid API key'));
  expect(api.logged()).not.toContain(api.key);
});

test('another address, no form', async () => {
  expect((await fetch(`${api.origin}/verif/other`, { method: 'POST' })).status).toBe(404);
  const text = fetch(`${api.origin}/verif/submit`, { method: 'POST', body: '{"api_key": "x"}' });
  expect(await told(text)).toEqual(failed(400, 'API key is required'));
});

test('equal requests with one Idempotency-Key: one check, equal bytes; another body is refused', async () => {
  const headers = { 'idempotency-key': 'order-1' };
  const first = await (await api.submit(form(), { headers })).text();
  expect(JSON.parse(first)).toMatchObject({ success: true });
  expect(await (await api.submit(form(), { headers })).text()).toBe(first);
  expect((await api.submit(form({ user_identifier: 'another' }), { headers })).status).toBe(422);
});

test('a file that cannot be judged is judged and charged once, a fault of the server again', async () => {
  const checks = async (): Promise<number> => {
    const rows = await api.records.usage.list(api.applicationId, { fromDay: '2012-03-01', toDay: '2012-03-01' });
    return rows.reduce((sum, { calls }) => sum + calls, 0);
  };
  const twice = async (photo: string) => {
    const before = await checks();
    const headers = { 'idempotency-key': photo };
    const answers = [0, 1].map(async () =>
      (await api.submit(form({ id_photo: pictureFile(photo) }), { headers })).text(),
    );
    const [first, second] = await Promise.all(answers);
    expect(first).toContain('"retryable":');
    return [first === second, (await checks()) - before];
  };
  expect(await twice('corrupt')).toEqual([true, 1]);
  expect(await twice('broken')).toEqual([true, 2]);
});

test('starting: 503; without a place: 429', async () => {
  api.control.state = 'starting';
  expect((await api.submit(form())).status).toBe(503);
  api.control.state = 'ready';
  const full = await startClearConsent({ places: 0 });
  const response = await full.submit(fineForm(full.key));
  expect([response.status, response.headers.has('retry-after')]).toEqual([429, true]);
  await full.close();
});
