import { z } from 'zod';
import { quadSchema, rotatedBoxSchema } from '#domain/geometry.js';

export const documentTypes = ['passport', 'id_card', 'residence_permit', 'visa', 'drivers_license', 'other'] as const;
export type DocumentType = (typeof documentTypes)[number];

/** The fields that any document may carry, in the words of ICAO 9303 where it has one. Values are normalised. */
export const documentFieldNames = [
  'documentNumber',
  'surname',
  'givenNames',
  'surnameLocal',
  'givenNamesLocal',
  'sex',
  'dateOfBirth',
  'dateOfIssue',
  'dateOfExpiry',
  'nationality',
  'issuingState',
  'issuingStateName',
  'issuingStateNameLocal',
  'placeOfBirth',
  'placeOfBirthCountry',
  'personalNumber',
  'citizenshipStatus',
  'address',
  'authority',
  'heightCentimetres',
  'weightKilograms',
  'eyeColour',
] as const;
export type DocumentFieldName = (typeof documentFieldNames)[number];

/** Where a value was read. */
export const fieldSources = ['mrz', 'visual-zone', 'barcode'] as const;
export type FieldSource = (typeof fieldSources)[number];

export const documentFieldSchema = z.object({
  /** Dates `YYYY-MM-DD`, sex `M`/`F`/`X`, states ICAO 9303-3 §5 alpha-3 codes, numbers as decimal strings. */
  value: z.string(),
  /** False when a check digit fails or the value cannot be what the field holds; null when nothing vouches for it. */
  valid: z.boolean().nullable(),
  source: z.enum(fieldSources),
  /** The reader's confidence, 0–1. */
  confidence: z.number().min(0).max(1),
});
export type DocumentField = z.infer<typeof documentFieldSchema>;

export const documentFieldsSchema = z.partialRecord(z.enum(documentFieldNames), documentFieldSchema);
export type DocumentFields = Partial<Record<DocumentFieldName, DocumentField>>;

/** ICAO 9303-4 to -7. */
export const mrzFormats = ['TD1', 'TD2', 'TD3', 'MRV-A', 'MRV-B'] as const;
export type MrzFormat = (typeof mrzFormats)[number];

export const mrzSchema = z.object({
  format: z.enum(mrzFormats),
  /** Exactly as read, `<` for fillers. */
  lines: z.array(z.string()),
  /** Every check digit of the format, by the field it protects; `composite` for the overall one. */
  checkDigits: z.record(z.string(), z.boolean()),
  /** True when the reading can be trusted: every check digit holds, nothing was repaired, the reader was sure. */
  valid: z.boolean(),
  /** Negative natural log-likelihood of the lines under the reader's own probabilities; smaller is surer. */
  negativeLogLikelihood: z.number().min(0),
  /** Whether a character was changed to satisfy a check digit. A repair only ever lowers the verdict. */
  repaired: z.boolean(),
});
export type Mrz = z.infer<typeof mrzSchema>;

/** The two-dimensional symbologies of identity documents: ISO/IEC 15438, 18004, 16022 and 24778. */
export const barcodeFormats = ['pdf417', 'qr-code', 'data-matrix', 'aztec'] as const;
export type BarcodeFormat = (typeof barcodeFormats)[number];

export const documentBarcodeSchema = z.object({
  format: z.enum(barcodeFormats),
  quad: quadSchema,
  /** `aamva`: a North American licence or identity card, whose values are among the fields. */
  kind: z.enum(['aamva', 'other']),
  /** What an `other` one says, where that is text. Null for `aamva`: it holds more of the person than the fields do. */
  text: z.string().nullable(),
});
export type DocumentBarcode = z.infer<typeof documentBarcodeSchema>;

export const documentAssessmentSchema = z.object({
  type: z.enum(documentTypes),
  position: rotatedBoxSchema,
  quad: quadSchema,
  portrait: rotatedBoxSchema.nullable(),
  mrz: mrzSchema.nullable(),
  /** Those that could be decoded. Absent in what was stored before they were read. */
  barcodes: z.array(documentBarcodeSchema).default([]),
  fields: documentFieldsSchema,
  /** Field → why its value was withheld. */
  withheld: z.partialRecord(z.enum(documentFieldNames), z.string()),
});
/** What the engine read from the picture of a document. */
export type DocumentAssessment = z.infer<typeof documentAssessmentSchema>;
