import { checkDigit } from '#engine/document/mrz/check-digit.js';
import type { CheckDigitName, MrzLayout, MrzSpan } from '#engine/document/mrz/formats.js';

/** The characters of a span; fillers where a line is too short. */
export function textOfSpan(lines: readonly string[], span: MrzSpan): string {
  return (lines[span.line] ?? '').slice(span.start, span.end).padEnd(span.end - span.start, '<');
}

/** A document number and where it ends. */
export interface DocumentNumberReading {
  /** Without check digit, fillers kept inside, none at the end. */
  readonly number: string;
  readonly checkDigitHolds: boolean;
  /** What the number leaves of the first optional data. */
  readonly optionalData: string;
}

/**
 * The document number, also a long one of a TD1 or TD2 (ICAO 9303-5 and -6 §4.2.2, note j): `<` instead of the check
 * digit, then the rest of the number, its check digit and a filler at the start of the optional data.
 */
export function readDocumentNumber(lines: readonly string[], layout: MrzLayout): DocumentNumberReading {
  const principal = textOfSpan(lines, layout.elements.documentNumber);
  const optionalData = textOfSpan(lines, layout.elements.optionalData);
  const check = layout.checks.documentNumber;
  const digit =
    check === undefined ? '' : textOfSpan(lines, { line: check.line, start: check.column, end: check.column + 1 });
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
    checkDigitHolds: checkDigit(principal) === digit,
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
      verdicts[name] = readDocumentNumber(lines, layout).checkDigitHolds;
      continue;
    }
    const covered = check.over.map((span) => textOfSpan(lines, span)).join('');
    const digit = textOfSpan(lines, { line: check.line, start: check.column, end: check.column + 1 });
    const standsForZero = check.fillerForEmpty && digit === '<' && /^<*$/.test(covered);
    verdicts[name] = standsForZero || checkDigit(covered) === digit;
  }
  return verdicts;
}
