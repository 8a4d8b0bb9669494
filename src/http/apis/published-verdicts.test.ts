import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleVerification } from '#domain/verification.suite.js';
import type { FaceComparison } from '#domain/verification.js';
import { similarityOf } from '#engine/compare/similarity.js';
import { toFaceCompare, toMatchBlock } from '#http/apis/deepidv/to-face.js';
import { matchScore } from '#http/apis/trustmatic/to-wire.js';

const { face, reasons, decision } = sampleVerification();

/** As the engine gives it for a native score at an operating point. */
const comparisonOf = (score: number, threshold: number): FaceComparison => ({
  match: score >= threshold,
  similarity: similarityOf(score, threshold),
  decision,
  reasons,
  comparison: { score, threshold, falseMatchRate: null, falseMatchRateAtMost: null },
  faces: [face, face],
});

test('isMatch, confidence ≥ 80 and score ≥ 27 are the match of the engine, for any score at any threshold', () => {
  const threshold = fc.double({ min: -0.5, max: 0.95, noNaN: true });
  const nearIt = fc.constantFrom(-2e-16, -1e-16, 0, 1e-16, 2e-16, -1e-9, 1e-9);
  const score = fc.oneof(fc.double({ min: -2, max: 1, noNaN: true }), nearIt);
  fc.assert(
    fc.property(threshold, score, fc.boolean(), (operatingPoint, value, isNear) => {
      const told = comparisonOf(isNear ? operatingPoint + value * 1e-3 : value, operatingPoint);
      const { isMatch, confidence, threshold: published } = toMatchBlock({ ok: true, value: told });
      expect([isMatch, confidence! >= published, matchScore(told) >= 27]).toEqual([told.match, told.match, told.match]);
      expect(toFaceCompare({ ok: true, value: told })).toMatchObject({ isMatch, confidence });
    }),
  );
});
