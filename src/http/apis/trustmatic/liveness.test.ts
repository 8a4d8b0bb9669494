import { afterAll, beforeAll, expect, test } from 'vitest';
import { livenessAnswerSchema } from '#http/apis/trustmatic/schema.js';
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

const sessionId = 's1';
async function answerOf(path: string, pictures: object) {
  const [status, answer] = await received(api.postJson(path, { sessionId, ...pictures }));
  expect([status, livenessAnswerSchema.parse(answer)]).toEqual([200, answer]);
  return answer;
}
const failed = (error: string) => ({ sessionId, hasError: true, error });

test.each(['/face/liveness', '/id-verifications/face/liveness'])('%s: a score where it was assessed', async (path) => {
  const answer = await answerOf(path, { faceImageBase: base64('live') });
  expect(answer).toEqual({ sessionId, score: 0.8765, hasError: false });
});

test.each([
  ['owner', 'NOT_ASSESSED'],
  ['nobody', 'FACE_NOT_FOUND'],
  ['small', 'FACE_NOT_FOUND'],
  ['crowd', 'TOO_MANY_FACES'],
  ['close', 'FACE_TOO_CLOSE'],
  ['corrupt', 'MISSING_FACE_IMAGE'],
  ['slow', 'INTERNAL_ERROR'],
])('face/liveness of %s: %s and no score', async (script, error) => {
  expect(await answerOf('/face/liveness', { faceImageBase: base64(script) })).toEqual(failed(error));
});

test('face/liveness without its picture', async () => {
  expect(await answerOf('/face/liveness', {})).toEqual(failed('MISSING_FACE_IMAGE'));
});

test.each(['/document/liveness', '/id-verifications/document/liveness'])('%s: a physical document', async (path) => {
  const answer = await answerOf(path, { frontSideImageBase: base64('genuine') });
  expect(answer).toEqual({ sessionId, score: 0.75, hasError: false });
});

test.each([
  ['genuine', 'screen', { sessionId, score: 0.1, hasError: false }],
  ['screen', 'dim', { sessionId, score: 0.1, hasError: false }],
  ['genuine', 'genuine', { sessionId, score: 0.75, hasError: false }],
  ['genuine', 'dim', failed('NOT_ASSESSED')],
  ['dim', 'genuine', failed('NOT_ASSESSED')],
  ['genuine', 'landscape', failed('DOCUMENT_NOT_FOUND')],
  ['genuine', 'corrupt', failed('MISSING_BACK_SIDE_IMAGE')],
  ['landscape', 'corrupt', failed('MISSING_BACK_SIDE_IMAGE')],
])('document/liveness of %s and %s', async (front, back, answer) => {
  const sides = { frontSideImageBase: base64(front), backSideImageBase: base64(back) };
  expect(await answerOf('/document/liveness', sides)).toEqual(answer);
});

test.each([
  ['landscape', 'DOCUMENT_NOT_FOUND'],
  ['heap', 'DOCUMENT_NOT_FOUND'],
  ['far', 'DOCUMENT_TOO_SMALL'],
  ['cropped', 'DOCUMENT_CROPPED'],
  ['dim', 'NOT_ASSESSED'],
  ['corrupt', 'MISSING_FRONT_SIDE_IMAGE'],
])('document/liveness of %s: %s and no score', async (script, error) => {
  expect(await answerOf('/document/liveness', { frontSideImageBase: base64(script) })).toEqual(failed(error));
});

test('document/liveness with one side alone needs the front', async () => {
  const back = { backSideImageBase: base64('genuine') };
  expect(await answerOf('/document/liveness', back)).toEqual(failed('MISSING_FRONT_SIDE_IMAGE'));
});
