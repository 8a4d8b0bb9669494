import { expect, test } from 'vitest';
import { faceAssessmentSchema } from '#domain/face.js';
import { sampleVerification } from '#domain/verification.suite.js';

test('an assessment that was stored before there were observations has none', () => {
  const { observations: _, ...stored } = sampleVerification().face;
  expect(faceAssessmentSchema.parse(stored)).toEqual({ ...stored, observations: [] });
});
