import type { DocumentFieldName } from '#domain/document.js';
import { eyeColourOfText } from '#engine/document/tables/eye-colours.js';
import type { LabelKind } from '#engine/document/tables/label-kinds.js';
import { sexOfText } from '#engine/document/tables/sexes.js';
import { stateFromWords, stateName } from '#engine/document/tables/states.js';
import { readDate, readTerm, type DateOrder } from '#engine/document/viz/dates.js';
import { heightCentimetres, weightKilograms } from '#engine/document/viz/measurements.js';

/** A text understood as the value of a label. */
export interface ValueReading {
  readonly values: Readonly<Partial<Record<DocumentFieldName, string>>>;
  /** Names in one text whose parting nothing tells. */
  readonly fullName?: string;
  /** How surely a text of this form is such a value, 0–1: a date can be nothing else, a name any word. */
  readonly fit: number;
}

export interface ValueContext {
  readonly now: Date;
  readonly dateOrder: DateOrder;
  /** Whether bare numbers are feet and inches, and pounds. */
  readonly imperialUnits: boolean;
}

/** How surely a text of the form is a value of the kind; ordered by how few other texts have the form. */
const fits = { only: 1, number: 0.8, names: 0.6, words: 0.5, anything: 0.35 } as const;

/** Reads a text as the value of a label of the kind; null when it cannot be one. */
export function readValue(kind: LabelKind, text: string, context: ValueContext): ValueReading | null {
  const trimmed = text.trim().replace(/^[:.\-/\s]+|[:;,\s]+$/g, '');
  if (trimmed === '') return null;
  switch (kind) {
    case 'dateOfBirth':
    case 'dateOfIssue':
    case 'dateOfExpiry': {
      const term = kind === 'dateOfBirth' ? null : readTerm(trimmed, { order: context.dateOrder, now: context.now });
      if (term !== null) return { values: term, fit: fits.only };
      const role = kind === 'dateOfExpiry' ? 'expiry' : 'past';
      const date = readDate(trimmed, { order: context.dateOrder, role, now: context.now });
      return date === null ? null : only(kind, date.iso);
    }
    case 'sex':
      return only(kind, sexOfText(trimmed));
    case 'heightCentimetres':
      return only(kind, heightCentimetres(trimmed, context.imperialUnits)?.toString());
    case 'weightKilograms':
      return only(kind, weightKilograms(trimmed, context.imperialUnits)?.toString());
    case 'eyeColour':
      return only(kind, eyeColourOfText(trimmed));
    case 'nationality':
    case 'placeOfBirthCountry':
      return only(kind, stateFromWords(trimmed));
    case 'issuingState': {
      const state = stateFromWords(trimmed);
      return state === null
        ? null
        : { values: { issuingState: state, issuingStateName: stateName(state) }, fit: fits.only };
    }
    case 'documentNumber':
    case 'personalNumber':
      return isNumber(trimmed) ? { values: { [kind]: trimmed.replace(/\s+/g, ' ') }, fit: fits.number } : null;
    case 'surname':
    case 'givenNames': {
      const both = inTwoScripts(kind, trimmed);
      if (both !== null) return both;
      if (!isName(trimmed)) return null;
      // `Name/Nom` over both names: the comma is the surname's end. Between given names it is none.
      const parted = kind === 'surname' ? readFullName(trimmed) : null;
      if (parted?.values.surname !== undefined) return parted;
      const name = /\p{Script=Latin}/u.test(trimmed) ? kind : (`${kind}Local` as const);
      return { values: { [name]: tidyName(trimmed) }, fit: fits.names };
    }
    case 'fullName':
      // In other scripts nothing parts the names, and the Latin ones stand beside them.
      return isName(trimmed) && /\p{Script=Latin}/u.test(trimmed) ? readFullName(trimmed) : null;
    case 'placeOfBirth':
      return readPlace(trimmed);
    case 'authority':
    case 'address':
      return /[\p{L}\p{N}]{2}/u.test(trimmed) ? { values: { [kind]: trimmed }, fit: fits.words } : null;
    case 'other':
      return { values: {}, fit: fits.anything };
    default:
      return null;
  }
}

const only = (name: DocumentFieldName, value: string | null | undefined): ValueReading | null =>
  value === null || value === undefined ? null : { values: { [name]: value }, fit: fits.only };

/**
 * Whether a text can be a document's or a person's number: 5 to 20 letters and digits (ICAO 9303-5 allows 9, and more in
 * the optional data), a digit among them, no words, no date.
 */
export function isNumber(text: string): boolean {
  const characters = text.replace(/[\s\-./№°*]/g, '');
  if (!/^[0-9A-Z]{5,20}$/.test(characters.replace(/^N[o°º]/, ''))) return false;
  const digits = characters.replace(/\D/g, '').length;
  // A word of letters with a misread O or I has one digit or two; a number of nine has at least a quarter.
  if (digits === 0 || (digits * 5 < characters.length && characters.length > 5)) return false;
  return !/^\d{1,2}[\s./-]\d{1,2}[\s./-]\d{4}$/.test(text.trim());
}

/** Whether a text can be names: letters with what stands between names, at least one of them, no digits. */
export function isName(text: string): boolean {
  return /^\p{L}[\p{L}\p{M}\s.,'’ʼ`´-]*$/u.test(text) && text.length <= 60;
}

/** `ШЕВЧЕНКО/SHEVCHENKO`: a name in its own script and in Latin letters. */
function inTwoScripts(kind: 'surname' | 'givenNames', text: string): ValueReading | null {
  const parts = text.split('/').map((part) => part.trim());
  const latin = parts.find((part) => /\p{Script=Latin}/u.test(part));
  const local = parts.find((part) => part !== latin);
  if (parts.length !== 2 || latin === undefined || local === undefined || !parts.every(isName)) return null;
  if (/\p{Script=Latin}/u.test(local)) return null;
  return { values: { [kind]: tidyName(latin), [`${kind}Local`]: tidyName(local) }, fit: fits.names };
}

const tidyName = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\s*-\s*/g, '-')
    .replace(/[\s,.]+$/, '')
    .trim();

/** Only a comma tells where the surname ends. */
function readFullName(text: string): ValueReading {
  const [surname, givenNames, ...rest] = text.split(',').map(tidyName);
  if (surname && givenNames && rest.length === 0) return { values: { surname, givenNames }, fit: fits.names };
  return { values: {}, fullName: tidyName(text), fit: fits.names };
}

function readPlace(text: string): ValueReading | null {
  const letters = text.replace(/[^\p{L}]/gu, '').length;
  if (letters < 2 || letters * 2 < text.replace(/\s/g, '').length) return null;
  const country = stateFromWords(text) ?? stateFromWords(/[\s,(/]([A-Z]{3})\)?$/.exec(text)?.[1] ?? '');
  return {
    values: { placeOfBirth: text, ...(country === null ? {} : { placeOfBirthCountry: country }) },
    fit: fits.words,
  };
}
