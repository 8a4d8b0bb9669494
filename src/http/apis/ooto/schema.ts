import { z } from 'zod';
import { documentTypes } from '#domain/document.js';
import { notAssessedReasons, type NotAssessedReason } from '#domain/signal.js';

const unit = z.number().min(0).max(1);
const scored = z.strictObject({ score: unit, fine: z.boolean() });
const measured = z.strictObject({ value: z.number(), fine: z.boolean() });
const signal = z.discriminatedUnion('status', [
  z.strictObject({ score: unit, fine: z.boolean(), status: z.literal('assessed') }),
  z.strictObject({
    score: z.null(),
    fine: z.literal(false),
    status: z.literal('not-assessed'),
    reason: z.enum(Object.keys(notAssessedReasons) as [NotAssessedReason, ...NotAssessedReason[]]), // Object.keys loses the key type
  }),
]);

/** Pixels of the upright picture, origin at the top left. */
const box = z.strictObject({ x: z.int(), y: z.int(), w: z.int(), h: z.int() });
/** `angle`: degrees clockwise about the rectangle's own centre. */
const rotatedBox = box.extend({ angle: z.number().gt(-180).lte(180) });

const quality = z.strictObject({
  age: z.number().nullable(),
  gender: z.enum(['male', 'female', 'unknown']),
  race: z.string(),
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
  left_eye_closed: scored,
  right_eye_closed: scored,
  crfiqa: scored,
});

const text = z.string().nullable();
const ocr = z.strictObject({
  countryName: text,
  countryName_local: text,
  dateOfBirth: text,
  dateOfIssue: text,
  dateOfExpiration: text,
  IDPlaceOfBirthCountry: text,
  givenNames: text,
  givenNames_local: text,
  surname: text,
  surname_local: text,
  identityCardNumber: text,
  issuingStateCode: text,
  sex: text,
  mrz: text,
  bookletNumber: text,
  citizenshipStatus: text,
  nationality: text,
  height_cm: z.number().nullable(),
  weight_kg: z.number().nullable(),
  eyes: text,
});
export type OotoOcr = z.infer<typeof ocr>;
export type OotoOcrKey = keyof OotoOcr;
export const ootoOcrKeys = ocr.keyof().options;

const document = z.strictObject({
  doc: z.enum(documentTypes),
  ocr,
  /** Why a key of `ocr` is null. */
  ocrReasons: z.partialRecord(ocr.keyof(), z.string()),
  position: rotatedBox,
  portrait: rotatedBox.extend({ box }),
});
export type OotoDocument = z.infer<typeof document>;

export const identifyResultSchema = z.strictObject({
  comparison: z.strictObject({ similarity: unit, same: z.boolean() }),
  face: z.strictObject({
    liveness: signal,
    deepfake: signal,
    quality,
    box,
    landmarks: z.array(z.tuple([z.int(), z.int()])).length(5),
  }),
  document,
});
/** `result` of `POST /doc/identify`, as seed 000 publishes it, and the additions that the rulings name. */
export type IdentifyResult = z.infer<typeof identifyResultSchema>;

export const failureResultSchema = z.strictObject({
  status: z.literal('error'),
  code: z.int(),
  info: z.string(),
  field: z.enum(['doc', 'selfie', 'first_photo', 'second_photo', 'photo']).optional(),
});

/** Every answer of this dialect, but the flow calls, stands in this envelope. */
export const envelopeSchema = <Result extends z.ZodType>(result: Result) =>
  z.strictObject({ transactionId: z.uuid(), result });

export const identifyAnswerSchema = envelopeSchema(identifyResultSchema);
export const failureAnswerSchema = envelopeSchema(failureResultSchema);
