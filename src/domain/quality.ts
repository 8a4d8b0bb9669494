import { z } from 'zod';

/**
 * One component of ISO/IEC 29794-5: `native` in the measure's own unit, `scalar` 0–100 where higher is better,
 * `fine` inside the band of the threshold table.
 */
export const qualityComponentSchema = z.object({
  native: z.number(),
  scalar: z.number().min(0).max(100),
  fine: z.boolean(),
});
export type QualityComponent = z.infer<typeof qualityComponentSchema>;

const always = qualityComponentSchema;
/** Left out where the picture does not allow it, and in what was stored before the component was measured. */
const whereAllowed = qualityComponentSchema.optional();

/**
 * Component names after ISO/IEC 29794-5 and OFIQ, in the order in which they are told; the dialects map them to their
 * own words. `exposure`, `contrast` and `flare` are not the standard's: they are what the dialects ask for.
 */
export const qualitySchema = z.object({
  backgroundUniformity: whereAllowed,
  illuminationUniformity: always,
  exposure: always,
  contrast: always,
  flare: always,
  luminanceMean: whereAllowed,
  luminanceVariance: whereAllowed,
  underExposurePrevention: whereAllowed,
  overExposurePrevention: whereAllowed,
  dynamicRange: whereAllowed,
  sharpness: always,
  compressionArtifacts: always,
  naturalColour: whereAllowed,
  radialDistortion: always,
  singleFacePresent: whereAllowed,
  interEyeDistance: whereAllowed,
  headSize: whereAllowed,
  leftwardCropOfTheFaceImage: whereAllowed,
  rightwardCropOfTheFaceImage: whereAllowed,
  marginAboveOfTheFaceImage: whereAllowed,
  marginBelowOfTheFaceImage: whereAllowed,
  headPoseYaw: whereAllowed,
  headPosePitch: whereAllowed,
  headPoseRoll: whereAllowed,
  expressionNeutrality: always,
  mouthClosed: whereAllowed,
  leftEyeOpen: always,
  rightEyeOpen: always,
  eyesVisible: whereAllowed,
  mouthOcclusionPrevention: whereAllowed,
  faceOcclusionPrevention: always,
  unifiedQualityScore: always,
});
export type Quality = z.infer<typeof qualitySchema>;
export type QualityComponentName = keyof Quality;
export const qualityComponentNames = Object.keys(qualitySchema.shape) as [
  QualityComponentName,
  ...QualityComponentName[],
]; // Object.keys loses the key type
