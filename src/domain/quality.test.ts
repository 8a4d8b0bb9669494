import { expect, test } from 'vitest';
import { qualityComponentNames, qualitySchema } from '#domain/quality.js';
import { sampleVerification } from '#domain/verification.suite.js';

const component = { native: 1, scalar: 100, fine: true };

test('what was stored with the first twelve components still parses', () => {
  const stored = Object.fromEntries(
    [
      'illuminationUniformity',
      'exposure',
      'contrast',
      'flare',
      'sharpness',
      'compressionArtifacts',
      'radialDistortion',
      'faceOcclusionPrevention',
      'expressionNeutrality',
      'leftEyeOpen',
      'rightEyeOpen',
      'unifiedQualityScore',
    ].map((name) => [name, component]),
  );
  expect(qualitySchema.parse(stored)).toEqual(stored);
});

test('every component is kept, and one that the dialects need may not be missing', () => {
  const all = Object.fromEntries(qualityComponentNames.map((name) => [name, component]));
  expect(qualitySchema.parse(all)).toEqual(all);
  const { sharpness: _missing, ...rest } = sampleVerification().face.quality;
  expect(qualitySchema.safeParse(rest).success).toBe(false);
});
