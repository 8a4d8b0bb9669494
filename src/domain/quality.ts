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

/** Component names after ISO/IEC 29794-5 and OFIQ; the dialects map them to their own words. */
export const qualityComponentNames = [
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
] as const;
export type QualityComponentName = (typeof qualityComponentNames)[number];

export const qualitySchema = z.record(z.enum(qualityComponentNames), qualityComponentSchema);
export type Quality = Record<QualityComponentName, QualityComponent>;
