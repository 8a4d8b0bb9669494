import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, startDeepidv, type DeepidvUnderTest } from '#http/apis/deepidv/deepidv-under-test.suite.js';
import { estimateAgeSchema, faceCompareSchema, faceDetectSchema } from '#http/apis/deepidv/schema.js';

let api: DeepidvUnderTest;
beforeAll(async () => {
  api = await startDeepidv();
});
afterAll(() => api.close());

describe('face/detect', () => {
  const detect = (script: string) => answerOf(faceDetectSchema, api.call('/face/detect', { image: script }));

  test('shares of the picture, and landmarks by type', async () => {
    expect(await detect('crowd')).toEqual({
      faceDetected: true,
      confidence: 0.99,
      boundingBox: { left: 0.1004, top: 0.06325, width: 0.2002, height: 0.30013 },
      landmarks: [
        { type: 'eyeLeft', x: 0.1502, y: 0.163 },
        { type: 'eyeRight', x: 0.2506, y: 0.16313 },
        { type: 'nose', x: 0.2, y: 0.225 },
        { type: 'mouthLeft', x: 0.16, y: 0.2875 },
        { type: 'mouthRight', x: 0.24, y: 0.28875 },
      ],
    });
  });

  test('no face is a measurement', async () => {
    expect(await detect('nobody')).toEqual({ faceDetected: false, confidence: 0 });
  });
});

describe('face/compare', () => {
  const compare = (source: string, target: string) =>
    answerOf(faceCompareSchema, api.call('/face/compare', { source, target }));
  const compared = { threshold: 80, sourceFaceDetected: true, targetFaceDetected: true };
  const failed = { isMatch: false, confidence: null, threshold: 80 };

  test('the same and another person', async () => {
    expect(await compare('owner', 'ghost')).toEqual({ isMatch: true, confidence: 100, ...compared });
    expect(await compare('owner', 'stranger')).toEqual({ isMatch: false, confidence: 4.4, ...compared });
  });

  test.each([
    ['nobody', 'owner', 'no face was found (source)', false, true],
    ['owner', 'nobody', 'no face was found (target)', true, false],
    ['nobody', 'nobody', 'no face was found (source)', false, false],
    ['owner', 'crowd', 'more than one face was found (target)', true, true],
    ['small', 'nobody', 'the face is too small or too unclear to be compared (source)', true, false],
  ])('%s and %s', async (source, target, error, sourceFaceDetected, targetFaceDetected) => {
    expect(await compare(source, target)).toEqual({ ...failed, error, sourceFaceDetected, targetFaceDetected });
  });
});

describe('face/estimate-age', () => {
  const estimate = (script: string) => answerOf(estimateAgeSchema, api.call('/face/estimate-age', { image: script }));
  const unknown = { estimatedAge: null, ageRange: null, gender: null, genderConfidence: null };

  test('age with its range, and gender', async () => {
    expect(await estimate('elderly')).toEqual({
      faceDetected: true,
      estimatedAge: 70,
      ageRange: { low: 62, high: 78 },
      gender: 'M',
      genderConfidence: 0.9877,
    });
    const infant = { estimatedAge: 3, ageRange: { low: 0, high: 11 } };
    expect(await estimate('infant')).toEqual({ faceDetected: true, ...unknown, ...infant });
  });

  test('no face, several, and one too small', async () => {
    expect(await estimate('nobody')).toEqual({ faceDetected: false, ...unknown });
    expect(await estimate('crowd')).toEqual({
      faceDetected: true,
      ...unknown,
      error: 'more than one face was found (image)',
    });
    expect(await estimate('small')).toMatchObject({ faceDetected: true, ...unknown });
  });

  test('what the application has switched off is null', async () => {
    const other = await startDeepidv({
      settings: (defaults) => ({ ...defaults, demographics: { ageAndGender: false, race: false } }),
    });
    const response = await other.call('/face/estimate-age', { image: 'elderly' });
    expect(await answerOf(estimateAgeSchema, response)).toEqual({ faceDetected: true, ...unknown });
    await other.close();
  });
});
