import type { MrzFormat } from '#domain/document.js';

/**
 * What may stand at one position of an MRZ, for readers that choose among characters. Where a format's zone opens with
 * characters of its own, those go before (`opening`).
 */
export const characterClasses = {
  letter: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ<',
  digit: '0123456789',
  filler: '<',
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
  | 'optionalData2'
  | 'surname'
  | 'givenNames';

/** Columns `start` ≤ column < `end` of a line; lines and columns count from 0. */
export interface MrzSpan {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

export interface MrzElement extends MrzSpan {
  /** Of every column, or of each. */
  readonly characters: CharacterClass | readonly CharacterClass[];
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
  /** Characters of each line. */
  readonly lineLengths: readonly number[];
  /** What the columns from the first on of one line may hold: what tells formats with lines of the same lengths apart. */
  readonly opening: { readonly line: number; readonly columns: readonly string[] };
  readonly elements: Readonly<Partial<Record<MrzElementName, MrzElement>>>;
  readonly checks: Readonly<Partial<Record<CheckDigitName, MrzCheck>>>;
  /** `<` in place of the number's check digit: the number goes on in the optional data (9303-5 and -6, note j). */
  readonly longDocumentNumber: boolean;
}

/** Columns `start` ≤ column < `end` of a line. */
export const span = (line: number, start: number, end: number): MrzSpan => ({ line, start, end });
/** A span and what may stand in it. */
export const element = (
  line: number,
  start: number,
  end: number,
  characters: MrzElement['characters'],
): MrzElement => ({
  line,
  start,
  end,
  characters,
});
/** A check digit over spans; a filler does not stand for it. */
export const check = (line: number, column: number, ...over: MrzSpan[]): MrzCheck => ({
  line,
  column,
  over,
  fillerForEmpty: false,
});

/** Characters of the longest line of a layout. */
export const longestLineOf = ({ lineLengths }: MrzLayout): number => Math.max(...lineLengths);

/** The characters that may stand at a position of a layout (the check digits included), as one string. */
export function allowedCharacters(layout: MrzLayout, line: number, column: number): string {
  const opening = line === layout.opening.line ? layout.opening.columns[column] : undefined;
  if (opening !== undefined) return opening;
  for (const [name, digit] of Object.entries(layout.checks)) {
    if (digit.line !== line || digit.column !== column) continue;
    const filler = digit.fillerForEmpty || (name === 'documentNumber' && layout.longDocumentNumber);
    return characterClasses[filler ? 'digit-or-filler' : 'digit'];
  }
  for (const part of Object.values(layout.elements)) {
    if (part.line !== line || column < part.start || column >= part.end) continue;
    const { characters } = part;
    return characterClasses[typeof characters === 'string' ? characters : characters[column - part.start]!];
  }
  return characterClasses.alphanumeric;
}

/** How many characters of lines of the layout's lengths stand where it does not allow them. */
export function disallowedCharacters(layout: MrzLayout, lines: readonly string[]): number {
  return lines.reduce(
    (sum, text, line) =>
      sum + [...text].filter((character, i) => !allowedCharacters(layout, line, i).includes(character)).length,
    0,
  );
}
