import { z } from 'zod';
import { documentAssessmentSchema } from '#domain/document.js';
import { injectionSchema } from '#domain/injection.js';
import { detectedFaceSchema, faceAssessmentSchema } from '#domain/face.js';

export const comparisonSchema = z.object({
  /** Native comparison score, higher is more alike; its zero and unit belong to the recogniser. */
  score: z.number(),
  /** The operating point on the same scale. */
  threshold: z.number(),
  /** Largest known false match rate at this score on the open data; null below every measured point. */
  falseMatchRate: z.number().min(0).max(1).nullable(),
  /**
   * What the rate is known not to exceed: itself, or beyond the last measured score the rate there. Null below every
   * measured point, and in what was stored before it was told.
   */
  falseMatchRateAtMost: z.number().min(0).max(1).nullable().default(null),
  /** The calibrated policy that decided, as name@version; absent: the recogniser's card, or scores set by hand. */
  policy: z.string().optional(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/**
 * In the order in which they are told: that of the gates (quality, presentation attack, deepfake, injection, match), then what speaks
 * against the document.
 */
export const decisionReasons = {
  'quality-insufficient': 'The selfie is below the required quality.',
  'liveness-failed': 'The presentation looks like an attack.',
  'liveness-not-assessed': 'Liveness is required and was not assessed.',
  'deepfake-suspected': 'The face looks synthetic or swapped.',
  'deepfake-not-assessed': 'Deepfake detection is required and was not assessed.',
  'injection-suspected': 'The selfie looks as if it was not taken now by the camera of its session.',
  'injection-not-assessed': 'Whether the selfie was taken now is required and was not assessed.',
  'similarity-below-review-band': 'The faces differ.',
  'similarity-in-review-band': 'The faces are too alike to refuse and not alike enough to accept.',
  'document-expired': 'The document has expired.',
  'document-check-digit-failed': 'A check digit of the machine readable zone does not hold.',
  'document-contradictory': 'The zones, the dates or the personal number of the document contradict each other.',
  'document-copy-suspected': 'The picture shows traces of a screen or of a copy instead of the document itself.',
  'document-edit-suspected': 'Part of the document was set into the picture after it was taken.',
  'document-reading-unsure': 'The machine readable zone was read, but not surely enough to be trusted.',
} as const;
export type DecisionReason = keyof typeof decisionReasons;

const reasonOrder = Object.keys(decisionReasons) as DecisionReason[]; // Object.keys loses the key type

/** Each once, as the gates follow each other. */
export const inGateOrder = (reasons: Iterable<DecisionReason>): DecisionReason[] => {
  const found = new Set(reasons);
  return reasonOrder.filter((reason) => found.has(reason));
};

export const decisionSchema = z.enum(['match', 'no-match', 'review']);
export type Decision = z.infer<typeof decisionSchema>;

export const timingsSchema = z.record(z.string(), z.number());
/** Stage → milliseconds. */
export type Timings = z.infer<typeof timingsSchema>;

/** The part of every answer that compares two faces. */
export const verdictSchema = z.object({
  /** Two-valued: the score is at or above the threshold. */
  match: z.boolean(),
  /** Three-valued, with required signals and the review band. */
  decision: decisionSchema,
  /** Monotone map of the score to 0–1 with 0.75 exactly at the operating point. */
  similarity: z.number().min(0).max(1),
  reasons: z.array(z.enum(Object.keys(decisionReasons) as [DecisionReason, ...DecisionReason[]])), // Object.keys loses the key type
  comparison: comparisonSchema,
});
export type Verdict = z.infer<typeof verdictSchema>;

export const faceComparisonSchema = verdictSchema.extend({ faces: z.tuple([detectedFaceSchema, detectedFaceSchema]) });
/** The engine's answer to "do these two pictures show one person?". */
export type FaceComparison = z.infer<typeof faceComparisonSchema>;

export const verificationSchema = verdictSchema.extend({
  face: faceAssessmentSchema,
  /** Of a selfie that a session of this server took; absent: of any other. */
  injection: injectionSchema.optional(),
  document: documentAssessmentSchema,
  /** The other side, where the caller gave one; it is read, and takes no part in the verdict. */
  documentBack: documentAssessmentSchema.nullable().optional(),
  timings: timingsSchema,
});
/** The engine's whole answer to "do this document and this selfie show one person?". */
export type Verification = z.infer<typeof verificationSchema>;
