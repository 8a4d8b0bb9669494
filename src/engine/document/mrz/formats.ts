import type { MrzFormat } from '#domain/document.js';
import {
  characterClasses,
  check,
  disallowedCharacters,
  element,
  span,
  type MrzLayout,
} from '#engine/document/mrz/layout.js';
import {
  frenchIdLayout,
  licenceLayout,
  nationalLicenceLayouts,
  swissLicenceLayout,
} from '#engine/document/mrz/national-layouts.js';

/** TD2, TD3, MRV-A and MRV-B share their columns up to the optional data. */
const twoLineElements = (lineLength: number, optionalEnd: number) => ({
  documentCode: element(0, 0, 2, 'letter'),
  issuingState: element(0, 2, 5, 'letter'),
  names: element(0, 5, lineLength, 'letter'),
  documentNumber: element(1, 0, 9, 'alphanumeric'),
  nationality: element(1, 10, 13, 'letter'),
  dateOfBirth: element(1, 13, 19, 'digit-or-filler'),
  sex: element(1, 20, 21, 'sex'),
  dateOfExpiry: element(1, 21, 27, 'digit-or-filler'),
  optionalData: element(1, 28, optionalEnd, 'alphanumeric'),
});

const twoLineChecks = {
  documentNumber: check(1, 9, span(1, 0, 9)),
  dateOfBirth: check(1, 19, span(1, 13, 19)),
  dateOfExpiry: check(1, 27, span(1, 21, 27)),
};

/** The layouts of ICAO 9303-4 (TD3), -5 (TD1), -6 (TD2) and -7 (MRV-A, MRV-B), each §4.2, and the national ones. */
export const mrzLayouts: Readonly<Record<MrzFormat, MrzLayout>> = {
  TD1: {
    format: 'TD1',
    lineLengths: [30, 30, 30],
    // `C1` and `C2` are the United States' green card.
    opening: { line: 0, columns: ['AIC', `${characterClasses.letter}12`] },
    elements: {
      documentCode: element(0, 0, 2, 'letter'),
      issuingState: element(0, 2, 5, 'letter'),
      documentNumber: element(0, 5, 14, 'alphanumeric'),
      optionalData: element(0, 15, 30, 'alphanumeric'),
      dateOfBirth: element(1, 0, 6, 'digit-or-filler'),
      sex: element(1, 7, 8, 'sex'),
      dateOfExpiry: element(1, 8, 14, 'digit-or-filler'),
      nationality: element(1, 15, 18, 'letter'),
      optionalData2: element(1, 18, 29, 'alphanumeric'),
      names: element(2, 0, 30, 'letter'),
    },
    checks: {
      documentNumber: check(0, 14, span(0, 5, 14)),
      dateOfBirth: check(1, 6, span(1, 0, 6)),
      dateOfExpiry: check(1, 14, span(1, 8, 14)),
      composite: check(1, 29, span(0, 5, 30), span(1, 0, 7), span(1, 8, 15), span(1, 18, 29)),
    },
    longDocumentNumber: true,
  },
  TD2: {
    format: 'TD2',
    lineLengths: [36, 36],
    opening: { line: 0, columns: ['AIC'] },
    elements: twoLineElements(36, 35),
    checks: { ...twoLineChecks, composite: check(1, 35, span(1, 0, 10), span(1, 13, 20), span(1, 21, 35)) },
    longDocumentNumber: true,
  },
  TD3: {
    format: 'TD3',
    lineLengths: [44, 44],
    opening: { line: 0, columns: ['P'] },
    elements: twoLineElements(44, 42),
    checks: {
      ...twoLineChecks,
      personalNumber: { line: 1, column: 42, over: [span(1, 28, 42)], fillerForEmpty: true },
      composite: check(1, 43, span(1, 0, 10), span(1, 13, 20), span(1, 21, 43)),
    },
    longDocumentNumber: false,
  },
  'MRV-A': {
    format: 'MRV-A',
    lineLengths: [44, 44],
    opening: { line: 0, columns: ['V'] },
    elements: twoLineElements(44, 44),
    checks: twoLineChecks,
    longDocumentNumber: false,
  },
  'MRV-B': {
    format: 'MRV-B',
    lineLengths: [36, 36],
    opening: { line: 0, columns: ['V'] },
    elements: twoLineElements(36, 36),
    checks: twoLineChecks,
    longDocumentNumber: false,
  },
  'FRENCH-ID': frenchIdLayout,
  LICENCE: licenceLayout,
  'SWISS-LICENCE': swissLicenceLayout,
};

/**
 * The format of lines that are already cut to their exact lengths: their number and lengths decide, then the letter V
 * tells visas from the rest, then what may stand where. Null when no format has such lines. Whether the length itself
 * can be trusted is the reader's business: a TD3 line cut short passes for an MRV-B.
 */
export function formatOfLines(lines: readonly string[]): MrzFormat | null {
  const fitting = Object.values(mrzLayouts).filter(
    ({ lineLengths }) => lineLengths.join() === lines.map(({ length }) => length).join(),
  );
  const isVisa = lines[0]?.startsWith('V') ?? false;
  const [best] = fitting
    .filter(({ format }) => format.startsWith('MRV') === isVisa || fitting.length === 1)
    .map(({ format }) => ({ format, disallowed: disallowedCharacters(mrzLayouts[format], lines) }))
    // Of equals the first: a format of ICAO 9303 before a national one.
    .sort((a, b) => a.disallowed - b.disallowed);
  return best?.format ?? null;
}

/** The layout by which lines of a format are understood: some states say what the free part of a licence's line holds. */
export function layoutOfLines(format: MrzFormat, lines: readonly string[]): MrzLayout {
  const state = format === 'LICENCE' ? (lines[0]?.slice(2, 5) ?? '') : '';
  return nationalLicenceLayouts[state] ?? mrzLayouts[format];
}
