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
 * The one table of limits. `falseAlarms` is what `bonafide evaluate quality` prints for `faces/london/*_neutral.jpg` and
 * `*_smile.jpg`; of 68, 0 leaves the true rate below 4.3 % and 1 below 6.8 % (95 %, one-sided, Clopper–Pearson). For
 * `expressionNeutrality` the smiles are hits. Where the native value is that of ISO/IEC 29794-5 and its limit fits a selfie,
 * the limit is where OFIQ's published mapping gives 50 (background, inter-eye distance, crops to the sides, mouth); the
 * others lie between what good pictures show and what the sweeps of docs/accuracy/quality show (docs/decisions/0021).
 */
export const qualityThresholds: Readonly<Record<QualityComponentName, QualityThreshold>> = {
  backgroundUniformity: { upper: { at: 113, width: 25 }, falseAlarms: of68(0, 0) },
  illuminationUniformity: { lower: { at: 0.3, width: 0.05 }, falseAlarms: of68(0, 1) },
  exposure: { lower: { at: 0.18, width: 0.02 }, upper: { at: 0.78, width: 0.02 }, falseAlarms: of68(0, 0) },
  contrast: { lower: { at: 0.24, width: 0.02 }, upper: { at: 0.85, width: 0.02 }, falseAlarms: of68(0, 0) },
  flare: { upper: { at: 0.02, width: 0.003 }, falseAlarms: of68(0, 0) },
  luminanceMean: { lower: { at: 0.03, width: 0.005 }, upper: { at: 0.8, width: 0.05 }, falseAlarms: of68(0, 0) },
  luminanceVariance: { lower: { at: 0.0004, width: 0.0001 }, falseAlarms: of68(0, 0) },
  underExposurePrevention: { upper: { at: 0.97, width: 0.02 }, falseAlarms: of68(0, 0) },
  overExposurePrevention: { upper: { at: 0.01, width: 0.002 }, falseAlarms: of68(0, 0) },
  dynamicRange: { lower: { at: 4, width: 0.3 }, falseAlarms: of68(0, 0) },
  sharpness: { lower: { at: 0.4, width: 0.015 }, falseAlarms: of68(0, 0) },
  compressionArtifacts: { upper: { at: 0.08, width: 0.01 }, falseAlarms: of68(0, 0) },
  naturalColour: { upper: { at: 11, width: 3 }, falseAlarms: of68(0, 0) },
  radialDistortion: { lower: { at: -0.22, width: 0.03 }, upper: { at: 0.22, width: 0.03 }, falseAlarms: of68(0, 0) },
  singleFacePresent: { upper: { at: 0.5, width: 0.1 }, falseAlarms: of68(0, 0) },
  interEyeDistance: { lower: { at: 70, width: 20 }, falseAlarms: of68(0, 0) },
  headSize: { lower: { at: 0.1, width: 0.02 }, upper: { at: 0.6, width: 0.05 }, falseAlarms: of68(0, 0) },
  leftwardCropOfTheFaceImage: { lower: { at: 0.9, width: 0.1 }, falseAlarms: of68(0, 0) },
  rightwardCropOfTheFaceImage: { lower: { at: 0.9, width: 0.1 }, falseAlarms: of68(0, 0) },
  marginAboveOfTheFaceImage: { lower: { at: 1.1, width: 0.1 }, falseAlarms: of68(0, 0) },
  marginBelowOfTheFaceImage: { lower: { at: 1.1, width: 0.1 }, falseAlarms: of68(0, 0) },
  headPoseYaw: { lower: { at: -20, width: 3 }, upper: { at: 20, width: 3 }, falseAlarms: of68(0, 0) },
  headPosePitch: { lower: { at: -25, width: 3 }, upper: { at: 25, width: 3 }, falseAlarms: of68(0, 0) },
  headPoseRoll: { lower: { at: -15, width: 3 }, upper: { at: 15, width: 3 }, falseAlarms: of68(0, 0) },
  expressionNeutrality: { upper: { at: -4.5, width: 0.8 }, falseAlarms: of68(1, 59) },
  mouthClosed: { upper: { at: 0.2, width: 0.06 }, falseAlarms: of68(0, 0) },
  leftEyeOpen: { lower: { at: 0.18, width: 0.01 }, falseAlarms: of68(0, 0) },
  rightEyeOpen: { lower: { at: 0.18, width: 0.01 }, falseAlarms: of68(0, 1) },
  eyesVisible: { upper: { at: 0.5, width: 0.05 }, falseAlarms: of68(0, 1) },
  mouthOcclusionPrevention: { upper: { at: 0.5, width: 0.05 }, falseAlarms: of68(0, 0) },
  faceOcclusionPrevention: { upper: { at: 0.12, width: 0.018 }, falseAlarms: of68(0, 0) },
  unifiedQualityScore: { lower: { at: 0.58, width: 0.06 }, falseAlarms: of68(0, 0) },
};

/** Judges a native value: `fine` inside the limits, `scalar` 0–100 by a logistic curve through 50 at each limit. */
export function judge(native: number, { lower, upper }: QualityThreshold): QualityComponent {
  const fine = (lower === undefined || native >= lower.at) && (upper === undefined || native <= upper.at);
  const above = lower === undefined ? 1 : logistic((native - lower.at) / lower.width);
  const below = upper === undefined ? 1 : logistic((upper.at - native) / upper.width);
  return { native, scalar: 100 * above * below, fine };
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
