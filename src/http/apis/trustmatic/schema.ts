import { z } from 'zod';

/** Seed 004: "unique, short-lived code"; its length is decided in rulings.md. */
const sessionId = z.string().min(1).max(128);

/** Whatever is not a text is no picture in base64, which the dialect has an error for. */
const base64 = z.string().optional().catch(undefined);
const picture = z.object({ imageBase64: base64 }).optional().catch(undefined);

export const faceVerifyRequestSchema = z.object({ sessionId, probe: picture, reference: picture });
export const faceLivenessRequestSchema = z.object({ sessionId, faceImageBase: base64 });
export const documentLivenessRequestSchema = z.object({
  sessionId,
  frontSideImageBase: base64,
  backSideImageBase: base64,
});

const failed = z.strictObject({
  /** Absent where the body could not be read so far. */
  sessionId: sessionId.optional(),
  hasError: z.literal(true),
  error: z.string().regex(/^[A-Z_]+$/),
});
const scored = <Score extends z.ZodType>(score: Score) =>
  z.discriminatedUnion('hasError', [z.strictObject({ sessionId, score, hasError: z.literal(false) }), failed]);

/** A match from 27 on. */
export const faceVerifyAnswerSchema = scored(z.int().min(0).max(100));
export const livenessAnswerSchema = scored(z.number().min(0).max(1));
export const failureAnswerSchema = failed;
