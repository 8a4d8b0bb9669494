import { z } from 'zod';
import { documentCueSchema } from '#domain/document-cues.js';
import { documentWarnings, type DocumentWarning } from '#domain/document-warnings.js';
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
  /** For the `…Local` fields: the script of the value, ISO 15924. Absent where nothing tells it, and elsewhere. */
  script: z.string().optional(),
});
export type DocumentField = z.infer<typeof documentFieldSchema>;

export const documentFieldsSchema = z.partialRecord(z.enum(documentFieldNames), documentFieldSchema);
export type DocumentFields = Partial<Record<DocumentFieldName, DocumentField>>;

/** A field of the answer: what one zone says, and how the other zones stand to it. */
export const assessedFieldSchema = documentFieldSchema.extend({
  /** Other zones that say the same by the rules for this field; empty for a value that only one zone gives. */
  confirmedBy: z.array(z.enum(fieldSources)).default([]),
  /**
   * For a name that `value` spells as it is printed, with diacritics and hyphens: how a machine-readable zone writes it
   * (`MAENNIK` beside `MÄNNIK`). Absent where both are the same or no such zone vouches for the spelling.
   */
  transliteration: z.string().optional(),
});
export type AssessedField = z.infer<typeof assessedFieldSchema>;
export type AssessedFields = Partial<Record<DocumentFieldName, AssessedField>>;

/** ICAO 9303-4 to -7. */
export const icaoMrzFormats = ['TD1', 'TD2', 'TD3', 'MRV-A', 'MRV-B'] as const;

/**
 * Beside them: `FRENCH-ID`, the French identity card of 1988 to 2021 (2 × 36); `LICENCE`, the single line of driving
 * licences with a chip (1 × 30, ISO/IEC 18013-3); `SWISS-LICENCE`, the back of the Swiss one (9 + 30 + 30).
 */
export const mrzFormats = [...icaoMrzFormats, 'FRENCH-ID', 'LICENCE', 'SWISS-LICENCE'] as const;
export type MrzFormat = (typeof mrzFormats)[number];

export const mrzSchema = z.object({
  format: z.enum(mrzFormats),
  /** Exactly as read, `<` for fillers. */
  lines: z.array(z.string()),
  /** Every check digit of the format, by the field it protects; `composite` for the overall one. Swiss licences have none. */
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

/** How the values of one field differ. */
export const discrepancyKinds = {
  lookalike: 'Only characters differ that readers take for one another: 0 and O, 1 and I, RN and M.',
  incomplete: 'One zone gives less than the other: fewer words of a name, only initials, the beginning of a number.',
  reordered: 'The same words stand in another order.',
  divided: 'Surname and given names are the same together, but divided elsewhere.',
  'day-month-exchanged': 'The dates are the same with day and month exchanged.',
  different: 'The values differ.',
} as const;
export type DiscrepancyKind = keyof typeof discrepancyKinds;

export const discrepancySchema = z.object({
  field: z.enum(documentFieldNames),
  kind: z.enum(Object.keys(discrepancyKinds) as [DiscrepancyKind, ...DiscrepancyKind[]]), // Object.keys loses the key type
  /** What the two zones say. */
  values: z.array(z.object({ source: z.enum(fieldSources), value: z.string() })).length(2),
});
/** A field on which two zones do not agree; three zones may give several of one field. */
export type Discrepancy = z.infer<typeof discrepancySchema>;

/** Whether a language of the issuing state could be read on this machine. */
export const localLanguageStates = ['installed', 'not-installed'] as const;

export const localLanguageSchema = z.object({
  /** As Tesseract and its npm packages name it: ISO 639-3, but `chi_sim` and `chi_tra`. */
  language: z.string(),
  /** ISO 15924. */
  script: z.string(),
  state: z.enum(localLanguageStates),
});
export type LocalLanguageState = z.infer<typeof localLanguageSchema>;

/**
 * The size and kind of a document: ICAO 9303-4 to -7 where it carries such an MRZ, `ID-1` (85.6 × 54 mm, ISO/IEC 7810)
 * and `ID-2` (105 × 74 mm) for cards without one, `other` for any other proportions.
 */
export const documentFormats = [...icaoMrzFormats, 'ID-1', 'ID-2', 'other'] as const;
export type DocumentFormatName = (typeof documentFormats)[number];

/** What of the document the picture shows; a passport and a visa have one page that counts. */
export const documentSides = ['front', 'back', 'both', 'data-page'] as const;
export type DocumentSide = (typeof documentSides)[number];

/** The whole name of the holder in one text. */
export const fullNameSchema = z.object({
  value: z.string(),
  /** True when it was put together from `givenNames` and `surname`, false when the document prints it in one. */
  composed: z.boolean(),
});
export type FullName = z.infer<typeof fullNameSchema>;

export const documentAssessmentSchema = z.object({
  type: z.enum(documentTypes),
  // What has a default is missing from verifications that were stored before it was told.
  format: z.enum(documentFormats).default('other'),
  /** Null where nothing tells. */
  side: z.enum(documentSides).nullable().default(null),
  position: rotatedBoxSchema,
  quad: quadSchema,
  portrait: rotatedBoxSchema.nullable(),
  mrz: mrzSchema.nullable(),
  /** Those that could be decoded. Absent in what was stored before they were read. */
  barcodes: z.array(documentBarcodeSchema).default([]),
  fields: z.partialRecord(z.enum(documentFieldNames), assessedFieldSchema),
  fullName: fullNameSchema.nullable().default(null),
  /** The holder's age on the day of the reading, in whole years; null without a whole date of birth. */
  ageYears: z.number().int().min(0).nullable().default(null),
  /** Where zones do not say the same. */
  discrepancies: z.array(discrepancySchema).default([]),
  /** What speaks against the document or against its reading, each once. */
  warnings: z.array(z.enum(Object.keys(documentWarnings) as [DocumentWarning, ...DocumentWarning[]])).default([]), // Object.keys loses the key type
  /** Languages of the issuing state whose script is read by an optional package; none where no such is needed. */
  localLanguages: z.array(localLanguageSchema).default([]),
  /** What may betray a screen or a copy. Absent in what was stored before they were looked for. */
  cues: z.array(documentCueSchema).default([]),
  /** Field → why its value was withheld. */
  withheld: z.partialRecord(z.enum(documentFieldNames), z.string()),
});
/** What the engine read from the picture of a document. */
export type DocumentAssessment = z.infer<typeof documentAssessmentSchema>;
