import type { AssessedField, DocumentAssessment, DocumentFieldName, DocumentType } from '#domain/document.js';
import type { Failure } from '#domain/failure.js';
import type { DocumentReading } from '#domain/operation.js';
import type { Outcome } from '#domain/outcome.js';
import { inBandError } from '#http/apis/deepidv/failures.js';
import { rounded } from '#http/apis/deepidv/rounded.js';
import type { DocumentScan, IdentityVerify } from '#http/apis/deepidv/schema.js';

const typeOf = {
  passport: 'passport',
  id_card: 'national_id',
  residence_permit: 'national_id',
  visa: 'other',
  drivers_license: 'drivers_license',
  other: 'other',
} as const satisfies Record<DocumentType, DocumentScan['documentType']>;

/** The vendor's names where it has one (`FIRST_NAME` is published), else ours in its spelling. */
const rawNames = {
  documentNumber: 'DOCUMENT_NUMBER',
  surname: 'LAST_NAME',
  givenNames: 'FIRST_NAME',
  surnameLocal: 'LAST_NAME_LOCAL',
  givenNamesLocal: 'FIRST_NAME_LOCAL',
  sex: 'GENDER',
  dateOfBirth: 'DATE_OF_BIRTH',
  dateOfIssue: 'DATE_OF_ISSUE',
  dateOfExpiry: 'EXPIRATION_DATE',
  nationality: 'NATIONALITY',
  issuingState: 'ISSUING_COUNTRY',
  issuingStateName: 'ISSUING_COUNTRY_NAME',
  issuingStateNameLocal: 'ISSUING_COUNTRY_NAME_LOCAL',
  placeOfBirth: 'PLACE_OF_BIRTH',
  placeOfBirthCountry: 'COUNTRY_OF_BIRTH',
  personalNumber: 'PERSONAL_NUMBER',
  citizenshipStatus: 'CITIZENSHIP_STATUS',
  address: 'ADDRESS',
  authority: 'ISSUING_AUTHORITY',
  heightCentimetres: 'HEIGHT_CM',
  weightKilograms: 'WEIGHT_KG',
  eyeColour: 'EYE_COLOR',
} as const satisfies Record<DocumentFieldName, string>;

type Holder = Omit<IdentityVerify['document'], 'confidence' | 'error'>;

const nobody: Holder = {
  documentType: null,
  fullName: null,
  firstName: null,
  lastName: null,
  dateOfBirth: null,
  gender: null,
  nationality: null,
  documentNumber: null,
  expirationDate: null,
  issuingCountry: null,
  address: null,
};

/** The answer of `document/scan`. A picture that shows no readable document is told in-band, as in `identity/verify`. */
export function toDocumentScan(outcome: Outcome<DocumentReading>): DocumentScan {
  if (!outcome.ok) return { ...nobody, mrzData: null, rawFields: {}, confidence: null, ...told(outcome.failure) };
  const { document } = outcome.value;
  return {
    ...toHolder(document),
    mrzData: toMrzData(document),
    rawFields: toRawFields(document),
    confidence: rounded(meanConfidence(document), 4),
  };
}

/** The block `document` of `identity/verify`. */
export function toDocumentBlock(part: Outcome<DocumentReading>): IdentityVerify['document'] {
  if (!part.ok) return { ...nobody, confidence: null, ...told(part.failure) };
  const { document } = part.value;
  const confidence = meanConfidence(document);
  return { ...toHolder(document), confidence: rounded(confidence === null ? null : 100 * confidence, 2) };
}

const told = (failure: Failure) => ({ error: inBandError(failure) });

/** A value that fails its check digit stands in `rawFields` alone. */
const holds = (field: AssessedField | undefined): field is AssessedField =>
  field !== undefined && field.valid !== false;

function toHolder({ type, fields, fullName }: DocumentAssessment): Holder {
  const value = (name: DocumentFieldName): string | null => {
    const field = fields[name];
    return holds(field) ? field.value : null;
  };
  return {
    documentType: typeOf[type],
    fullName: fullName?.value ?? null,
    firstName: value('givenNames'),
    lastName: value('surname'),
    dateOfBirth: wholeDate(value('dateOfBirth')),
    gender: genderOf(value('sex')),
    nationality: value('nationality'),
    documentNumber: value('documentNumber'),
    expirationDate: wholeDate(value('dateOfExpiry')),
    issuingCountry: value('issuingState'),
    address: value('address'),
  };
}

/** Some documents leave the day, or day and month, of a birth unknown. */
const wholeDate = (date: string | null): string | null =>
  date !== null && /^\d{4}-\d\d-\d\d$/.test(date) ? date : null;

const genderOf = (sex: string | null): Holder['gender'] => (sex === 'M' || sex === 'F' || sex === 'X' ? sex : null);

function toMrzData({ mrz }: DocumentAssessment): DocumentScan['mrzData'] {
  if (mrz === null) return null;
  const { format, lines, valid, checkDigits } = mrz;
  return { format, lines, valid, checkDigits };
}

function toRawFields({ fields }: DocumentAssessment): DocumentScan['rawFields'] {
  const raw: DocumentScan['rawFields'] = {};
  for (const [name, rawName] of Object.entries(rawNames)) {
    const field = fields[name as DocumentFieldName]; // Object.entries loses the key type
    if (field !== undefined) raw[rawName] = field.value;
  }
  return raw;
}

/** rulings.md, "deepidv": the mean confidence of the fields present, 0–1. Null without any. */
function meanConfidence({ fields }: DocumentAssessment): number | null {
  const present = Object.values(fields).filter(holds);
  if (present.length === 0) return null;
  return present.reduce((sum, { confidence }) => sum + confidence, 0) / present.length;
}
