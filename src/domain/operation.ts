import { z } from 'zod';
import { documentAssessmentSchema } from '#domain/document.js';
import { detectedFaceSchema, faceAssessmentSchema } from '#domain/face.js';
import { failureDescriptions, subjects, type FailureCode } from '#domain/failure.js';
import { signalSchema } from '#domain/signal.js';
import { faceComparisonSchema, timingsSchema, verdictSchema, verificationSchema } from '#domain/verification.js';

export const failureCodeSchema = z.enum(Object.keys(failureDescriptions) as [FailureCode, ...FailureCode[]]); // Object.keys loses the key type
export const failureSchema = z.object({
  code: failureCodeSchema,
  subject: z.enum(subjects).optional(),
  detail: z.string().optional(),
});

/** One of several independent parts of a call: what it found, or why it found nothing. */
const partSchema = <Value extends z.ZodType>(value: Value) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ]);

/** Pixels of the upright picture. */
const pictureSizeSchema = z.object({ width: z.number(), height: z.number() });

export const documentReadingSchema = z.object({
  document: documentAssessmentSchema,
  picture: pictureSizeSchema,
  timings: timingsSchema,
});
/** A document alone. */
export type DocumentReading = z.infer<typeof documentReadingSchema>;

export const faceDetectionSchema = z.object({ ...pictureSizeSchema.shape, faces: z.array(detectedFaceSchema) });
/** Every face of a picture, the largest first. */
export type FaceDetection = z.infer<typeof faceDetectionSchema>;

export const faceReadingSchema = z.object({ face: faceAssessmentSchema, timings: timingsSchema });
/** The one face of a picture, assessed. */
export type FaceReading = z.infer<typeof faceReadingSchema>;

export const assessedComparisonSchema = verdictSchema.extend({
  faces: z.tuple([faceAssessmentSchema, faceAssessmentSchema]),
});
/** Two pictures compared, and each face assessed. */
export type AssessedComparison = z.infer<typeof assessedComparisonSchema>;

export const identityCheckSchema = z.object({
  document: partSchema(documentReadingSchema),
  detection: partSchema(faceDetectionSchema),
  comparison: partSchema(faceComparisonSchema),
});
/** Three parts that run side by side; one that fails leaves the others. */
export type IdentityCheck = z.infer<typeof identityCheckSchema>;

export const videoCheckSchema = z.object({
  document: partSchema(documentReadingSchema),
  /** Of the clearest frame. `oneFaceThroughout`: no frame shows somebody else, as far as that can be told. */
  selfie: partSchema(faceReadingSchema.extend({ oneFaceThroughout: z.boolean() })),
  comparison: partSchema(verdictSchema),
  /** What a vision model said, where one was asked and answered. */
  secondOpinion: z.object({ isIdentical: z.boolean(), confidence: z.number().min(0).max(1) }).nullable(),
});
/** A selfie video against the photo of a document; parts that fail leave the others. */
export type VideoCheck = z.infer<typeof videoCheckSchema>;

export const searchCandidateSchema = z.object({
  templateId: z.string(),
  /** Native comparison score of the best sample of the template. */
  score: z.number(),
  similarity: z.number().min(0).max(1),
});
export type SearchCandidate = z.infer<typeof searchCandidateSchema>;

export const enrolmentSchema = z.object({ templateId: z.string(), sampleId: z.string(), face: faceAssessmentSchema });
export type Enrolment = z.infer<typeof enrolmentSchema>;

export const identificationSchema = z.object({
  face: faceAssessmentSchema,
  /** Those above the threshold of the search, the best first. */
  candidates: z.array(searchCandidateSchema),
  threshold: z.number(),
  /** How many templates were searched. */
  gallerySize: z.number().int().min(0),
});
export type Identification = z.infer<typeof identificationSchema>;

export const documentPresenceSchema = z.object({ presence: signalSchema, document: documentAssessmentSchema });
/** Whether a document lay before the camera, or a screen or a copy of it. */
export type DocumentPresence = z.infer<typeof documentPresenceSchema>;

/**
 * What a caller can have done with pictures, and what is remembered of it. Names are our own: a dialect maps its calls to
 * them. A name and its schema are stored; neither is ever changed so that an older record no longer parses.
 */
export const operationResults = {
  /** Document and selfie. */
  'doc-identify': verificationSchema,
  'identity-check': identityCheckSchema,
  'video-check': videoCheckSchema,
  'document-read': documentReadingSchema,
  'document-presence': documentPresenceSchema,
  'face-detect': faceDetectionSchema,
  'face-assess': faceReadingSchema,
  'face-compare': faceComparisonSchema,
  'face-verify': assessedComparisonSchema,
  enrol: enrolmentSchema,
  search: identificationSchema,
} as const;
export type Operation = keyof typeof operationResults;
export const operations = Object.keys(operationResults) as [Operation, ...Operation[]]; // Object.keys loses the key type
export type ResultOf<O extends Operation> = z.infer<(typeof operationResults)[O]>;
