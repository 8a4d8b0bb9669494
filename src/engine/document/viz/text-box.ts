import type { Box } from '#domain/geometry.js';
import type { LabelPhrase } from '#engine/document/tables/labels.js';

/** A line of text that a recogniser read, in pixels of the upright document. */
export interface TextBox {
  readonly text: string;
  /** The recogniser's confidence, 0–1. */
  readonly confidence: number;
  /** Around the line, axis-parallel; its height stands for the size of the letters. */
  readonly box: Box;
  /** Label words that stand there by the recogniser's probabilities, though the text reads otherwise. */
  readonly spotted?: readonly SpottedLabel[];
}

/** A label phrase in a line: its places in shares of the text's length, 0–1. */
export interface SpottedLabel {
  readonly phrase: LabelPhrase;
  readonly start: number;
  readonly end: number;
  /** How likely each of its letters is on average (geometric mean) beside what is likeliest there, 0–1. */
  readonly likeness: number;
}

export const right = (box: Box): number => box.x + box.width;
export const bottom = (box: Box): number => box.y + box.height;
export const centreY = (box: Box): number => box.y + box.height / 2;

/** The smallest box around both. */
export function unionOf(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, width: Math.max(right(a), right(b)) - x, height: Math.max(bottom(a), bottom(b)) - y };
}

/** How much of the narrower box's width the two share, 0–1; negative when they lie apart, in widths of the narrower. */
export const horizontalOverlap = (a: Box, b: Box): number =>
  (Math.min(right(a), right(b)) - Math.max(a.x, b.x)) / Math.max(1, Math.min(a.width, b.width));

/** Whether two boxes stand on one line: their centres differ by less than half of the smaller height. */
export const onOneLine = (a: Box, b: Box): boolean =>
  Math.abs(centreY(a) - centreY(b)) < 0.5 * Math.min(a.height, b.height);

/** Text of a machine-readable zone is not part of the visual zone. */
export const isMachineReadable = (text: string): boolean =>
  (text.match(/[<«≤]/g)?.length ?? 0) >= 2 || /^[0-9A-Z<]{28,}$/.test(text.replace(/\s/g, ''));
