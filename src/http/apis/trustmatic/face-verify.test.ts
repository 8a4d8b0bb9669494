import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishedAnswers, publishedErrors, publishedRequest } from '#http/apis/trustmatic/fixtures.suite.js';
import { faceVerifyAnswerSchema, faceVerifyRequestSchema } from '#http/apis/trustmatic/schema.js';
import {
  base64,
  received,
  startTrustmatic,
  type TrustmaticUnderTest,
} from '#http/apis/trustmatic/trustmatic-under-test.suite.js';

let api: TrustmaticUnderTest;
beforeAll(async () => {
  api = await startTrustmatic();
});
afterAll(() => api.close());

const sessionId = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
const verify = async (body: unknown, path = '/face/verify') => {
  const [status, answer] = await received(api.postJson(path, body));
  expect(faceVerifyAnswerSchema.parse(answer)).toEqual(answer);
  return [status, answer];
};
const pair = (probe: string, reference: string) => publishedRequest(base64(probe), base64(reference));
const errorOf = (error: string) => [200, { sessionId, hasError: true, error }];

test("the seed's examples are what the schemas say", () => {
  const request = publishedRequest('/9j/4A==', '/9j/4A==');
  expect(faceVerifyRequestSchema.parse(request)).toEqual(request);
  for (const answer of Object.values(publishedAnswers)) expect(faceVerifyAnswerSchema.parse(answer)).toEqual(answer);
});

test.each(['/face/verify', '/id-verifications/face/verify'])('%s: passed and not passed', async (path) => {
  expect(await verify(pair('owner', 'owner'), path)).toEqual([200, { sessionId, score: 100, hasError: false }]);
  expect(await verify(pair('owner', 'stranger'), path)).toEqual([200, { sessionId, score: 1, hasError: false }]);
});

test('a smaller second portrait of the reference is no error', async () => {
  expect(await verify(pair('owner', 'ghost'))).toEqual([200, { sessionId, score: 100, hasError: false }]);
});

const image = base64('owner');
const wrapped = image.replace(/.{8}/g, '$&\n');
test.each([
  ['standard', image],
  ['unpadded', image.replaceAll('=', '')],
  ['URL-safe', Buffer.from(image, 'base64').toString('base64url')],
  ['wrapped', wrapped],
  ['a data URL', `data:image/png;base64,${image}`],
])('base64, %s', async (_, text) => {
  expect(await verify(publishedRequest(text, text))).toEqual([200, { sessionId, score: 100, hasError: false }]);
});

describe('in-band errors', () => {
  const tooLarge = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff), Buffer.alloc(15 * 1024 * 1024)]).toString('base64');
  const told = new Set<string>();

  test.each<[string, unknown, string]>([
    ['both missing', { sessionId }, 'MISSING_PROBE_IMAGE'],
    ['no reference', { sessionId, probe: { imageBase64: image } }, 'MISSING_REFERENCE_IMAGE'],
    ['probe of another type', { sessionId, probe: 1, reference: { imageBase64: image } }, 'MISSING_PROBE_IMAGE'],
    ['picture of another type', { ...pair('owner', 'owner'), probe: { imageBase64: [] } }, 'MISSING_PROBE_IMAGE'],
    ['no base64', publishedRequest(image, '…'), 'MISSING_REFERENCE_IMAGE'],
    ['an empty text', publishedRequest('', image), 'MISSING_PROBE_IMAGE'],
    ['an address', publishedRequest('https://example.com/a.jpg', image), 'MISSING_PROBE_IMAGE'],
    ['no picture', publishedRequest(image, 'AAAA'), 'MISSING_REFERENCE_IMAGE'],
    ['over 15 MB', publishedRequest(tooLarge, image), 'MISSING_PROBE_IMAGE'],
    ['a corrupt reference', pair('nobody', 'corrupt'), 'MISSING_REFERENCE_IMAGE'],
    ['too many pixels', pair('huge', 'owner'), 'MISSING_PROBE_IMAGE'],
    ['no face in either', pair('nobody', 'nobody'), 'PROBE_FACE_NOT_FOUND'],
    ['a face too small', pair('small', 'owner'), 'PROBE_FACE_NOT_FOUND'],
    ['several faces in the probe', pair('crowd', 'owner'), 'PROBE_FACE_NOT_FOUND'],
    ['a second face of a third of the probe', pair('ghost', 'owner'), 'PROBE_FACE_NOT_FOUND'],
    ['no face in the reference', pair('owner', 'nobody'), 'REFERENCE_FACE_NOT_FOUND'],
    ['several comparable faces in the reference', pair('owner', 'crowd'), 'REFERENCE_FACE_NOT_FOUND'],
    ['a deadline', pair('owner', 'slow'), 'INTERNAL_ERROR'],
  ])('%s', async (_, body, error) => {
    expect(await verify(body)).toEqual(errorOf(error));
    told.add(error);
  });

  test('each published error was told', () => {
    expect([...told].sort()).toEqual([...publishedErrors].sort());
  });
});

test('an internal error is kept for nobody: the equal request is executed again', async () => {
  const headers = { 'idempotency-key': 'k1' };
  const calls = async () => {
    const rows = await api.records.usage.list('app_a', { fromDay: '2012-03-01', toDay: '2012-03-01' });
    return rows.reduce((sum, row) => sum + row.calls, 0);
  };
  const before = await calls();
  for (const executed of [1, 2]) {
    expect(await received(api.postJson('/face/verify', pair('slow', 'owner'), headers))).toEqual(
      errorOf('INTERNAL_ERROR'),
    );
    expect((await calls()) - before).toBe(executed);
  }
  const others = { 'idempotency-key': 'k2' };
  for (let i = 0; i < 2; i++) {
    expect(await received(api.postJson('/face/verify', pair('nobody', 'owner'), others))).toEqual(
      errorOf('PROBE_FACE_NOT_FOUND'),
    );
    expect((await calls()) - before).toBe(3);
  }
});

test('a fault of ours is an internal error of its session, without a word about it', async () => {
  const other = await startTrustmatic();
  other.records.inTransaction = async () => {
    throw new Error('L898902C3');
  };
  expect(await received(other.postJson('/face/verify', pair('owner', 'owner')))).toEqual(errorOf('INTERNAL_ERROR'));
  expect(other.logged()).toContain('"event":"request-fault"');
  expect(other.logged()).not.toContain('L898902C3');
  await other.close();
});
