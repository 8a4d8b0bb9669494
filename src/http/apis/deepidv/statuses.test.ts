import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureDescriptions, type FailureCode } from '#domain/failure.js';
import { base64, failureOf, startDeepidv, type DeepidvUnderTest } from '#http/apis/deepidv/deepidv-under-test.suite.js';
import { toDeepidvFailure } from '#http/apis/deepidv/failures.js';
import { pictureFile } from '#http/apis/scripted-pictures.suite.js';

let api: DeepidvUnderTest;
beforeAll(async () => {
  api = await startDeepidv();
});
afterAll(() => api.close());

describe('statuses', () => {
  const json = { 'content-type': 'application/json' };
  const overLimit = Buffer.concat([pictureFile('big'), Buffer.alloc(15 * 1024 * 1024)]);
  const file = (bytes: Uint8Array) => {
    const data = new FormData();
    data.append('image', new Blob([Uint8Array.from(bytes)]), 'a.jpg');
    return { body: data };
  };
  const textPart = (text: string) => {
    const data = new FormData();
    data.append('image', text);
    return { body: data };
  };
  const tooLarge = 'image larger than 15 MB, 40 megapixels or 12,000 pixels a side (image)';

  test.each<[string, () => Pick<RequestInit, 'body' | 'headers'>, string]>([
    ['no body', () => ({}), 'Content-Type must be multipart/form-data or application/json'],
    [
      'another type',
      () => ({ body: 'x', headers: { 'content-type': 'text/plain' } }),
      'Content-Type must be multipart/form-data or application/json',
    ],
    ['broken JSON', () => ({ body: '{"image"', headers: json }), 'the body is no JSON'],
    ['no object', () => ({ body: '[]', headers: json }), 'the body must be a JSON object'],
    ['no picture', () => ({ body: '{}', headers: json }), 'image missing (image)'],
    ['a form without a picture', () => ({ body: new FormData() }), 'image missing (image)'],
    [
      'no text',
      () => ({ body: '{"image": 1}', headers: json }),
      'image is no base64, base64url, data URL or upload key',
    ],
    [
      'no base64',
      () => ({ body: '{"image": "?"}', headers: json }),
      'image is no base64, base64url, data URL or upload key',
    ],
    ['an empty text', () => ({ body: '{"image": ""}', headers: json }), 'image of 0 bytes (image)'],
    ['another format', () => ({ body: '{"image": "AAAA"}', headers: json }), 'unsupported image format (image)'],
    ['a file over 15 MB', () => file(overLimit), tooLarge],
    [
      'base64 over 15 MB',
      () => ({ body: JSON.stringify({ image: overLimit.toString('base64') }), headers: json }),
      tooLarge,
    ],
    [
      'a text part over 15 MB',
      () => textPart(Buffer.concat([overLimit, Buffer.alloc(2e6)]).toString('base64')),
      tooLarge,
    ],
    ['a corrupt picture', () => file(pictureFile('corrupt')), 'the image cannot be decoded (image)'],
    ['too many pixels', () => file(pictureFile('huge')), tooLarge],
  ])('400: %s', async (_, init, error) => {
    expect(await failureOf(api.post('/face/detect', init()))).toEqual([400, { error }]);
  });

  test('400: a body over 48 MB', async () => {
    const body = JSON.stringify({ image: 'A'.repeat(48 * 1024 * 1024) });
    expect(await failureOf(api.post('/face/detect', { body, headers: json }))).toEqual([
      400,
      { error: 'body larger than 48 MB' },
    ]);
  });

  test('400: a documentType that is none, in either kind of body', async () => {
    const error = 'documentType must be one of passport, drivers_license, national_id, auto';
    const body = { image: base64('owner'), documentType: 'visa' };
    expect(await failureOf(api.postJson('/document/scan', body))).toEqual([400, { error }]);
    const data = textPart(base64('owner')).body;
    data.append('documentType', 'visa');
    expect(await failureOf(api.post('/document/scan', { body: data }))).toEqual([400, { error }]);
  });

  test('400 says which of two pictures is at fault; a corrupt file is no matter of a part', async () => {
    expect(await failureOf(api.call('/identity/verify', { documentImage: 'corrupt', faceImage: 'nobody' }))).toEqual([
      400,
      { error: 'the image cannot be decoded (document image)' },
    ]);
    expect(await failureOf(api.postJson('/identity/verify', { documentImage: base64('owner') }))).toEqual([
      400,
      { error: 'image missing (face image)' },
    ]);
  });

  test('401: no key, a wrong one, one that was revoked', async () => {
    const revoked = await api.keyWith('verify');
    await api.records.keys.revoke(revoked.split('_')[2]!, 1);
    for (const headers of [{ 'x-api-key': '' }, { 'x-api-key': 'sk_live_x' }, { 'x-api-key': revoked }]) {
      expect(await failureOf(api.call('/face/detect', { image: 'owner' }, headers))).toEqual([
        401,
        { error: 'missing or invalid x-api-key' },
      ]);
    }
  });

  test('402: the balance is spent', async () => {
    const other = await startDeepidv({
      settings: (defaults) => ({ ...defaults, tokens: { enforced: true, prices: { 'face-detect': 3 }, otherwise: 1 } }),
    });
    const detect = () => other.call('/face/detect', { image: 'owner' });
    const spent = [402, { error: 'insufficient token balance' }];
    expect(await failureOf(detect())).toEqual(spent);
    await other.records.usage.addTokens('app_a', 7);
    const slow = await other.call('/face/detect', { image: 'slow' });
    expect([slow.status, await other.records.usage.balance('app_a')]).toEqual([500, 7]);
    expect([(await detect()).status, (await detect()).status]).toEqual([200, 200]);
    expect(await failureOf(detect())).toEqual(spent);
    await other.close();
  });

  test.each(['read', 'capture'] as const)('403 with a code: a key of scope %s', async (scope) => {
    const headers = { 'x-api-key': await api.keyWith(scope) };
    expect(await failureOf(api.call('/face/detect', { image: 'owner' }, headers))).toEqual([
      403,
      { error: 'the key does not carry the scope that this call needs', code: 'scope' },
    ]);
  });

  test.each([
    'uploads/7e5a1c9e-0000-4000-8000-000000000001.jpg',
    'uploads/b2.jpg',
    '../a1.jpg',
    `uploads/${'a'.repeat(300)}.jpg`,
    `.${'a'.repeat(1000)}`,
  ])('403 alike: the upload %.20s…', async (image) => {
    expect(await failureOf(api.postJson('/face/detect', { image }))).toEqual([
      403,
      { error: 'the upload key is not readable by this organization' },
    ]);
  });

  test('403 alike: an upload of another application, of the sandbox, or under another ending', async () => {
    const key = await api.upload('owner');
    const forbidden = [403, { error: 'the upload key is not readable by this organization' }];
    for (const stranger of api.strangers) {
      expect(await failureOf(api.postJson('/face/detect', { image: key }, { 'x-api-key': stranger }))).toEqual(
        forbidden,
      );
    }
    const image = key.replace('.jpg', '.png');
    expect(await failureOf(api.postJson('/face/detect', { image }))).toEqual(forbidden);
    expect((await api.postJson('/face/detect', { image: key })).status).toBe(200);
  });

  test('404: an unknown address', async () => {
    expect(await failureOf(api.call('/face/nothing', { image: 'owner' }))).toEqual([404, { error: 'not found' }]);
  });

  test('429 with Retry-After: too many calls of a key, or more work than there is room for', async () => {
    const other = await startDeepidv({
      settings: (defaults) => ({ ...defaults, limits: { perSecond: 1, burst: 2, perDay: null } }),
    });
    for (const [name, status] of [
      ['full', 429],
      ['owner', 200],
      ['owner', 429],
    ] as const) {
      const response = await other.call('/face/detect', { image: name });
      expect(response.status).toBe(status);
      if (status === 429) {
        expect(await response.json()).toEqual({ error: 'rate limit exceeded' });
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      }
    }
    await other.close();
  });

  test('500: the server failed, in one part or as a whole', async () => {
    const error = 'unexpected server error, safe to retry with backoff';
    expect(await failureOf(api.call('/face/detect', { image: 'slow' }))).toEqual([500, { error }]);
    expect(await failureOf(api.call('/identity/verify', { documentImage: 'slow', faceImage: 'owner' }))).toEqual([
      500,
      { error },
    ]);
  });

  test('503: while starting and draining', async () => {
    api.control.state = 'draining';
    expect(await failureOf(api.call('/face/detect', { image: 'owner' }))).toEqual([
      503,
      { error: 'the server is starting, stopping or without its storage' },
    ]);
    api.control.state = 'ready';
  });
});

