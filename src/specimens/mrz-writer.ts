import type { MrzFormat } from '#domain/document.js';
import { checkDigit } from '#engine/document/mrz/check-digit.js';
import { transliterate } from '#engine/document/mrz/transliterate.js';

/** What the MRZ of a document says, before it is brought into the alphabet of the MRZ. */
export interface MrzContent {
  /** `P`, `I`, `V`, or two letters such as `PD`, `ID`. */
  readonly documentCode: string;
  /** Alpha-3 code; Germany's `DEU` is written as the `D` of ICAO 9303-3 §5. */
  readonly issuingState: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly documentNumber: string;
  readonly nationality: string;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string;
  readonly sex: 'M' | 'F' | 'X';
  /** `YYYY-MM-DD`. */
  readonly dateOfExpiry: string;
  /** The personal number or optional data; TD1's first optional field. */
  readonly optionalData?: string;
  /** TD1's second optional field, on the second line. */
  readonly secondOptionalData?: string;
}

const filler = '<';

/**
 * The lines of the MRZ with every check digit (ICAO 9303-4 to -7; the others as their writers below say). Written apart from the engine's parser and its
 * tables, so that each is an oracle for the other.
 */
export function writeMrz(format: MrzFormat, content: MrzContent): string[] {
  switch (format) {
    case 'TD1':
      return writeTd1(content);
    case 'TD2':
      return writeTd2(content);
    case 'TD3':
      return writeTd3(content);
    case 'MRV-A':
      return writeVisa(content, 44);
    case 'MRV-B':
      return writeVisa(content, 36);
    case 'FRENCH-ID':
      return writeFrenchId(content);
    case 'LICENCE':
      return [writeLicence(content)];
    case 'SWISS-LICENCE':
      return writeSwissLicence(content);
  }
}

/**
 * `IDFRA`, 25 characters of the surname, department and office; 12 digits and their check digit, 14 characters of the
 * given names with two fillers between them, the date of birth and its check digit, the sex, and a check digit over both lines. The number holds the
 * month of issue, the department and a serial.
 */
function writeFrenchId(content: MrzContent): string[] {
  const number = field(content.documentNumber, 12);
  const surname = inAlphabet(content.surname).slice(0, 25).padEnd(25, filler);
  const first = field(content.documentCode, 2) + stateCode(content.issuingState) + surname + number.slice(4, 7) + '001';
  const given = content.givenNames.split(/\s+/).map(inAlphabet).join('<<').slice(0, 14).padEnd(14, filler);
  const second =
    withCheckDigit(number) + given + withCheckDigit(shortDate(content.dateOfBirth)) + sexCharacter(content);
  return [first, second + checked(first + second)];
}

/**
 * The number of the blank card, seven characters; `FACHE`, the number in the register and the version (the optional
 * data, 12 digits), date of birth; names. No check digit.
 */
function writeSwissLicence(content: MrzContent): string[] {
  const register = field(content.optionalData ?? '', 14);
  const state = field(content.documentCode, 2) + stateCode(content.issuingState);
  const second = field(state + register + shortDate(content.dateOfBirth), 30);
  return [field(content.documentNumber, 9), second, names(content, 30)];
}

/** `D`, the configuration, the state, 24 characters that the state fills as it likes, a check digit. */
function writeLicence(content: MrzContent): string {
  const line = field(content.documentCode, 2) + stateCode(content.issuingState) + field(content.documentNumber, 24);
  return withCheckDigit(line);
}

function writeTd1(content: MrzContent): string[] {
  const number = longDocumentNumber(content, 15);
  const first = field(content.documentCode, 2) + stateCode(content.issuingState) + number.number + number.optional;
  const dates = withCheckDigit(shortDate(content.dateOfBirth));
  const expiry = withCheckDigit(shortDate(content.dateOfExpiry));
  const optional = field(content.secondOptionalData ?? '', 11);
  const composite = checked(first.slice(5) + dates + expiry + optional);
  const second = dates + sexCharacter(content) + expiry + stateCode(content.nationality) + optional + composite;
  return [first, second, names(content, 30)];
}

function writeTd2(content: MrzContent): string[] {
  const { number, optional } = longDocumentNumber(content, 7);
  const birth = withCheckDigit(shortDate(content.dateOfBirth));
  const expiry = withCheckDigit(shortDate(content.dateOfExpiry));
  const composite = checked(number + birth + expiry + optional);
  const second =
    number + stateCode(content.nationality) + birth + sexCharacter(content) + expiry + optional + composite;
  return [nameLine(content, 36), second];
}

