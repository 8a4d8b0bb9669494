import { z } from 'zod';
import { documentTypes } from '#domain/document.js';
import { box } from '#http/apis/ooto/face-schema.js';

/** `angle`: degrees clockwise about the rectangle's own centre. */
const rotatedBox = box.extend({ angle: z.number().gt(-180).lte(180) });

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

/** What was read of a document: `document` of `doc/identify`, `result` of `recognize`. */
export const documentSchema = z.strictObject({
  doc: z.enum(documentTypes),
  ocr,
  /** Why a key of `ocr` is null. */
  ocrReasons: z.partialRecord(ocr.keyof(), z.string()),
  position: rotatedBox,
  portrait: rotatedBox.extend({ box }),
});
export type OotoDocument = z.infer<typeof documentSchema>;
