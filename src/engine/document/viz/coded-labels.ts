import type { Box } from '#domain/geometry.js';
import type { LabelKind } from '#engine/document/tables/label-kinds.js';
import { comparableText } from '#engine/document/text/fold-text.js';
import { matchesOf } from '#engine/document/text/matches-of.js';
import { readDate } from '#engine/document/viz/dates.js';
import type { FoundLabel, PartedTexts } from '#engine/document/viz/find-labels.js';
import { onOneLine, right, type TextBox } from '#engine/document/viz/text-box.js';

/**
 * The abbreviations of North American driver licences (AAMVA DL/ID Card Design Standard 2020, annex A). Recognisers join
 * them to the value (`LNSMITH`), so they are looked for only where several of them make it such a licence.
 */
const aamvaLabels: Readonly<Record<string, LabelKind>> = {
  DLN: 'documentNumber',
  DL: 'documentNumber',
  LN: 'surname',
  FN: 'givenNames',
  DOB: 'dateOfBirth',
  ISS: 'dateOfIssue',
  EXP: 'dateOfExpiry',
  SEX: 'sex',
  HGT: 'heightCentimetres',
  WGT: 'weightKilograms',
  EYES: 'eyeColour',
  EYE: 'eyeColour',
  HAIR: 'other',
  CLASS: 'other',
  END: 'other',
  RSTR: 'other',
  REST: 'other',
  DD: 'other',
};
const aamvaPattern = new RegExp(
  `^(?:\\d{1,2}[a-d]?[.\\s]+)?(${Object.keys(aamvaLabels).join('|')})(?!\\p{Ll})[\\s.:#]*`,
  'u',
);
/** The numbers that stand alone before names and address, where the others stand before their abbreviations. */
const aamvaNumbers: Readonly<Record<string, LabelKind>> = { '1': 'surname', '2': 'givenNames', '8': 'address' };
const aamvaNumberPattern = /^\s*(?:([128])[.\s]*$|([12])[.\s]?(?=\p{Lu}{2})|(8)[.\s]+(?=\S))/u;
/** An abbreviation of look-alikes (`4a 155`), alone behind its number. */
const aamvaLookAlike = /^\s*(?:\d{1,2}[a-d]?[.\s]+)([A-Z0-9|]{3,5})[\s.:#]*$/;
const aamvaByLook: ReadonlyMap<string, string> = new Map(
  Object.keys(aamvaLabels).map((label) => [comparableText(label).text, label]),
);
/** Of these, so many different ones make a licence; other documents have no four of them. */
const aamvaEvidence = {
  labels: ['DOB', 'ISS', 'EXP', 'HGT', 'WGT', 'EYES', 'EYE', 'LN', 'FN', 'DL', 'DLN'],
  least: 4,
} as const;

/** The field codes of driving licences in the European Union (directive 2006/126/EC, annex I, 3). */
const unionLabels: Readonly<Record<string, LabelKind>> = {
  '1': 'surname',
  '2': 'givenNames',
  '3': 'dateOfBirth',
  '4a': 'dateOfIssue',
  '4b': 'dateOfExpiry',
  '4c': 'authority',
  '4d': 'personalNumber',
  '5': 'documentNumber',
  '7': 'other',
  '8': 'address',
  '9': 'other',
};
const unionPattern = /^[\s([]*([1-35789]|4\s?[a-d])\s?[.,)\]]\s*|(?<=[\s.\dA-Z])(4[a-d])[.,]\s*/g;
/** A code whose point was not read, alone in its box. */
const bareUnionCode = /^\s*([1-35789]|4[a-d])[\s.,]*$/;
/** A passport numbers its labels too, but has none of 4a to 4d. */
const unionEvidence = { fourths: 2, labels: 4 } as const;

/** Which codes a document's labels are. */
export type LabelCodes = 'aamva' | 'european-union' | null;

/** Tells a driving licence with coded labels by how many different codes stand at the start of its texts. */
export function labelCodesOf(boxes: readonly TextBox[]): LabelCodes {
  const abbreviations = new Set(boxes.map(({ text }) => aamvaPattern.exec(text)?.[1]));
  if (aamvaEvidence.labels.filter((label) => abbreviations.has(label)).length >= aamvaEvidence.least) return 'aamva';
  const codes = new Set(boxes.flatMap(({ text }) => codedParts(text).map(({ code }) => code)));
  const fourths = [...codes].filter((code) => code.startsWith('4')).length;
  return fourths >= unionEvidence.fourths && codes.size >= unionEvidence.labels ? 'european-union' : null;
}

/** Parts coded labels and their values from the rest. */
export function findCodedLabels(boxes: readonly TextBox[], codes: Exclude<LabelCodes, null>): PartedTexts {
  const labels: FoundLabel[] = [];
  const others: TextBox[] = [];
  for (const textBox of boxes) {
    const parts = codes === 'aamva' ? aamvaParts(textBox.text) : codedParts(textBox.text);
    if (parts.length === 0) others.push(textBox);
    for (const { kind, start, valueStart, end } of parts) {
      const value = slice(textBox, valueStart, end);
      labels.push({
        kind,
        mayBeFullName: false,
        box: slice(textBox, start, Math.max(valueStart, start + 1)).box,
        // A figure alone may be a piece of a pattern.
        quality: value.text === '' ? textBox.confidence : 1,
        remainder: value.text === '' ? null : value,
        remainderIsValue: true,
      });
    }
  }
  return { labels, others };
}

interface Part {
  readonly code: string;
  readonly kind: LabelKind;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

function aamvaParts(text: string): Part[] {
  const match = aamvaPattern.exec(text);
  if (match !== null) return [partFrom(match[1]!, aamvaLabels[match[1]!]!, match[0].length)];
  const number = aamvaNumberPattern.exec(text);
  if (number !== null) {
    const code = (number[1] ?? number[2] ?? number[3])!;
    return [partFrom(code, aamvaNumbers[code]!, number[0].length)];
  }
  const alike = aamvaByLook.get(comparableText(aamvaLookAlike.exec(text)?.[1] ?? '').text);
  return alike === undefined ? [] : [partFrom(alike, aamvaLabels[alike]!, text.length)];

  function partFrom(code: string, kind: LabelKind, valueStart: number): Part {
    return { code, kind, start: 0, valueStart, end: text.length };
  }
}

/** The codes of a European licence that a text holds, in their order. */
export const unionCodesIn = (text: string): string[] => codedParts(text).map(({ code }) => code);

/** Whether a text is a code of a European licence and nothing more. */
export const isUnionCode = (text: string): boolean => bareUnionCode.test(text);

const codedParts = (text: string): Part[] => [...bareUnionPart(text), ...unionParts(text)];

function bareUnionPart(text: string): Part[] {
  const code = bareUnionCode.exec(text)?.[1];
  if (code === undefined) return [];
  return [{ code, kind: unionLabels[code]!, start: 0, valueStart: text.length, end: text.length }];
}

/** `4a. 01.02.2013 4c. CITY OF X` holds two labels. */
function unionParts(text: string): Part[] {
  // A date's own start, `3.12.2013`, is no code.
  const wholeIsDate = /^\s*\d{1,2}[.,]\s?\d{1,2}[.,]\s?\d{2,4}\s*$/.test(text);
  if (wholeIsDate) return [];
  const matches = [...matchesOf(unionPattern, text)];
  return matches.map((match, index) => {
    const code = (match[1] ?? match[2])!.replace(/\s/g, '');
    return {
      code,
      kind: unionLabels[code]!,
      start: match.index,
      valueStart: match.index + match[0].length,
      end: matches[index + 1]?.index ?? text.length,
    };
  });
}

/** The place of birth behind the date in field 3 of a European licence, or null. */
export function placeAfterDate(text: string, now: Date): string | null {
  const date = readDate(text, { order: 'day-month-year', role: 'past', now });
  if (date === null) return null;
  const place = text.slice(date.end).replace(/^[\s.,;-]+|[\s,;-]+$/g, '');
  return /\p{L}{2}/u.test(place) ? place : null;
}

/** Text further to the right, in heights, belongs to another column. */
const widestGapToPlace = 8;

/** The same where the place was detected as a text of its own, to the right of the date; null when there is none. */
export function placeBesideDate(date: Box, texts: readonly TextBox[]): TextBox | null {
  const [nearest] = texts
    .filter(({ text, box }) => {
      const gap = (box.x - right(date)) / date.height;
      return (
        onOneLine(date, box) && gap > -0.3 && gap < widestGapToPlace && /^\p{L}[\p{L}\p{M}\s.,'’()/-]+$/u.test(text)
      );
    })
    .sort((a, b) => a.box.x - b.box.x);
  return nearest ?? null;
}

function slice({ text, confidence, box }: TextBox, start: number, end: number): TextBox {
  const characterWidth = box.width / Math.max(1, text.length);
  return {
    text: text.slice(start, end).trim(),
    confidence,
    box: { ...box, x: box.x + start * characterWidth, width: (end - start) * characterWidth },
  };
}
