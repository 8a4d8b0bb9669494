import { checkDigit } from '#engine/document/mrz/check-digit.js';
import type { CheckDigitName, MrzCheck, MrzLayout, MrzSpan } from '#engine/document/mrz/layout.js';

/** The characters of a span; fillers where a line is too short. */
export function textOfSpan(lines: readonly string[], span: MrzSpan): string {
  return (lines[span.line] ?? '').slice(span.start, span.end).padEnd(span.end - span.start, '<');
}

const digitSpan = ({ line, column }: MrzCheck): MrzSpan => ({ line, start: column, end: column + 1 });

const coveredText = (lines: readonly string[], { over }: MrzCheck): string =>
  over.map((span) => textOfSpan(lines, span)).join('');

/** A document number and where it ends. */
export interface DocumentNumberReading {
  /** Without check digit, fillers kept inside, none at the end. */
  readonly number: string;
  /** Null where the format gives the number no check digit of its own. */
  readonly checkDigitHolds: boolean | null;
  /** What the number leaves of the first optional data. */
  readonly optionalData: string;
}

/**
 * The document number, also a long one of a TD1 or TD2 (ICAO 9303-5 and -6 §4.2.2, note j): `<` instead of the check
 * digit, then the rest of the number, its check digit and a filler at the start of the optional data.
 */
export function readDocumentNumber(lines: readonly string[], layout: MrzLayout): DocumentNumberReading {
  const { elements } = layout;
  const principal = elements.documentNumber === undefined ? '' : textOfSpan(lines, elements.documentNumber);
  const optionalData = elements.optionalData === undefined ? '' : textOfSpan(lines, elements.optionalData);
  const check = layout.checks.documentNumber;
  const digit = check === undefined ? '' : textOfSpan(lines, digitSpan(check));
  if (layout.longDocumentNumber && digit === '<') {
    const [, rest, restDigit] = /^([0-9A-Z]+)([0-9])(?:<|$)/.exec(optionalData) ?? [];
    if (rest !== undefined && restDigit !== undefined && !principal.endsWith('<')) {
      return {
        number: principal + rest,
        checkDigitHolds: checkDigit(principal + rest) === restDigit,
        optionalData: optionalData.slice(rest.length + 2),
      };
    }
  }
  return {
    number: principal.replace(/<+$/, ''),
    checkDigitHolds: check === undefined ? null : checkDigit(coveredText(lines, check)) === digit,
    optionalData,
  };
}

/** Whether each check digit of the format holds, by the field that it protects. */
export function verifyCheckDigits(
  lines: readonly string[],
  layout: MrzLayout,
): Partial<Record<CheckDigitName, boolean>> {
  const verdicts: Partial<Record<CheckDigitName, boolean>> = {};
  for (const [name, check] of Object.entries(layout.checks) as [
    CheckDigitName,
    (typeof layout.checks)['composite'],
  ][]) {
    // Object.entries widens the keys, and Partial lets undefined through.
    if (check === undefined) continue;
    if (name === 'documentNumber') {
      verdicts[name] = readDocumentNumber(lines, layout).checkDigitHolds ?? false;
      continue;
    }
    const covered = coveredText(lines, check);
    const digit = textOfSpan(lines, digitSpan(check));
    const standsForZero = check.fillerForEmpty && digit === '<' && /^<*$/.test(covered);
    verdicts[name] = standsForZero || checkDigit(covered) === digit;
  }
  return verdicts;
}
