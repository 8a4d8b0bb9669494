import type { DocumentField, DocumentFieldName, DocumentFields, MrzFormat } from '#domain/document.js';
import { readDocumentNumber, textOfSpan, verifyCheckDigits } from '#engine/document/mrz/check-digits.js';
import { isoDate, parseMrzDate, yearWithoutEnd, type MrzDate } from '#engine/document/mrz/dates.js';
import { formatOfLines, layoutOfLines } from '#engine/document/mrz/formats.js';
import {
  allowedCharacters,
  type CheckDigitName,
  type MrzElementName,
  type MrzLayout,
} from '#engine/document/mrz/layout.js';
import { parseMrzNames, parseSeparateNames, type MrzNames } from '#engine/document/mrz/names.js';
import { personalNumberHolds } from '#engine/document/tables/personal-numbers.js';
import { stateFromCode, stateName } from '#engine/document/tables/states.js';

/** What is wrong with, or missing from, an MRZ whose lines have the right lengths. */
export type MrzProblemCode =
  | 'check-digit-failed'
  | 'characters-not-allowed'
  | 'document-code-unknown'
  | 'state-code-unknown'
  | 'date-incomplete'
  | 'date-impossible'
  | 'value-impossible'
  | 'date-of-expiry-before-birth'
  | 'names-malformed'
  | 'names-truncated'
  | 'field-empty';

export interface MrzProblem {
  readonly code: MrzProblemCode;
  /** The field or check digit that it is about. */
  readonly subject: DocumentFieldName | CheckDigitName | 'documentCode' | 'lines';
}

export interface ParsedMrz {
  readonly format: MrzFormat;
  readonly lines: readonly string[];
  /** The first two characters without fillers: `P`, `PD`, `I`, `VN` … */
  readonly documentCode: string;
  readonly fields: DocumentFields;
  /** The optional data as they stand, trailing fillers off, what a long document number took left out. */
  readonly optionalData: readonly string[];
  readonly checkDigits: Partial<Record<CheckDigitName, boolean>>;
  readonly checkDigitsHold: boolean;
  /** The last day that an incomplete date of expiry can be, by its check digit; null for any other. */
  readonly latestExpiry: string | null;
  readonly problems: readonly MrzProblem[];
}

export interface MrzInput {
  readonly lines: readonly string[];
  /** Decides the century of two-digit years. */
  readonly now: Date;
  /** The reader's confidence in each character, 0–1, by line and column; 1 where it is not given. */
  readonly characterConfidences?: readonly (readonly number[])[];
}

/**
 * Parses the lines of an MRZ, cut to their exact lengths, into fields. Nothing is corrected: a field whose check digit
 * fails, or whose value cannot be, is given as it stands with `valid: false`; what no check digit covers has
 * `valid: null`. A field's confidence is that of its least sure character. Null when no format has such lines.
 */
