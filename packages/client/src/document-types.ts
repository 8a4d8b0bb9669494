import type { Quad, RotatedBox } from './engine-types.js';

/** Values are normalised: dates `YYYY-MM-DD`, sex `M`/`F`/`X`, states as ICAO 9303-3 codes of three letters. */
export type DocumentFieldName =
  | 'documentNumber'
  | 'surname'
  | 'givenNames'
  | 'surnameLocal'
  | 'givenNamesLocal'
  | 'sex'
  | 'dateOfBirth'
  | 'dateOfIssue'
  | 'dateOfExpiry'
  | 'nationality'
  | 'issuingState'
  | 'issuingStateName'
  | 'issuingStateNameLocal'
  | 'placeOfBirth'
  | 'placeOfBirthCountry'
  | 'personalNumber'
  | 'citizenshipStatus'
  | 'address'
  | 'authority'
  | 'heightCentimetres'
  | 'weightKilograms'
  | 'eyeColour';

/** Where a value was read. */
export type FieldSource = 'mrz' | 'visual-zone' | 'barcode';

export interface DocumentField {
  value: string;
  /** False: it cannot be, or a check digit fails. Null: nothing vouches for it. */
  valid: boolean | null;
  source: FieldSource;
  /** 0 to 1. */
  confidence: number;
  /** Of the `…Local` fields: ISO 15924. */
  script?: string | undefined;
  /** Other zones that say the same. */
  confirmedBy: FieldSource[];
  /** How a machine readable zone writes a name that `value` spells as printed. */
  transliteration?: string | undefined;
}

type IcaoMrzFormat = 'TD1' | 'TD2' | 'TD3' | 'MRV-A' | 'MRV-B';

export interface Mrz {
  format: IcaoMrzFormat | 'FRENCH-ID' | 'LICENCE' | 'SWISS-LICENCE';
  lines: string[];
  checkDigits: Record<string, boolean>;
  valid: boolean;
  negativeLogLikelihood: number;
  repaired: boolean;
}

export interface DocumentBarcode {
  format: 'pdf417' | 'qr-code' | 'data-matrix' | 'aztec';
  quad: Quad;
  kind: 'aamva' | 'other';
  text: string | null;
}

/** A field on which two zones do not agree. */
export interface Discrepancy {
  field: DocumentFieldName;
  kind: 'lookalike' | 'incomplete' | 'reordered' | 'divided' | 'day-month-exchanged' | 'different';
  values: { source: FieldSource; value: string }[];
}

export type DocumentWarning =
  | 'expired'
  | 'date-in-future'
  | 'dates-inconsistent'
  | 'validity-period-implausible'
  | 'age-implausible'
  | 'date-of-birth-incomplete'
  | 'date-of-expiry-incomplete'
  | 'mrz-check-digit-failed'
  | 'mrz-reading-unsure'
  | 'mrz-value-impossible'
  | 'names-truncated'
  | 'mrz-visual-zone-mismatch'
  | 'mrz-barcode-mismatch'
  | 'barcode-visual-zone-mismatch'
  | 'zones-agree-only-nearly'
  | 'personal-number-check-failed'
  | 'personal-number-inconsistent';

type DocumentCueName =
  'fine-grid' | 'colourless' | 'mrz-typeface' | 'mrz-character' | 'ghost-portrait' | 'portrait-compression';

/** What may betray a screen, a copy or a change. `score`: 0 to 1, .5 is the limit. */
export type DocumentCue =
  | {
      name: DocumentCueName;
      verdict: 'clear';
      score: number;
      reason: null;
      details?: Record<string, number> | undefined;
    }
  | {
      name: DocumentCueName;
      verdict: 'suspicious';
      score: number;
      reason: string;
      details?: Record<string, number> | undefined;
    }
  | {
      name: DocumentCueName;
      verdict: 'not-assessed';
      score: null;
      reason:
        | 'resolution-insufficient'
        | 'sharpness-insufficient'
        | 'contrast-insufficient'
        | 'colour-unavailable'
        | 'proportions-unfit'
        | 'earlier-compression-absent'
        | 'reading-unsure'
        | 'nothing-to-assess';
    };

/** What was read from the picture of a document. */
export interface DocumentAssessment {
  type: 'passport' | 'id_card' | 'residence_permit' | 'visa' | 'drivers_license' | 'other';
  format: IcaoMrzFormat | 'ID-1' | 'ID-2' | 'other';
  side: 'front' | 'back' | 'both' | 'data-page' | null;
  position: RotatedBox;
  quad: Quad;
  portrait: RotatedBox | null;
  mrz: Mrz | null;
  barcodes: DocumentBarcode[];
  fields: Partial<Record<DocumentFieldName, DocumentField>>;
  fullName: { value: string; composed: boolean } | null;
  ageYears: number | null;
  discrepancies: Discrepancy[];
  warnings: DocumentWarning[];
  localLanguages: { language: string; script: string; state: 'installed' | 'not-installed' }[];
  cues: DocumentCue[];
  /** Field → why its value was withheld. */
  withheld: Partial<Record<DocumentFieldName, string>>;
}

/** A document alone. */
export interface DocumentReading {
  document: DocumentAssessment;
  picture: { width: number; height: number };
  timings: Record<string, number>;
}
