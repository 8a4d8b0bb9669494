import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, base64, startDeepidv, type DeepidvUnderTest } from '#http/apis/deepidv/deepidv-under-test.suite.js';
import { faceDetectSchema, identityVerifySchema } from '#http/apis/deepidv/schema.js';
import { pictureFile } from '#http/apis/scripted-pictures.suite.js';

let api: DeepidvUnderTest;
/** Of an upload. */
let key: string;
beforeAll(async () => {
  api = await startDeepidv();
  key = await api.upload('owner');
});
afterAll(() => api.close());

describe('a picture comes', () => {
  const detected = async (response: Response) => {
    const { faceDetected } = faceDetectSchema.parse(await response.json());
    return [response.status, faceDetected];
  };
  const form = (image: string | Blob) => {
    const data = new FormData();
    data.append('image', image);
    return { body: data };
  };
  const blob = (name: string) => new Blob([Uint8Array.from(pictureFile(name))]);

  test.each([
    ['a file part', () => form(blob('owner'))],
    ['base64 in a text part', () => form(base64('owner'))],
    ['base64url in a text part', () => form(pictureFile('owner').toString('base64url'))],
    ['a data URL in a text part', () => form(`data:image/jpeg;base64,${base64('owner')}`)],
    ['an upload key in a text part', () => form(key)],
  ])('as %s', async (_, init) => {
    expect(await detected(await api.post('/face/detect', init()))).toEqual([200, true]);
  });

  test.each([
    ['base64', base64('owner')],
    ['base64 in lines', base64('owner').replace(/.{8}/g, '$&\r\n')],
    ['base64url', pictureFile('owner').toString('base64url')],
    ['a data URL', `data:image/jpeg;base64,${base64('owner')}`],
  ])('as %s in JSON, unknown fields beside it', async (_, image) => {
    expect(await detected(await api.postJson('/face/detect', { image, more: 1 }))).toEqual([200, true]);
  });

  test('as an upload key in JSON', async () => {
    expect(await detected(await api.postJson('/face/detect', { image: key }))).toEqual([200, true]);
  });

  test('in two ways in one call, in any order', async () => {
    const data = new FormData();
    data.append('faceImage', blob('owner'), 'selfie.jpg');
    data.append('documentType', 'passport');
    data.append('documentImage', key);
    const response = await api.post('/identity/verify', { body: data });
    expect(await answerOf(identityVerifySchema, response)).toMatchObject({ verified: true });
  });

  test('a file is never read as a text: it may come from anybody', async () => {
    const file = new Blob([key]);
    const response = await api.post('/face/detect', form(file));
    expect([response.status, await response.json()]).toEqual([400, { error: 'unsupported image format (image)' }]);
  });
});