function writeTd3(content: MrzContent): string[] {
  const number = withCheckDigit(field(content.documentNumber, 9));
  const birth = withCheckDigit(shortDate(content.dateOfBirth));
  const expiry = withCheckDigit(shortDate(content.dateOfExpiry));
  const personal = field(content.optionalData ?? '', 14);
  // ICAO 9303-4 §4.2.2.2: without a personal number its check digit may be the filler; it counts as 0 either way.
  const optional = personal + (/^<*$/.test(personal) ? filler : checked(personal));
  const composite = checked(number + birth + expiry + optional);
  const second =
    number + stateCode(content.nationality) + birth + sexCharacter(content) + expiry + optional + composite;
  return [nameLine(content, 44), second];
}

/** Visas have no composite check digit (ICAO 9303-7). */
function writeVisa(content: MrzContent, length: 44 | 36): string[] {
  const second =
    withCheckDigit(field(content.documentNumber, 9)) +
    stateCode(content.nationality) +
    withCheckDigit(shortDate(content.dateOfBirth)) +
    sexCharacter(content) +
    withCheckDigit(shortDate(content.dateOfExpiry));
  return [nameLine(content, length), second + field(content.optionalData ?? '', length - second.length)];
}

/**
 * ICAO 9303-5 note j, 9303-6 note j: of a number longer than nine characters the rest, its check digit and a filler
 * open the optional data, and a filler stands where the check digit would.
 */
function longDocumentNumber(content: MrzContent, optionalLength: number): { number: string; optional: string } {
  const number = inAlphabet(content.documentNumber);
  const optional = content.optionalData ?? '';
  if (number.length <= 9)
    return { number: withCheckDigit(field(number, 9)), optional: field(optional, optionalLength) };
  const rest = `${number.slice(9)}${checked(number)}${filler}`;
  return { number: number.slice(0, 9) + filler, optional: field(rest + optional, optionalLength) };
}

const nameLine = (content: MrzContent, length: number): string =>
  field(content.documentCode, 2) + stateCode(content.issuingState) + names(content, length - 5);

/**
 * `SURNAME<<GIVEN<NAMES`, filled or truncated to `length`. A truncated field ends in a letter, which is how a reader
 * knows (ICAO 9303-4 §4.2.3); at least one letter of the given names stays. Of the ways that the standard offers this
 * cuts the end off.
 */
function names(content: MrzContent, length: number): string {
  const given = inAlphabet(content.givenNames);
  const whole = (surname: string): string => (given === '' ? surname : `${surname}<<${given}`);
  let surname = inAlphabet(content.surname);
  if (whole(surname).length <= length) return whole(surname).padEnd(length, filler);
  if (given !== '') surname = withoutTrailingFillers(surname.slice(0, length - 3));
  while (whole(surname).charAt(length - 1) === filler) surname = withoutTrailingFillers(surname.slice(0, -1));
  return whole(surname).slice(0, length);
}

/** ICAO 9303-3 §4.6: apostrophes and full stops vanish; hyphens, commas and spaces become one filler. */
function inAlphabet(text: string): string {
  const written = transliterate(text)
    .replace(/['’.]/g, '')
    .replace(/[\s,-]+/g, filler);
  if (!/^[0-9A-Z<]*$/.test(written)) throw new Error('a specimen value has no form in the MRZ alphabet');
  return withoutTrailingFillers(written);
}

const stateCode = (state: string): string => field(state === 'DEU' ? 'D' : state, 3);

const withoutTrailingFillers = (text: string): string => text.replace(/<+$/, '');

function field(text: string, length: number): string {
  const written = inAlphabet(text);
  if (written.length > length) throw new Error(`a specimen value is longer than its ${length} characters in the MRZ`);
  return written.padEnd(length, filler);
}

/** ICAO 9303-3 §4.8: YYMMDD. */
const shortDate = (isoDate: string): string => isoDate.slice(2, 4) + isoDate.slice(5, 7) + isoDate.slice(8, 10);

const sexCharacter = ({ sex }: MrzContent): string => (sex === 'X' ? filler : sex);

const withCheckDigit = (data: string): string => data + checked(data);

function checked(data: string): string {
  const digit = checkDigit(data);
  if (digit === null) throw new Error('a check digit was asked of characters outside the MRZ alphabet');
  return digit;
}
