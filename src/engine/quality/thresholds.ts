import type { QualityComponent, QualityComponentName } from '#domain/quality.js';

/** A limit of a native value and how fast the scalar falls beyond it: 50 at the limit, 73 or 27 one `width` to its sides. */
interface Limit {
  readonly at: number;
  readonly width: number;
}

/** How often faces that nothing is wrong with were flagged: `flagged` of `total`. */
interface FalseAlarms {
  readonly flagged: number;
  readonly total: number;
}

/** Inside its limits a native value is fine. */
export interface QualityThreshold {
  readonly lower?: Limit;
  readonly upper?: Limit;
  /** On the 68 neutral and the 68 smiling pictures of the Face Research Lab London Set. */
  readonly falseAlarms: { readonly neutral: FalseAlarms; readonly smile: FalseAlarms };
}

/** Of the 68 pictures of each kind. */
const of68 = (neutral: number, smile: number): QualityThreshold['falseAlarms'] => ({
  neutral: { flagged: neutral, total: 68 },
  smile: { flagged: smile, total: 68 },
});

/**
 * The one table of limits. `falseAlarms` is what `bonafide evaluate quality faces/london` prints; of 68, 0 leaves the true
 * rate below 4.3 % and 1 below 6.8 % (95 %, one-sided, Clopper–Pearson). For `expressionNeutrality` the smiles are hits.
 */
export const qualityThresholds: Readonly<Record<QualityComponentName, QualityThreshold>> = {
  illuminationUniformity: { lower: { at: 0.3, width: 0.05 }, falseAlarms: of68(0, 1) },
  exposure: { lower: { at: 0.18, width: 0.02 }, upper: { at: 0.78, width: 0.02 }, falseAlarms: of68(0, 0) },
  contrast: { lower: { at: 0.24, width: 0.02 }, upper: { at: 0.85, width: 0.02 }, falseAlarms: of68(0, 0) },
  flare: { upper: { at: 0.02, width: 0.003 }, falseAlarms: of68(0, 0) },
  sharpness: { lower: { at: 0.4, width: 0.015 }, falseAlarms: of68(0, 0) },
  compressionArtifacts: { upper: { at: 0.08, width: 0.01 }, falseAlarms: of68(0, 0) },
  radialDistortion: { lower: { at: -0.22, width: 0.03 }, upper: { at: 0.22, width: 0.03 }, falseAlarms: of68(0, 0) },
  faceOcclusionPrevention: { upper: { at: 0.12, width: 0.018 }, falseAlarms: of68(0, 0) },
  expressionNeutrality: { upper: { at: -4.5, width: 0.8 }, falseAlarms: of68(1, 58) },
  leftEyeOpen: { lower: { at: 0.18, width: 0.01 }, falseAlarms: of68(0, 0) },
  rightEyeOpen: { lower: { at: 0.18, width: 0.01 }, falseAlarms: of68(0, 1) },
  unifiedQualityScore: { lower: { at: 0.36, width: 0.05 }, falseAlarms: of68(0, 0) },
};

/** Judges a native value: `fine` inside the limits, `scalar` 0–100 by a logistic curve through 50 at each limit. */
export function judge(native: number, { lower, upper }: QualityThreshold): QualityComponent {
  const fine = (lower === undefined || native >= lower.at) && (upper === undefined || native <= upper.at);
  const above = lower === undefined ? 1 : logistic((native - lower.at) / lower.width);
  const below = upper === undefined ? 1 : logistic((upper.at - native) / upper.width);
  return { native, scalar: 100 * above * below, fine };
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
