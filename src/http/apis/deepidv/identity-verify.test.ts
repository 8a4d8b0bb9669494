import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  answerOf,
  holder,
  nobody,
  startDeepidv,
  type DeepidvUnderTest,
} from '#http/apis/deepidv/deepidv-under-test.suite.js';
import { identityVerifySchema } from '#http/apis/deepidv/schema.js';

let api: DeepidvUnderTest;
beforeAll(async () => {
  api = await startDeepidv();
});
afterAll(() => api.close());

describe('identity/verify', () => {
  const verify = (documentImage: string, faceImage: string) =>
    answerOf(identityVerifySchema, api.call('/identity/verify', { documentImage, faceImage }));
  const document = { ...holder, confidence: 98.75 };
  const faceDetection = { faceDetected: true, confidence: 99 };
  const faceMatch = { isMatch: true, confidence: 100, threshold: 80 };
  const noMatch = { isMatch: false, confidence: null, threshold: 80 };

  test('all of one person: the fixed blend', async () => {
    const overallConfidence = 99.3; // 0.4 · 98.75 + 0.2 · 99 + 0.4 · 100
    const answer = { verified: true, document, faceDetection, faceMatch, overallConfidence };
    expect(await verify('owner', 'owner')).toEqual(answer);
    expect(await verify('ghost', 'owner')).toEqual(answer);
  });

  test('another person is not verified', async () => {
    expect(await verify('owner', 'stranger')).toEqual({
      verified: false,
      document,
      faceDetection,
      faceMatch: { isMatch: false, confidence: 4.4, threshold: 80 },
      overallConfidence: 61.06,
    });
  });

  test('no face in the selfie: the other parts answer, no sum is made of what is left', async () => {
    expect(await verify('owner', 'nobody')).toEqual({
      verified: false,
      document,
      faceDetection: { faceDetected: false, confidence: 0 },
      faceMatch: { ...noMatch, error: 'no face was found (face image)' },
      overallConfidence: null,
    });
  });

  test('several faces in the selfie', async () => {
    expect(await verify('owner', 'crowd')).toEqual({
      verified: false,
      document,
      faceDetection,
      faceMatch: { ...noMatch, error: 'more than one face was found (face image)' },
      overallConfidence: null,
    });
  });

  test('no document: its block keeps its keys', async () => {
    expect(await verify('landscape', 'owner')).toEqual({
      verified: false,
      document: { ...nobody, confidence: null, error: 'no document was found (document image)' },
      faceDetection,
      faceMatch: { ...noMatch, error: 'no face was found (document image)' },
      overallConfidence: null,
    });
  });

  test('a document that shows no face is read all the same', async () => {
    expect(await verify('portraitless', 'owner')).toMatchObject({ verified: false, document, faceMatch: noMatch });
  });

  test.each([
    ['expired', false],
    ['forged', false],
    ['unsure', true],
  ])('a document that is %s: verified is %s, whatever the sum', async (script, verified) => {
    expect(await verify(script, 'owner')).toMatchObject({ verified, overallConfidence: 99.3 });
  });
});
