import type { DocumentWarning } from '#domain/document-warnings.js';
import {
  hasPersonalNumberForm,
  personalNumberHolds,
  readPersonalNumber,
} from '#engine/document/tables/personal-numbers.js';

export interface PersonalNumberCheck {
  readonly issuingState: string | null;
  readonly personalNumber: string | null;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string | null;
  readonly sex: string | null;
}

/**
 * Whether a personal number satisfies its state's own check, and whether the date of birth and the sex that it holds are
 * those of the document. A number of another form is taken for some other number, of which nothing is said.
 */
export function checkPersonalNumber(check: PersonalNumberCheck): DocumentWarning[] {
  const { issuingState, personalNumber, dateOfBirth, sex } = check;
  if (personalNumber === null) return [];
  const warnings: DocumentWarning[] = [];
  if (
    hasPersonalNumberForm(issuingState, personalNumber) &&
    personalNumberHolds(issuingState, personalNumber) === false
  ) {
    warnings.push('personal-number-check-failed');
  }
  const holder = readPersonalNumber(issuingState, personalNumber);
  if (holder === null) return warnings;
  const otherDate = dateOfBirth !== null && holder.dateOfBirth !== null && !sameDate(holder.dateOfBirth, dateOfBirth);
  const otherSex = sex !== null && sex !== 'X' && holder.sex !== null && holder.sex !== sex;
  if (otherDate || otherSex) warnings.push('personal-number-inconsistent');
  return warnings;
}

/** @param held `-YY-MM-DD` where the century is not told */
const sameDate = (held: string, iso: string): boolean =>
  held.startsWith('-') ? held.slice(1) === iso.slice(2) : held === iso;
