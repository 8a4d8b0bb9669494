import type { MeshedFace } from '#engine/face/face-detector.js';
import type { ExpressionProbabilities } from '#engine/face/create-expression-classifier.js';

/** Keeps logarithms finite; below what the net's probabilities mean anything. */
const floor = 1e-5;
/**
 * The net gives resting faces a probability of happiness below .003, but up to .3 of sadness or anger: these count only
 * when they outweigh neutrality, happiness long before.
 */
const otherExpressionHandicap = 6;
/** Width of the mouth in outer-eye-corner distances: its mean at rest, and how much a wider one adds. */
const mouth = { restingWidth: 0.54, weight: 30 } as const;

/**
 * ExpressionNeutrality (ISO/IEC 29794-5): evidence for an expression, in units of log odds, higher is less neutral:
 * the larger of ln(P(happy) / P(neutral)) and ln(P(any other) / P(neutral)) − 6 of the expression net, plus 30 times what
 * the mouth is wider than at rest. The weights come from a linear discriminant between the neutral and the smiling
 * pictures of the Face Research Lab London Set, cross-validated over persons (run recorded in thresholds.ts).
 */
export function expressionEvidence(probabilities: ExpressionProbabilities, { mesh }: Pick<MeshedFace, 'mesh'>): number {
  const { neutral, happy } = probabilities;
  const other = Math.max(0, 1 - neutral - happy);
  const logOdds = (probability: number): number => Math.log((probability + floor) / (neutral + floor));
  const distance = (from: number, to: number): number =>
    Math.hypot(
      mesh[from * 3]! - mesh[to * 3]!,
      mesh[from * 3 + 1]! - mesh[to * 3 + 1]!,
      mesh[from * 3 + 2]! - mesh[to * 3 + 2]!,
    );
  const mouthWidth = distance(61, 291) / distance(33, 263);
  return (
    Math.max(logOdds(happy), logOdds(other) - otherExpressionHandicap) +
    mouth.weight * (mouthWidth - mouth.restingWidth)
  );
}
