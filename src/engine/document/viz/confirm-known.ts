import type { DocumentFieldName, DocumentFields } from '#domain/document.js';
import { sexOfText } from '#engine/document/tables/sexes.js';
import { stateFromWords } from '#engine/document/tables/states.js';
import { isTransliteration } from '#engine/document/text/transliteration.js';
import { readDate, type DateOrder } from '#engine/document/viz/dates.js';
import { isLatin } from '#engine/document/viz/local-names.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

/** A value that is already known, found printed as well. */
export interface ConfirmedValue {
  readonly name: DocumentFieldName;
  /** The printed form. */
  readonly value: string;
  readonly text: TextBox;
}

/** The fields whose values no other text equals by chance: long and various, or of a form that nothing else has. */
const confirmable = [
  'documentNumber',
  'personalNumber',
  'surname',
  'givenNames',
  'dateOfBirth',
  'dateOfExpiry',
  'nationality',
  'sex',
] as const;
/** Shorter names and numbers are words or numbers that stand anywhere. */
const leastCharacters = 4;

/**
 * Finds the values that another zone gives among the printed texts whose label could not be read. Only what equals the
 * known value is taken, so this can confirm a value but never contradict it.
 */
export function confirmKnown(
  known: DocumentFields,
  texts: readonly TextBox[],
  { now, dateOrder }: { readonly now: Date; readonly dateOrder: DateOrder },
): ConfirmedValue[] {
  const confirmed: ConfirmedValue[] = [];
  for (const name of confirmable) {
    const value = known[name]?.value;
    const hasOwnForm = name === 'sex' || name === 'nationality';
    if (value === undefined || (value.length < leastCharacters && !hasOwnForm)) continue;
    const stating = texts.filter(
      (candidate) =>
        !confirmed.some((other) => other.text === candidate) && states(name, candidate.text, value, now, dateOrder),
    );
    const isNormalised = hasOwnForm || name === 'dateOfBirth' || name === 'dateOfExpiry';
    const isLocalName = ({ text }: TextBox): boolean => (name === 'surname' || name === 'givenNames') && !isLatin(text);
    const text = stating.find((candidate) => !isLocalName(candidate));
    if (text !== undefined) confirmed.push({ name, value: isNormalised ? value : text.text.trim(), text });
    const local = stating.find(isLocalName);
    if (local !== undefined && (name === 'surname' || name === 'givenNames')) {
      confirmed.push({ name: `${name}Local`, value: local.text.trim(), text: local });
    }
  }
  return confirmed;
}

function states(
  name: (typeof confirmable)[number],
  printed: string,
  value: string,
  now: Date,
  order: DateOrder,
): boolean {
  switch (name) {
    case 'dateOfBirth':
      return readDate(printed, { order, role: 'past', now })?.iso === value;
    case 'dateOfExpiry':
      return readDate(printed, { order, role: 'expiry', now })?.iso === value;
    case 'surname':
    case 'givenNames':
      return isTransliteration(printed, value) === true;
    case 'sex':
      return sexOfText(printed) === value;
    case 'nationality':
      return stateFromWords(printed) === value;
    default:
      return bare(printed) === bare(value);
  }
}

const bare = (number: string): string => number.toUpperCase().replace(/[^0-9A-Z]/g, '');
