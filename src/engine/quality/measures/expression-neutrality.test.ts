import { expect, test } from 'vitest';
import { expressionEvidence } from '#engine/quality/measures/expression-neutrality.js';

const still = { neutral: 0.98, happy: 0.0005, sad: 0.01, angry: 0.0095, fearful: 0, disgusted: 0, surprised: 0 };

/** A mesh with only the mouth's and the eyes' corners set. */
function meshWith(mouthWidth: number): { mesh: Float32Array } {
  const mesh = new Float32Array(468 * 3);
  mesh.set([0, 0, 0], 33 * 3);
  mesh.set([100, 0, 0], 263 * 3);
  mesh.set([50 - mouthWidth / 2, 100, 0], 61 * 3);
  mesh.set([50 + mouthWidth / 2, 100, 0], 291 * 3);
  return { mesh };
}

test('a still face lies far below a smile, and a wider mouth adds to the evidence', () => {
  const rest = expressionEvidence(still, meshWith(54));
  const smile = expressionEvidence({ ...still, neutral: 0.02, happy: 0.96 }, meshWith(54));
  expect(rest).toBeCloseTo(Math.log(0.00051 / 0.98001), 5);
  expect(smile - rest).toBeGreaterThan(8);
  expect(expressionEvidence(still, meshWith(64)) - rest).toBeCloseTo(3, 5);
});

test('another expression counts once it outweighs neutrality', () => {
  const resting = expressionEvidence({ ...still, neutral: 0.7, sad: 0.2995 }, meshWith(54));
  const surprised = expressionEvidence({ ...still, neutral: 0.02, surprised: 0.96 }, meshWith(54));
  expect(resting).toBeLessThan(-4.5);
  expect(surprised).toBeGreaterThan(-4.5);
});