describe('Idempotency-Key', () => {
  test('equal requests are executed once and get equal bytes; another body is 422', async () => {
    const headers = { 'idempotency-key': 'order-1' };
    const both = await Promise.all(
      [1, 2].map(() => api.call('/face/compare', { source: 'owner', target: 'owner' }, headers)),
    );
    const [one, other] = await Promise.all(both.map((response) => response.text()));
    expect(one).toBe(other);
    const usage = await api.records.usage.list('app_a', { fromDay: '2012-03-01', toDay: '2012-03-01' });
    const executed = usage
      .filter(({ operation }) => operation === 'face-compare')
      .reduce((sum, { calls }) => sum + calls, 0);
    await api.call('/face/compare', { source: 'owner', target: 'owner' }, headers);
    const later = await api.records.usage.list('app_a', { fromDay: '2012-03-01', toDay: '2012-03-01' });
    expect(
      later.filter(({ operation }) => operation === 'face-compare').reduce((sum, { calls }) => sum + calls, 0),
    ).toBe(executed);
    expect((await api.call('/face/compare', { source: 'owner', target: 'stranger' }, headers)).status).toBe(422);
  });
});

test('every failure of the registry has a published status', async () => {
  for (const code of Object.keys(failureDescriptions) as FailureCode[]) {
    expect(toDeepidvFailure({ code }).body.error, code).not.toBe('');
  }
});
