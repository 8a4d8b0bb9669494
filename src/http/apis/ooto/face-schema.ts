import { z } from 'zod';
import { notAssessedReasons, type NotAssessedReason } from '#domain/signal.js';

export const unit = z.number().min(0).max(1);
const scored = z.strictObject({ score: unit, fine: z.boolean() });
const measured = z.strictObject({ value: z.number(), fine: z.boolean() });

/** Liveness or deepfake; what was not assessed carries no number. */
export const signal = z.discriminatedUnion('status', [
  z.strictObject({ score: unit, fine: z.boolean(), status: z.literal('assessed') }),
  z.strictObject({
    score: z.null(),
    fine: z.literal(false),
    status: z.literal('not-assessed'),
    reason: z.enum(Object.keys(notAssessedReasons) as [NotAssessedReason, ...NotAssessedReason[]]), // Object.keys loses the key type
  }),
]);
export type OotoSignal = z.infer<typeof signal>;

/** Pixels of the upright picture, origin at the top left. */
export const box = z.strictObject({ x: z.int(), y: z.int(), w: z.int(), h: z.int() });
export type OotoBox = z.infer<typeof box>;

/** Left eye, right eye, nose, left and right corner of the mouth, as seen in the picture. */
const landmarks = z.array(z.tuple([z.int(), z.int()])).length(5);

const demography = z.strictObject({
  age: z.number().nullable(),
  gender: z.enum(['male', 'female', 'unknown']),
  race: z.string(),
});
export type OotoDemography = z.infer<typeof demography>;

/** What both generations of `quality` call alike. Angles in degrees. */
const measures = z.strictObject({
  pitch: z.number(),
  yaw: z.number(),
  roll: z.number(),
  uniformity: measured,
  exposure: measured,
  contrast: measured,
  flare: scored,
  blur: scored,
  macroblocks: scored,
  distortion: scored,
  occlusion: scored,
  emotion: scored,
  crfiqa: scored,
});
export type OotoMeasures = z.infer<typeof measures>;

/** A face as seed 000 has it: demography inside the quality, whose keys are spelled with underscores. */
export const identifyFaceSchema = z.strictObject({
  liveness: signal,
  deepfake: signal,
  quality: measures.extend({ ...demography.shape, left_eye_closed: scored, right_eye_closed: scored }),
  box,
  landmarks,
});
export type IdentifyFace = z.infer<typeof identifyFaceSchema>;

/** A face as seed 002 has it; a signal that the caller did not ask for is left out. */
export const faceSchema = z.strictObject({
  liveness: signal.optional(),
  deepfake: signal.optional(),
  quality: measures.extend({ leftEyeClosed: scored, rightEyeClosed: scored }),
  box,
  landmarks,
  demography,
});
export type OotoFace = z.infer<typeof faceSchema>;
