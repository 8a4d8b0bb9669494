import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FaceAssessment } from '#domain/face.js';
import type { IdentityCheck } from '#domain/operation.js';
import { sampleVerification } from '#domain/verification.suite.js';
import type { Verdict } from '#domain/verification.js';
import { compareTemplates } from '#engine/compare/compare-templates.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { shippedOperatingPoint } from '#engine/compare/recogniser-in-use.js';
import { toAssessment } from '#http/apis/clearconsent/to-wire.js';
import { toFaceCompare, toMatchBlock } from '#http/apis/deepidv/to-face.js';
import { toIdentityVerify } from '#http/apis/deepidv/to-identity.js';
import { toIdentifyResult, toVerifyResult } from '#http/apis/ooto/to-wire.js';
import { matchScore } from '#http/apis/trustmatic/to-wire.js';

const sample = sampleVerification();
const faces: [FaceAssessment, FaceAssessment] = [sample.face, sample.face];
const detection: IdentityCheck['detection'] = { ok: true, value: { width: 640, height: 480, faces: [sample.face] } };
const reading: IdentityCheck['document'] = {
  ok: true,
  value: {
    document: { ...sample.document, warnings: [], mrz: null },
    picture: { width: 640, height: 480 },
    timings: {},
  },
};

/** The engine's own comparison of two templates that lie `1 - score` apart. */
function verdictAt(score: number, operatingPoint: OperatingPoint): Verdict {
  const vector = (x: number) => ({ digest: 'd', vector: Float32Array.of(x, 0) });
  const { match, inReviewBand, similarity, comparison } = compareTemplates(
    vector(1 - score),
    vector(0),
    operatingPoint,
  );
  const decision = match ? 'match' : inReviewBand ? 'review' : 'no-match';
  return { match, similarity, comparison, decision, reasons: [] };
}

const unasked = { ok: false, failure: { code: 'internal' } } as const;
const toldByClearConsent = (verdict: Verdict) =>
  toAssessment(
    { document: unasked, selfie: unasked, comparison: { ok: true, value: verdict }, secondOpinion: null },
    { status: 'review', riskFactors: [] },
  );

/** What each dialect says of a comparison, by its verdict field and by comparing its number with its own threshold. */
function toldBy(verdict: Verdict): Record<string, boolean> {
  const compared = { ...verdict, faces };
  const identify = toIdentifyResult({ ...sample, ...verdict }).comparison;
  const verify = toVerifyResult(compared, { liveness: false, deepfake: false });
  const block = toMatchBlock({ ok: true, value: verdict });
  const compare = toFaceCompare({ ok: true, value: compared });
  const whole = toIdentityVerify({ document: reading, detection, comparison: { ok: true, value: compared } });
  const percent = (confidence: number | null): boolean => confidence !== null && confidence >= 80;
  const { faceComparison, verificationAssessment } = toldByClearConsent(verdict);
  return {
    'ClearConsent isIdentical': faceComparison.isIdentical,
    'ClearConsent confidence': (faceComparison.confidence ?? 0) >= 0.75,
    'ClearConsent similarityScore': (faceComparison.similarityScore ?? 0) >= 75,
    'ClearConsent overallScore': (verificationAssessment.overallScore ?? 0) >= 75,
    'OOTO doc/identify same': identify.same,
    'OOTO doc/identify similarity': identify.similarity >= 0.75,
    'OOTO verify same': verify.same,
    'OOTO verify similarity': verify.similarity >= 0.75,
    'deepidv block isMatch': block.isMatch,
    'deepidv block confidence': percent(block.confidence),
    'deepidv face/compare isMatch': compare.isMatch,
    'deepidv face/compare confidence': percent(compare.confidence),
    'deepidv identity/verify verified': whole.verified,
    'deepidv identity/verify isMatch': whole.faceMatch.isMatch,
    'Trustmatic score': matchScore(compared) >= 27,
  };
}

/** Any application's calibration: its threshold moves, and every dialect's scale with it. */
const operatingPoint = fc
  .tuple(fc.double({ min: -0.5, max: 0.95, noNaN: true }), fc.double({ min: 0, max: 0.3, noNaN: true }))
  .map(([threshold, band]): OperatingPoint => ({ ...shippedOperatingPoint, threshold, reviewFrom: threshold - band }));

/** Far from the threshold, a hair from it, and so near that rounding to any dialect's digits would cross it. */
const offset = fc.oneof(
  fc.double({ min: -2, max: 1, noNaN: true }),
  fc.double({ min: -1e-4, max: 1e-4, noNaN: true }),
  fc.constantFrom(0, 1e-7, -1e-7, 1e-12, -1e-12),
);

test('every dialect says what the engine says, at any score and under any calibration', () => {
  const seen = { match: 0, other: 0 };
  fc.assert(
    fc.property(operatingPoint, offset, (point, away) => {
      const verdict = verdictAt(Math.min(1, point.threshold + away), point);
      seen[verdict.match ? 'match' : 'other']++;
      const told = toldBy(verdict);
      expect(told).toEqual(Object.fromEntries(Object.keys(told).map((name) => [name, verdict.match])));
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(seen.match, seen.other)).toBeGreaterThan(100);
});

test('at the operating point itself every dialect publishes exactly its own threshold', () => {
  fc.assert(
    fc.property(operatingPoint, ({ threshold }) => {
      const comparison = { score: threshold, threshold, falseMatchRate: null, falseMatchRateAtMost: null };
      const verdict: Verdict = { match: true, similarity: 0.75, comparison, decision: 'match', reasons: [] };
      const { similarity } = toIdentifyResult({ ...sample, ...verdict }).comparison;
      const { confidence } = toMatchBlock({ ok: true, value: verdict });
      const { faceComparison } = toldByClearConsent(verdict);
      const numbers = [similarity, confidence, matchScore({ ...verdict, faces }), faceComparison.confidence];
      expect([...numbers, faceComparison.similarityScore]).toEqual([0.75, 80, 27, 0.75, 75]);
    }),
  );
});
