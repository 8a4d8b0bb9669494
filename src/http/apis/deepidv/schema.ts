import { z } from 'zod';
import { mrzFormats } from '#domain/document.js';

/** What may be asked for; a hint, for the answer tells what the document is. */
export const requestedDocumentTypes = ['passport', 'drivers_license', 'national_id', 'auto'] as const;
/** `national_id`: identity cards and residence permits. */
export const answeredDocumentTypes = ['passport', 'drivers_license', 'national_id', 'other'] as const;

const unit = z.number().min(0).max(1);
const percent = z.number().min(0).max(100);
const text = z.string().nullable();
/** Only where the block failed. */
const error = z.string().optional();

const holder = {
  documentType: z.enum(answeredDocumentTypes).nullable(),
  fullName: text,
  firstName: text,
  lastName: text,
  dateOfBirth: z.iso.date().nullable(),
  gender: z.enum(['M', 'F', 'X']).nullable(),
  nationality: text,
  documentNumber: text,
  expirationDate: z.iso.date().nullable(),
  issuingCountry: text,
  address: text,
};

export const documentScanSchema = z.strictObject({
  ...holder,
  mrzData: z
    .strictObject({
      format: z.enum(mrzFormats),
      lines: z.array(z.string()),
      valid: z.boolean(),
      checkDigits: z.record(z.string(), z.boolean()),
    })
    .nullable(),
  rawFields: z.record(z.string().regex(/^[A-Z][A-Z_]*$/), z.string()),
  /** 0–1 here, and nowhere else of a document. */
  confidence: unit.nullable(),
  error,
});
export type DocumentScan = z.infer<typeof documentScanSchema>;

export const landmarkTypes = ['eyeLeft', 'eyeRight', 'nose', 'mouthLeft', 'mouthRight'] as const;

export const faceDetectSchema = z.discriminatedUnion('faceDetected', [
  z.strictObject({
    faceDetected: z.literal(true),
    confidence: unit,
    boundingBox: z.strictObject({ top: unit, left: unit, width: unit, height: unit }),
    landmarks: z.array(z.strictObject({ type: z.enum(landmarkTypes), x: unit, y: unit })).length(5),
  }),
  z.strictObject({ faceDetected: z.literal(false), confidence: z.literal(0) }),
]);
export type FaceDetect = z.infer<typeof faceDetectSchema>;

/** `confidence` is null where nothing was compared; it is never 0 for that. */
const match = { isMatch: z.boolean(), confidence: percent.nullable(), threshold: z.literal(80), error };

export const faceCompareSchema = z.strictObject({
  ...match,
  sourceFaceDetected: z.boolean(),
  targetFaceDetected: z.boolean(),
});
export type FaceCompare = z.infer<typeof faceCompareSchema>;

export const estimateAgeSchema = z.strictObject({
  faceDetected: z.boolean(),
  estimatedAge: z.int().min(0).nullable(),
  ageRange: z.strictObject({ low: z.int().min(0), high: z.int().min(0) }).nullable(),
  gender: z.enum(['M', 'F']).nullable(),
  genderConfidence: unit.nullable(),
  error,
});
export type EstimateAge = z.infer<typeof estimateAgeSchema>;

/** Seed 001, "All confidence and threshold values on this response are reported on a 0–100 scale". */
export const identityVerifySchema = z.strictObject({
  verified: z.boolean(),
  document: z.strictObject({ ...holder, confidence: percent.nullable(), error }),
  faceDetection: z.strictObject({ faceDetected: z.boolean(), confidence: percent.nullable(), error }),
  faceMatch: z.strictObject(match),
  overallConfidence: percent.nullable(),
});
export type IdentityVerify = z.infer<typeof identityVerifySchema>;

/** `fileName` is taken and not kept: nothing needs it, and names of files are often names of people. */
export const presignRequestSchema = z.object({
  fileName: z.string().max(1000).nullish(),
  contentType: z.string().max(100),
  sizeBytes: z.int(),
});
export const presignSchema = z.strictObject({
  /** Stands for the picture in later calls. */
  key: z.string().regex(/^uploads\/[0-9a-f-]+\.[a-z0-9]+$/),
  url: z.url(),
  method: z.literal('PUT'),
  /** To be sent with the file as they are. */
  headers: z.record(z.string(), z.string()),
  expiresAt: z.iso.datetime(),
});

export const failureSchema = z.strictObject({ error: z.string().min(1), code: z.literal('scope').optional() });
