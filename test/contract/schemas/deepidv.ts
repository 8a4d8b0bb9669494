import { z } from 'zod';

// Written from seed 001, and README.md for the calls that the same vendor publishes elsewhere. Values are null where the seed
// says "string" and the document does not carry it, or a part failed (rulings.md, "Verdicts" and "deepidv").

const text = z.string().nullable();
const percent = z.number().min(0).max(100).nullable();
const unit = z.number().min(0).max(1);
/** "the corresponding block reports the failure in-band" */
const error = z.string().min(1).optional();

const holder = {
  documentType: z.enum(['passport', 'drivers_license', 'national_id', 'other']).nullable(),
  fullName: text,
  firstName: text,
  lastName: text,
  dateOfBirth: text,
  gender: z.enum(['M', 'F', 'X']).nullable(),
  nationality: text,
  documentNumber: text,
  expirationDate: text,
  issuingCountry: text,
  address: text,
};
const match = { isMatch: z.boolean(), confidence: percent, threshold: z.literal(80), error };

/** Seed 001, "200 — Success". */
export const identityVerify = z.strictObject({
  verified: z.boolean(),
  document: z.strictObject({ ...holder, confidence: percent, error }),
  faceDetection: z.strictObject({ faceDetected: z.boolean(), confidence: percent, error }),
  faceMatch: z.strictObject(match),
  overallConfidence: percent,
});

export const documentScan = z.strictObject({
  ...holder,
  mrzData: z.looseObject({}).nullable(),
  rawFields: z.record(z.string().regex(/^[A-Z_]+$/), z.string()),
  confidence: unit.nullable(),
  error,
});

const landmark = z.strictObject({
  type: z.enum(['eyeLeft', 'eyeRight', 'nose', 'mouthLeft', 'mouthRight']),
  x: unit,
  y: unit,
});
export const faceDetected = z.strictObject({
  faceDetected: z.literal(true),
  confidence: unit,
  boundingBox: z.strictObject({ top: unit, left: unit, width: unit, height: unit }),
  landmarks: z.array(landmark).length(5),
});
/** "no face: 200, `faceDetected:false`, confidence 0, the rest omitted" */
export const noFaceDetected = z.strictObject({ faceDetected: z.literal(false), confidence: z.literal(0) });

export const faceCompare = z.strictObject({
  ...match,
  sourceFaceDetected: z.boolean(),
  targetFaceDetected: z.boolean(),
});

export const estimateAge = z.strictObject({
  faceDetected: z.boolean(),
  estimatedAge: z.number().nullable(),
  ageRange: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  gender: text,
  genderConfidence: unit.nullable(),
  error,
});

/** README.md: "works on local disk and on S3 alike". */
export const presigned = z.strictObject({
  key: z.string().regex(/^uploads\/[^/.]+\.[a-z]+$/),
  url: z.url(),
  method: z.literal('PUT'),
  headers: z.record(z.string(), z.string()),
  expiresAt: z.iso.datetime(),
});

/** README.md: "session record with status …, and the hosted link"; its keys are decided, for the seed has none. */
export const session = z.looseObject({
  id: z.uuid(),
  status: z.enum(['PENDING', 'SUBMITTED', 'VERIFIED', 'REJECTED', 'VOIDED']),
  firstName: text,
  lastName: text,
  email: text,
  phone: text,
  workflowId: text,
  externalId: text,
  url: z.url().nullable(),
});

export const failure = z.strictObject({
  error: z.string().min(1),
  // Addition (rulings.md, "Across dialects"): where the scope does not suffice.
  code: z.literal('scope').optional(),
});
