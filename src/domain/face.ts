import { z } from 'zod';
import { boxSchema, pointSchema } from '#domain/geometry.js';
import { observationSchema } from '#domain/observation.js';
import { qualitySchema } from '#domain/quality.js';
import { signalSchema } from '#domain/signal.js';

/** Head pose in degrees: yaw positive towards the image's right, pitch positive up, roll positive clockwise. */
export const headPoseSchema = z.object({ yawDegrees: z.number(), pitchDegrees: z.number(), rollDegrees: z.number() });
export type HeadPose = z.infer<typeof headPoseSchema>;

/** Left eye, right eye, nose tip, left and right corner of the mouth; left and right as seen in the image. */
export const fiveLandmarksSchema = z.tuple([pointSchema, pointSchema, pointSchema, pointSchema, pointSchema]);
export type FiveLandmarks = z.infer<typeof fiveLandmarksSchema>;

export const detectedFaceSchema = z.object({
  box: boxSchema,
  landmarks: fiveLandmarksSchema,
  pose: headPoseSchema,
  /** The detector's confidence, 0–1. */
  confidence: z.number().min(0).max(1),
  interEyeDistancePixels: z.number().min(0),
});
export type DetectedFace = z.infer<typeof detectedFaceSchema>;

/** The likeliest label of a net that the operator installed, and how likely: 0–1. */
export const raceEstimateSchema = z.object({ label: z.string(), confidence: z.number().min(0).max(1) });
export type RaceEstimate = z.infer<typeof raceEstimateSchema>;

export const demographicsSchema = z.object({
  ageYears: z.number().nullable(),
  gender: z.enum(['male', 'female', 'unknown']),
  genderConfidence: z.number().min(0).max(1).nullable(),
  /** Left out where nothing was estimated: no net is installed, the application has it off, or the net cannot tell. */
  race: raceEstimateSchema.optional(),
});
export type Demographics = z.infer<typeof demographicsSchema>;

/** A model by its card. */
export const modelNameSchema = z.object({ id: z.string(), version: z.string() });
export type ModelName = z.infer<typeof modelNameSchema>;

export const faceAssessmentSchema = detectedFaceSchema.extend({
  demographics: demographicsSchema,
  quality: qualitySchema,
  liveness: signalSchema,
  deepfake: signalSchema,
  /** Which models gave the number of each signal; none where it was not assessed, or by what a person did alone. */
  models: z.object({ liveness: z.array(modelNameSchema), deepfake: z.array(modelNameSchema) }).optional(),
  /** For reviewers; decides nothing. Empty in what was stored before there were any. */
  observations: z.array(observationSchema).default([]),
});
/** What the engine says of the one face of a selfie. */
export type FaceAssessment = z.infer<typeof faceAssessmentSchema>;

/**
 * A biometric reference or probe. `digest` names recogniser and preprocessing; templates of different digests
 * are never compared.
 */
export interface Template {
  readonly digest: string;
  readonly vector: Float32Array;
}
