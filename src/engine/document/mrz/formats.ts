import type { MrzFormat } from '#domain/document.js';

/**
 * What may stand at one position of an MRZ, for readers that choose among characters.
 * `document-code` is the first letter of all, whose choice depends on the format (`firstLetters`).
 */
export const characterClasses = {
  letter: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ<',
  digit: '0123456789',
  'digit-or-filler': '0123456789<',
  alphanumeric: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<',
  sex: 'MF<',
} as const;
export type CharacterClass = keyof typeof characterClasses;

export type MrzElementName =
  | 'documentCode'
  | 'issuingState'
  | 'names'
  | 'documentNumber'
  | 'nationality'
  | 'dateOfBirth'
  | 'sex'
  | 'dateOfExpiry'
  | 'optionalData'
  | 'optionalData2';

/** Columns `start` ≤ column < `end` of a line; lines and columns count from 0. */
export interface MrzSpan {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

export interface MrzElement extends MrzSpan {
  readonly characters: CharacterClass;
}

export const checkDigitNames = [
  'documentNumber',
  'dateOfBirth',
  'dateOfExpiry',
  'personalNumber',
  'composite',
] as const;
export type CheckDigitName = (typeof checkDigitNames)[number];

export interface MrzCheck {
  readonly line: number;
  readonly column: number;
  /** What the digit is computed over, joined in this order. */
  readonly over: readonly MrzSpan[];
  /** `<` stands for 0 here when everything it covers is `<` (TD3's optional data, 9303-4 §4.2.2.2). */
  readonly fillerForEmpty: boolean;
}

export interface MrzLayout {
  readonly format: MrzFormat;
  readonly lineCount: number;
  readonly lineLength: number;
  /** The first letters that the part of ICAO 9303 allows; what tells visas from the rest. */
  readonly firstLetters: string;
  readonly elements: Readonly<Partial<Record<MrzElementName, MrzElement>>> &
    Readonly<Record<Exclude<MrzElementName, 'optionalData2'>, MrzElement>>;
  readonly checks: Readonly<Partial<Record<CheckDigitName, MrzCheck>>>;
  /** `<` in place of the number's check digit: the number goes on in the optional data (9303-5 and -6, note j). */
  readonly longDocumentNumber: boolean;
}

const span = (line: number, start: number, end: number): MrzSpan => ({ line, start, end });
const element = (line: number, start: number, end: number, characters: CharacterClass): MrzElement => ({
  line,
  start,
  end,
  characters,
});
const check = (line: number, column: number, ...over: MrzSpan[]): MrzCheck => ({
  line,
  column,
  over,
  fillerForEmpty: false,
});

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

/** The layouts of ICAO 9303-4 (TD3), -5 (TD1), -6 (TD2) and -7 (MRV-A, MRV-B), each §4.2. */
export const mrzLayouts: Readonly<Record<MrzFormat, MrzLayout>> = {
  TD1: {
    format: 'TD1',
    lineCount: 3,
    lineLength: 30,
    firstLetters: 'AIC',
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
    lineCount: 2,
    lineLength: 36,
    firstLetters: 'AIC',
    elements: twoLineElements(36, 35),
    checks: { ...twoLineChecks, composite: check(1, 35, span(1, 0, 10), span(1, 13, 20), span(1, 21, 35)) },
    longDocumentNumber: true,
  },
  TD3: {
    format: 'TD3',
    lineCount: 2,
    lineLength: 44,
    firstLetters: 'P',
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
    lineCount: 2,
    lineLength: 44,
    firstLetters: 'V',
    elements: twoLineElements(44, 44),
    checks: twoLineChecks,
    longDocumentNumber: false,
  },
  'MRV-B': {
    format: 'MRV-B',
    lineCount: 2,
    lineLength: 36,
    firstLetters: 'V',
    elements: twoLineElements(36, 36),
    checks: twoLineChecks,
    longDocumentNumber: false,
  },
};

/** The characters that may stand at a position of a layout (the check digits included), as one string. */
export function allowedCharacters(layout: MrzLayout, line: number, column: number): string {
  if (line === 0 && column === 0) return layout.firstLetters;
  for (const [name, digit] of Object.entries(layout.checks)) {
    if (digit.line !== line || digit.column !== column) continue;
    const filler = digit.fillerForEmpty || (name === 'documentNumber' && layout.longDocumentNumber);
    return characterClasses[filler ? 'digit-or-filler' : 'digit'];
  }
  for (const part of Object.values(layout.elements)) {
    if (part.line === line && column >= part.start && column < part.end) return characterClasses[part.characters];
  }
  return characterClasses.alphanumeric;
}

/**
 * The format of lines that are already cut to their exact lengths: their number and length decide, and the first
 * letter V tells visas from the rest. Null when no format has such lines. Whether the length itself can be trusted is
 * the reader's business: a TD3 line cut short passes for an MRV-B.
 */
export function formatOfLines(lines: readonly string[]): MrzFormat | null {
  const lengths = new Set(lines.map((line) => line.length));
  if (lengths.size !== 1) return null;
  const [length] = lengths;
  const isVisa = lines[0]!.startsWith('V');
  if (lines.length === 3) return length === 30 ? 'TD1' : null;
  if (lines.length !== 2) return null;
  if (length === 44) return isVisa ? 'MRV-A' : 'TD3';
  if (length === 36) return isVisa ? 'MRV-B' : 'TD2';
  return null;
}
