import type { DocumentFieldName } from '#domain/document.js';
import { extractFields } from '#engine/document/viz/extract-fields.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

/** The day of the readings. */
export const now = new Date('2025-06-15T12:00:00Z');

/** Rows of `x y height text`, as wide as the text is long. */
export const boxesOf = (rows: string): TextBox[] =>
  rows
    .trim()
    .split('\n')
    .map((row) => {
      const [, x, y, height, text] = /^\s*(\d+) (\d+) (\d+) (.*)$/.exec(row)!;
      const box = { x: Number(x), y: Number(y), width: text!.length * Number(height) * 0.55, height: Number(height) };
      return { text: text!, confidence: 0.95, box };
    });

/** The fields that the visual zone of such rows gives. */
export const read = (rows: string, documentHeight = 700): Partial<Record<DocumentFieldName, string>> =>
  Object.fromEntries(
    Object.entries(extractFields({ boxes: boxesOf(rows), documentHeight, now }).fields).map(([name, field]) => [
      name,
      field.value,
    ]),
  );
