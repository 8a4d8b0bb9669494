import type { DocumentFieldName } from '#domain/document.js';
import type { Agreement } from '#engine/document/cross-check/agreement.js';
import { compareNames } from '#engine/document/cross-check/compare-names.js';
import { comparableText, foldText } from '#engine/document/text/fold-text.js';

export interface ComparedValue {
  readonly name: DocumentFieldName;
  readonly reference: string;
  readonly other: string;
  /** The reference may be cut off at its end. */
  readonly truncated: boolean;
  /** The reference has two digits for a year, so that its century is a guess. */
  readonly centuryGuessed: boolean;
}

/** Inches and pounds become whole centimetres and kilograms, so equal ones may differ by this after being converted. */
const roundingTolerance = { heightCentimetres: 2, weightKilograms: 1 } as const;

/** The shortest number of which another may be the beginning by more than chance. */
const leastNumberLength = 6;

/** Compares two zones' values of one field by the rules of the field. Values are normalised as `DocumentField` says. */
export function compareValues({ name, reference, other, truncated, centuryGuessed }: ComparedValue): Agreement {
  if (reference === other && name !== 'surname' && name !== 'givenNames') return 'equal';
  switch (name) {
    case 'surname':
    case 'givenNames':
      return compareNames(reference, other, truncated);
    case 'documentNumber':
    case 'personalNumber':
      return compareNumbers(bare(reference), bare(other));
    case 'dateOfBirth':
    case 'dateOfIssue':
    case 'dateOfExpiry':
      return compareDates(reference, other, centuryGuessed);
    case 'nationality':
    case 'issuingState':
    case 'placeOfBirthCountry':
      return sameState(reference, other) ? 'equal' : 'different';
    case 'heightCentimetres':
    case 'weightKilograms':
      return Math.abs(Number(reference) - Number(other)) <= roundingTolerance[name] ? 'equal' : 'different';
    case 'sex':
      return 'different';
    case 'eyeColour':
      return foldText(reference) === foldText(other) ? 'equal' : 'different';
    // Free text is set out, abbreviated and cut as each zone has room for: only what is the same says something.
    case 'address':
    case 'placeOfBirth':
    case 'authority':
    case 'citizenshipStatus':
      return holdsTheOther(comparableText(reference).text, comparableText(other).text) ? 'equal' : 'incomparable';
    // Names of the state follow from its code; local spellings are compared by whoever knows their script.
    case 'issuingStateName':
    case 'issuingStateNameLocal':
    case 'surnameLocal':
    case 'givenNamesLocal':
      return 'incomparable';
  }
}

function compareNumbers(reference: string, other: string): Agreement {
  if (reference === other) return 'equal';
  if (comparableText(reference).text === comparableText(other).text) return 'lookalike';
  const [short, long] = reference.length < other.length ? [reference, other] : [other, reference];
  return short.length >= leastNumberLength && long.startsWith(short) ? 'incomplete' : 'different';
}

function compareDates(reference: string, other: string, centuryGuessed: boolean): Agreement {
  if (centuryGuessed && reference.slice(2) === other.slice(2)) return 'other-century';
  const [year, month, day] = reference.split('-');
  return other === `${year}-${day}-${month}` ? 'day-month-exchanged' : 'different';
}

/** The United Kingdom's six kinds of nationals are all British in print (ICAO 9303-3 §5, part D). */
const british = new Set(['GBR', 'GBD', 'GBN', 'GBO', 'GBP', 'GBS']);
const sameState = (a: string, b: string): boolean => a === b || (british.has(a) && british.has(b));

const holdsTheOther = (a: string, b: string): boolean => a !== '' && b !== '' && (a.includes(b) || b.includes(a));

const bare = (number: string): string => number.toUpperCase().replace(/[^0-9A-Z]/g, '');
