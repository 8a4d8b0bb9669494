import type { Template } from '#domain/face.js';
import { falseMatchRateAt, falseMatchRateBound } from '#engine/compare/false-match-rate.js';
import { nativeScore } from '#engine/compare/native-score.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { similarityOf } from '#engine/compare/similarity.js';
import type { FaceMatch } from '#engine/decision/decide.js';

/**
 * What the likeness of two templates says at an operating point. Throws when the
 * templates come from different recognisers.
 */
export function compareTemplates(probe: Template, reference: Template, operatingPoint: OperatingPoint): FaceMatch {
  const { metric, threshold, reviewFrom, falseMatchRates, policy } = operatingPoint;
  const score = nativeScore(metric, probe, reference);
  const match = score >= threshold;
  return {
    match,
    inReviewBand: !match && score >= reviewFrom,
    similarity: similarityOf(score, threshold),
    comparison: {
      score,
      threshold,
      falseMatchRate: falseMatchRateAt(score, falseMatchRates),
      falseMatchRateAtMost: falseMatchRateBound(score, falseMatchRates),
      ...(policy === undefined ? {} : { policy }),
    },
  };
}
