import type { DocumentField, DocumentFieldName, DocumentFields } from '#domain/document.js';
import { documentFieldNames } from '#domain/document.js';
import type { ParsedMrz } from '#engine/document/mrz/parse.js';
import { comparableText } from '#engine/document/text/fold-text.js';
import { isTransliteration } from '#engine/document/text/transliteration.js';

/** Why a field that was read has no value in the result. */
export const withheldReasons = {
  'check-digit-failed':
    'The check digit of the machine-readable zone does not hold, and nothing else vouches for the value.',
  'value-impossible':
    'What was read cannot be a value of the field: no such state, no such date, or it contradicts another date.',
  'date-incomplete': 'The document gives no complete date.',
} as const;
export type WithheldReason = keyof typeof withheldReasons;

/** A field on which the machine-readable and the visual zone do not agree. */
export interface Discrepancy {
  readonly field: DocumentFieldName;
  readonly mrz: string;
  readonly visualZone: string;
  /** `lookalike` when only characters differ that readers take for one another (0 and O, 1 and I, RN and M). */
  readonly kind: 'lookalike' | 'different';
}

export interface MergeInput {
  readonly mrz: ParsedMrz | null;
  /** Whether the reading of the MRZ as a whole can be trusted, see `Mrz.valid`. */
  readonly mrzTrusted: boolean;
  readonly visualZone: DocumentFields;
}

export interface MergedFields {
  readonly fields: DocumentFields;
  readonly withheld: Readonly<Partial<Record<DocumentFieldName, WithheldReason>>>;
  readonly discrepancies: readonly Discrepancy[];
  /**
   * The printed spelling where it agrees with the MRZ but differs from it: `MÄNNIK` for `MAENNIK`. The field's value is
   * the MRZ's all the same, for a recogniser may have lost or mistaken a diacritic and nothing would tell.
   */
  readonly printedSpellings: Readonly<Partial<Record<DocumentFieldName, string>>>;
}

/**
 * Joins what the two zones say. The MRZ's value wins where its check digit holds, and where it has none as long as the
 * MRZ as a whole can be trusted; the printed value wins over an MRZ value that fails, that is cut off, or whose century
 * it corrects. A value that cannot be right is withheld. Agreement of both zones vouches for a value (`valid: true`).
 */
export function mergeFields({ mrz, mrzTrusted, visualZone }: MergeInput): MergedFields {
  const fields: Partial<Record<DocumentFieldName, DocumentField>> = {};
  const withheld: Partial<Record<DocumentFieldName, WithheldReason>> = {};
  const printedSpellings: Partial<Record<DocumentFieldName, string>> = {};
  const discrepancies: Discrepancy[] = [];

  for (const name of documentFieldNames) {
    const coded = mrz?.fields[name];
    const printed = visualZone[name];
    const agreement = coded && printed ? compare(name, coded.value, printed.value, isTruncated(mrz, name)) : null;
    if (coded && printed && agreement === 'different' && name !== 'issuingStateName') {
      const lookalike = comparableText(coded.value).text === comparableText(printed.value).text;
      discrepancies.push({
        field: name,
        mrz: coded.value,
        visualZone: printed.value,
        kind: lookalike ? 'lookalike' : 'different',
      });
    }
    const chosen = choose(coded, printed, agreement, mrzTrusted);
    if (chosen !== null && chosen.valid !== false) {
      fields[name] = chosen;
      if (chosen === coded && agreement === 'equal') {
        fields[name] = { ...coded, valid: true, confidence: Math.max(coded.confidence, printed!.confidence) };
        if (printed!.value !== coded.value) printedSpellings[name] = printed!.value;
      }
    } else if (chosen !== null) {
      const failedDigit = mrz?.problems.some(({ code, subject }) => code === 'check-digit-failed' && subject === name);
      withheld[name] = chosen.source === 'mrz' && failedDigit ? 'check-digit-failed' : 'value-impossible';
    } else if (mrz?.problems.some(({ code, subject }) => code === 'date-incomplete' && subject === name)) {
      withheld[name] = 'date-incomplete';
    }
  }
  return { fields, withheld, discrepancies, printedSpellings };
}

type Agreement = 'equal' | 'extended' | 'other-century' | 'different';

function choose(
  coded: DocumentField | undefined,
  printed: DocumentField | undefined,
  agreement: Agreement | null,
  mrzTrusted: boolean,
): DocumentField | null {
  if (coded === undefined) return printed ?? null;
  if (printed === undefined || printed.valid === false) return coded;
  if (coded.valid === false) return printed;
  if (agreement === 'extended') return { ...printed, valid: true };
  if (agreement === 'other-century') return { ...printed, valid: coded.valid };
  if (coded.valid === true || agreement === 'equal' || mrzTrusted) return coded;
  return printed.confidence > coded.confidence ? printed : coded;
}

const isTruncated = (mrz: ParsedMrz | null, name: DocumentFieldName): boolean =>
  (name === 'surname' || name === 'givenNames') &&
  (mrz?.problems.some(({ code }) => code === 'names-truncated') ?? false);

function compare(name: DocumentFieldName, coded: string, printed: string, truncated: boolean): Agreement {
  if (coded === printed) return 'equal';
  switch (name) {
    case 'surname':
    case 'givenNames': {
      // Other scripts are not compared here; they say nothing against the MRZ.
      if (isTransliteration(printed, coded) !== false) return 'equal';
      return truncated && isTransliteration(printed, coded, true) ? 'extended' : 'different';
    }
    case 'documentNumber':
    case 'personalNumber':
      return bare(coded) === bare(printed) ? 'equal' : 'different';
    case 'dateOfBirth':
    case 'dateOfExpiry':
      // The MRZ has two digits for the year; four printed ones settle the century.
      return coded.slice(2) === printed.slice(2) ? 'other-century' : 'different';
    default:
      return 'different';
  }
}

const bare = (number: string): string => number.toUpperCase().replace(/[^0-9A-Z]/g, '');
