import type { DocumentAssessment, DocumentFieldName } from '#domain/document.js';
import type { OotoDocument, OotoOcrKey } from '#http/apis/ooto/document-schema.js';

/** Keys that carry one field of the document each. */
const fieldOfKey = {
  countryName: 'issuingStateName',
  countryName_local: 'issuingStateNameLocal',
  dateOfBirth: 'dateOfBirth',
  dateOfIssue: 'dateOfIssue',
  dateOfExpiration: 'dateOfExpiry',
  IDPlaceOfBirthCountry: 'placeOfBirthCountry',
  givenNames: 'givenNames',
  givenNames_local: 'givenNamesLocal',
  surname: 'surname',
  surname_local: 'surnameLocal',
  identityCardNumber: 'documentNumber',
  issuingStateCode: 'issuingState',
  sex: 'sex',
  citizenshipStatus: 'citizenshipStatus',
  nationality: 'nationality',
  height_cm: 'heightCentimetres',
  weight_kg: 'weightKilograms',
  eyes: 'eyeColour',
} as const satisfies Partial<Record<OotoOcrKey, DocumentFieldName>>;

/** Why a key is null, where the engine gives no reason of its own. */
const notFound = 'not-found';
const checkDigitFailed = 'check-digit-failed';
const readingUnsure = 'reading-unsure';
const notApplicable = 'not-applicable';

type Reading = { readonly value: string } | { readonly reason: string };

/** The 20 keys, every one present; null says in `ocrReasons` why. */
export function toOcr(document: DocumentAssessment): Pick<OotoDocument, 'ocr' | 'ocrReasons'> {
  const ocrReasons: OotoDocument['ocrReasons'] = {};
  const told = (key: OotoOcrKey, reading: Reading): string | null => {
    if ('value' in reading) return reading.value;
    ocrReasons[key] = reading.reason;
    return null;
  };
  const field = (key: keyof typeof fieldOfKey): string | null => told(key, readField(document, fieldOfKey[key]));
  const count = (key: 'height_cm' | 'weight_kg'): number | null => {
    const value = field(key);
    return value === null ? null : Number(value);
  };
  const ocr: OotoDocument['ocr'] = {
    countryName: field('countryName'),
    countryName_local: field('countryName_local'),
    dateOfBirth: field('dateOfBirth'),
    dateOfIssue: field('dateOfIssue'),
    dateOfExpiration: field('dateOfExpiration'),
    IDPlaceOfBirthCountry: field('IDPlaceOfBirthCountry'),
    givenNames: field('givenNames'),
    givenNames_local: field('givenNames_local'),
    surname: field('surname'),
    surname_local: field('surname_local'),
    identityCardNumber: field('identityCardNumber'),
    issuingStateCode: field('issuingStateCode'),
    sex: field('sex'),
    mrz: told('mrz', readMrz(document)),
    bookletNumber: told('bookletNumber', readBookletNumber(document)),
    citizenshipStatus: field('citizenshipStatus'),
    nationality: field('nationality'),
    height_cm: count('height_cm'),
    weight_kg: count('weight_kg'),
    eyes: field('eyes'),
  };
  return { ocr, ocrReasons };
}

function readField({ fields, withheld }: DocumentAssessment, name: DocumentFieldName): Reading {
  const field = fields[name];
  if (field === undefined) return { reason: withheld[name] ?? notFound };
  return field.valid === false ? { reason: checkDigitFailed } : { value: field.value };
}

/** The lines as printed, fillers and all; only where they can be trusted. */
function readMrz({ mrz }: DocumentAssessment): Reading {
  if (mrz === null) return { reason: notFound };
  if (mrz.valid) return { value: mrz.lines.join('\n') };
  return { reason: Object.values(mrz.checkDigits).every((holds) => holds) ? readingUnsure : checkDigitFailed };
}

/** A passport's number is that of its booklet; other documents have none. */
const readBookletNumber = (document: DocumentAssessment): Reading =>
  document.type === 'passport' ? readField(document, 'documentNumber') : { reason: notApplicable };