export function parseMrz({ lines, now, characterConfidences }: MrzInput): ParsedMrz | null {
  const format = formatOfLines(lines);
  if (format === null) return null;
  const layout = layoutOfLines(format, lines);
  const problems: MrzProblem[] = [];
  const checkDigits = verifyCheckDigits(lines, layout);
  for (const [name, holds] of Object.entries(checkDigits) as [CheckDigitName, boolean][]) {
    if (!holds) problems.push({ code: 'check-digit-failed', subject: name });
  }
  if (lines.some((line) => !/^[0-9A-Z<]*$/.test(line))) {
    problems.push({ code: 'characters-not-allowed', subject: 'lines' });
  }

  const fields: DocumentFields = {};
  const set = (
    name: DocumentFieldName,
    value: string,
    valid: DocumentField['valid'],
    ...elements: MrzElementName[]
  ): void => {
    if (value === '') return;
    const confidence = lowestConfidence(layout, elements, characterConfidences);
    fields[name] = { value, valid, source: 'mrz', confidence };
  };
  const text = (name: MrzElementName): string => {
    const element = layout.elements[name];
    return element === undefined ? '' : textOfSpan(lines, element);
  };

  const documentCode = text('documentCode').replace(/<+$/, '');
  if (!isAllowed(lines, layout, 'documentCode')) {
    problems.push({ code: 'document-code-unknown', subject: 'documentCode' });
  }

  const number = readDocumentNumber(lines, layout);
  if (layout.elements.documentNumber !== undefined) {
    if (number.number === '') problems.push({ code: 'field-empty', subject: 'documentNumber' });
    const vouched = number.checkDigitHolds ?? checkDigits.composite ?? null;
    set('documentNumber', spaced(number.number), vouched, 'documentNumber');
    // The French card's number begins with the year and month of its issue.
    if (format === 'FRENCH-ID' && !/^\d\d(?:0[1-9]|1[0-2])/.test(number.number)) {
      problems.push({ code: 'value-impossible', subject: 'documentNumber' });
    }
  }

  for (const [name, element] of [
    ['issuingState', 'issuingState'],
    ['nationality', 'nationality'],
  ] as const) {
    if (layout.elements[element] === undefined) continue;
    const code = text(element);
    const state = stateFromCode(code);
    if (state === null) problems.push({ code: 'state-code-unknown', subject: name });
    set(name, state ?? code.replace(/<+$/, ''), state === null ? false : null, element);
    if (name === 'issuingState' && state !== null) set('issuingStateName', stateName(state), null, element);
  }

  const names = namesOf(layout, text);
  if (names !== null) {
    if (!names.wellFormed) problems.push({ code: 'names-malformed', subject: 'surname' });
    if (names.truncated) problems.push({ code: 'names-truncated', subject: 'givenNames' });
    set('surname', names.surname, names.wellFormed ? null : false, 'names', 'surname');
    set('givenNames', names.givenNames, names.wellFormed ? null : false, 'names', 'givenNames');
  }

  let latestExpiry: string | null = null;
  for (const [name, role] of [
    ['dateOfBirth', 'birth'],
    ['dateOfExpiry', 'expiry'],
  ] as const) {
    if (layout.elements[name] === undefined) continue;
    const written = text(name);
    const isWithoutEnd = role === 'expiry' && isSpanishWithoutEnd(format, fields.issuingState?.value, written);
    const date: MrzDate = isWithoutEnd
      ? { kind: 'complete', iso: isoDate(yearWithoutEnd, 1, 1) }
      : parseMrzDate(written, role, now);
    // An incomplete date has no ISO 8601 form `YYYY-MM-DD`: the field is left out, the problem says why.
    if (date.kind !== 'complete') problems.push({ code: `date-${date.kind}`, subject: name });
    if (date.kind === 'incomplete' && checkDigits[name] !== false) latestExpiry ??= date.notAfter;
    if (date.kind === 'complete') set(name, date.iso, checkDigits[name] ?? checkDigits.composite ?? null, name);
    if (date.kind === 'impossible') set(name, written, false, name);
  }
  const { dateOfBirth, dateOfExpiry } = fields;
  if (dateOfBirth?.valid && dateOfExpiry?.valid && dateOfExpiry.value < dateOfBirth.value) {
    problems.push({ code: 'date-of-expiry-before-birth', subject: 'dateOfExpiry' });
    fields.dateOfExpiry = { ...dateOfExpiry, valid: false };
  }

  const sex = text('sex');
  // ICAO 9303-3: `<` is "unspecified", which visual zones and ISO write X.
  if (sex === 'M' || sex === 'F') set('sex', sex, null, 'sex');
  else if (layout.elements.sex !== undefined)
    set('sex', sex === '<' ? 'X' : sex, sex === '<' || sex === 'X' ? null : false, 'sex');

  const optionalData = [number.optionalData, text('optionalData2')].map((data) => data.replace(/<+$/, ''));
  if (format === 'TD3') {
    set('personalNumber', spaced(optionalData[0]!), checkDigits.personalNumber ?? null, 'optionalData');
  } else {
    // Cards hold it in either place or not at all, so only what satisfies the issuing state's own check is taken.
    for (const [index, element] of (['optionalData', 'optionalData2'] as const).entries()) {
      const number = optionalData[index]!.split('<')[0]!;
      if (personalNumberHolds(fields.issuingState?.value ?? null, number) !== true) continue;
      set('personalNumber', number, checkDigits.composite ?? null, element);
      break;
    }
  }

  return {
    format,
    lines,
    documentCode,
    fields,
    optionalData: optionalData.filter(Boolean),
    checkDigits,
    checkDigitsHold: Object.values(checkDigits).every(Boolean),
    latestExpiry,
    problems,
  };
}

const isAllowed = (lines: readonly string[], layout: MrzLayout, name: MrzElementName): boolean => {
  const element = layout.elements[name];
  if (element === undefined) return true;
  const characters = textOfSpan(lines, element);
  return [...characters].every((character, i) =>
    allowedCharacters(layout, element.line, element.start + i).includes(character),
  );
};

/** What the zone of Spain's identity cards has room for of `01 01 9999`. */
const isSpanishWithoutEnd = (format: MrzFormat, state: string | undefined, expiry: string): boolean =>
  format === 'TD1' && state === 'ESP' && expiry === '990101';

/** Null where the zone holds no names. */
function namesOf({ elements }: MrzLayout, text: (name: MrzElementName) => string): MrzNames | null {
  if (elements.names !== undefined) return parseMrzNames(text('names'));
  if (elements.surname === undefined) return null;
  return parseSeparateNames(text('surname'), elements.givenNames === undefined ? null : text('givenNames'));
}

/** ICAO 9303-3 §4.6: a space or special character of a number is written `<`; which one is not known. */
const spaced = (number: string): string => number.split('<').filter(Boolean).join(' ');

function lowestConfidence(
  layout: MrzLayout,
  elements: readonly MrzElementName[],
  confidences: MrzInput['characterConfidences'],
): number {
  let lowest = 1;
  for (const name of elements) {
    const element = layout.elements[name];
    if (element === undefined || confidences === undefined) continue;
    for (const confidence of confidences[element.line]?.slice(element.start, element.end) ?? []) {
      lowest = Math.min(lowest, confidence);
    }
  }
  return Math.max(0, lowest);
}
