import { z } from 'zod';
import { imageInputSchema, operatingPointsSchema, sha256Schema } from '#domain/card.js';
import { fiveLandmarksSchema, type FiveLandmarks } from '#domain/face.js';
import { ownWeightsShape } from '#domain/own-net.js';

/** Names a recogniser on the command line, and its folder. */
export const recogniserIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/**
 * Where the five landmarks lie in the 112 × 112 pixels that recognisers trained with ArcFace see (`arcface_dst` of
 * InsightFace, the same in OpenCV's FaceRecognizerSF).
 */
export const arcFaceTemplate: FiveLandmarks = [
  { x: 38.2946, y: 51.6963 },
  { x: 73.5318, y: 51.5014 },
  { x: 56.0252, y: 71.7366 },
  { x: 41.5493, y: 92.3655 },
  { x: 70.7299, y: 92.2041 },
];

const aboutSchema = z.strictObject({
  id: recogniserIdSchema,
  version: z.string().min(1),
  title: z.string().optional(),
  /** What was measured, and with which data. */
  measured: z.array(z.strictObject({ figure: z.string().min(1), command: z.string().optional() })).default([]),
  /** Left out: it has to be calibrated before it can be used. */
  operatingPoints: operatingPointsSchema.optional(),
});

/** An ONNX net of the operator's own that turns an aligned face into a vector. */
export const recogniserNetModelSchema = aboutSchema
  .extend({
    kind: z.literal('net'),
    ...ownWeightsShape,
    input: imageInputSchema.extend({
      sidePixels: z.number().int().min(16).max(1024),
      /** The net takes one picture at a time. */
      onePicture: z.boolean().default(false),
    }),
    /** Where the five landmarks come to lie in the input; `arcface-112`: as in `arcFaceTemplate`. */
    alignment: z.union([z.literal('arcface-112'), fiveLandmarksSchema]),
    output: z.strictObject({ name: z.string().min(1), dimensions: z.number().int().min(2).max(4096) }),
    /** The template is the mean of the descriptors of the picture and of its mirror image. */
    mirrorAveraging: z.boolean(),
    metric: z.enum(['euclidean', 'cosine']),
  })
  .refine(({ alignment, input }) => alignment !== 'arcface-112' || input.sidePixels === 112, {
    path: ['alignment'],
    error: 'arcface-112 is for an input of 112 pixels; give the five points of another',
  });
export type RecogniserNetModel = z.infer<typeof recogniserNetModelSchema>;

/** Several recognisers as one (create-recogniser-ensemble.ts). It has operating points of its own, or none. */
export const recogniserEnsembleModelSchema = aboutSchema.extend({
  kind: z.literal('ensemble'),
  members: z
    .array(
      z.strictObject({
        id: recogniserIdSchema,
        /** Of the member's net and preparation: another net under the same id is another ensemble. */
        digest: sha256Schema,
        /** What the square of its distance counts. */
        weight: z.number().gt(0).max(1e6),
      }),
    )
    .min(2)
    .max(8),
});
export type RecogniserEnsembleModel = z.infer<typeof recogniserEnsembleModelSchema>;

/** Model card and descriptor in one of a recogniser that an operator installed: `recogniser.json`. */
export const recogniserModelSchema = z.discriminatedUnion('kind', [
  recogniserNetModelSchema,
  recogniserEnsembleModelSchema,
]);
export type RecogniserModel = z.infer<typeof recogniserModelSchema>;

/** Operating points from a calibration, for exactly the recogniser that was calibrated: `operating-points.json`. */
export const calibratedPointsSchema = operatingPointsSchema
  .extend({ recogniserDigest: sha256Schema })
  .refine(({ threshold, reviewFrom }) => reviewFrom <= threshold && threshold < 1, {
    path: ['threshold'],
    error: 'reviewFrom ≤ threshold < 1 has to hold',
  })
  .refine(
    ({ falseMatchRates }) =>
      falseMatchRates.every(({ score, rate }, i) => {
        const before = falseMatchRates[i - 1];
        return before === undefined || (before.score < score && before.rate >= rate);
      }),
    { path: ['falseMatchRates'], error: 'must rise in score and not in rate' },
  );
export type CalibratedPoints = z.infer<typeof calibratedPointsSchema>;

/** Which recogniser the server runs with: `recogniser-in-use.json`. */
export const recogniserChoiceSchema = z.strictObject({ id: recogniserIdSchema, digest: sha256Schema });
export type RecogniserChoice = z.infer<typeof recogniserChoiceSchema>;
