import type { DocumentType } from '#domain/document.js';
import type { DocumentWarning } from '#domain/document-warnings.js';
import { isInFuture, wholeYears } from '#engine/document/cross-check/expiry.js';

/** `YYYY-MM-DD` each, null where it is not known. */
export interface DocumentDates {
  readonly dateOfBirth: string | null;
  readonly dateOfIssue: string | null;
  readonly dateOfExpiry: string | null;
}

/** Nobody has been proved to have lived longer than 122 years; nobody of 120 travels. */
const greatestAgeYears = 120;
/**
 * The most whole years between issue and expiry, with the months that some states add from an older document: passports
 * and visas run for ten years at the most, cards of the European Union for ten (regulation 2019/1157, article 4) and by
 * older rules of some states for fifteen. Licences and permits may run until an age or without end.
 */
const greatestValidityYears: Partial<Record<DocumentType, number>> = { passport: 11, visa: 11, id_card: 16 };
/** From this age on some states issue identity cards without end (Spain writes 9999, others a far date). */
const unlimitedFromYears = 55;

/** So far ahead no century can be right that a misread or changed digit of the print gives a two-digit year (`fullYear`). */
const farthestExpiryYears = 50;

/** Whether the dates of a document can all be true of it on the day of the reading. */
export function checkDates(dates: DocumentDates, type: DocumentType, now: Date): DocumentWarning[] {
  const { dateOfBirth: birth, dateOfIssue: issue, dateOfExpiry: expiry } = dates;
  const today = now.toISOString().slice(0, 10);
  const warnings: DocumentWarning[] = [];
  if ([birth, issue].some((date) => date !== null && isInFuture(date, now.getTime()))) warnings.push('date-in-future');
  const inverted = (first: string | null, second: string | null): boolean =>
    first !== null && second !== null && first > second;
  // A child may get a document on the day of its birth; none expires on the day of its issue.
  const cannotExpire = (date: string): boolean =>
    inverted(birth, date) || (issue ?? '') >= date || isTooFar(type, birth, date, today);
  if (inverted(birth, issue) || (expiry !== null && cannotExpire(expiry))) {
    warnings.push('dates-inconsistent');
  } else if (issue !== null && expiry !== null && isTooLong(type, birth, issue, expiry)) {
    warnings.push('validity-period-implausible');
  }
  if (birth !== null && wholeYears(birth, today) > greatestAgeYears) {
    warnings.push('age-implausible');
  }
  return warnings;
}

function isTooLong(type: DocumentType, birth: string | null, issue: string, expiry: string): boolean {
  const greatest = greatestValidityYears[type];
  if (greatest === undefined || wholeYears(issue, expiry) < greatest) return false;
  return type !== 'id_card' || isTooYoung(birth, issue);
}

/** Licences run until an age that may be as far away; cards without end have 99 for their year, those of the old any. */
function isTooFar(type: DocumentType, birth: string | null, expiry: string, today: string): boolean {
  if (wholeYears(today, expiry) < farthestExpiryYears) return false;
  if (type === 'passport' || type === 'visa') return true;
  if (expiry.startsWith('99', 2)) return false;
  return type === 'residence_permit' || (type === 'id_card' && isTooYoung(birth, today));
}

const isTooYoung = (birth: string | null, date: string): boolean =>
  birth !== null && wholeYears(birth, date) < unlimitedFromYears;
