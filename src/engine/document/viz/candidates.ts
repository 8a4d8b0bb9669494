import type { Box } from '#domain/geometry.js';
import type { FoundLabel } from '#engine/document/viz/find-labels.js';
import {
  bottom,
  centreY,
  horizontalOverlap,
  onOneLine,
  right,
  unionOf,
  type TextBox,
} from '#engine/document/viz/text-box.js';

/** A text that may be the value of some label: one box, or several that stand close together on a line. */
export interface Candidate extends TextBox {
  /** The boxes that it is made of; a box is the value of one label only. */
  readonly parts: readonly TextBox[];
  /** The widest gap between two parts, in text heights. */
  readonly widestGap: number;
}

/** Boxes on one line further apart than this, in text heights, stand in different columns. */
const widestJoin = 2;
/** Words of one text stand no further apart than this, in text heights. */
export const wordGap = 0.9;

/** Every box as a candidate, and every run of neighbours on one line joined with a space. */
export function candidatesOf(boxes: readonly TextBox[]): Candidate[] {
  const single = boxes.map((box) => ({ ...box, parts: [box], widestGap: 0 }));
  const joined: Candidate[] = [];
  const sorted = [...boxes].sort((a, b) => a.box.x - b.box.x);
  for (const start of sorted) {
    let run: Candidate = { ...start, parts: [start], widestGap: 0 };
    for (;;) {
      const next = sorted.find(({ box }) => !run.parts.some((part) => part.box === box) && follows(run.box, box));
      if (next === undefined) break;
      run = {
        text: `${run.text} ${next.text}`,
        confidence: Math.min(run.confidence, next.confidence),
        box: unionOf(run.box, next.box),
        parts: [...run.parts, next],
        widestGap: Math.max(run.widestGap, gapBetween(run.box, next.box)),
      };
      joined.push(run);
    }
  }
  return [...single, ...joined];
}

const gapBetween = (box: Box, next: Box): number =>
  (next.x - right(box)) / Math.max(1, Math.min(box.height, next.height));

function follows(box: Box, next: Box): boolean {
  const height = Math.min(box.height, next.height);
  const gap = gapBetween(box, next);
  return onOneLine(box, next) && gap > -0.5 && gap < widestJoin && height > 0.7 * Math.max(box.height, next.height);
}

/** The texts of a document around a label. */
export interface Surroundings {
  readonly labels: readonly FoundLabel[];
  readonly others: readonly TextBox[];
}

/**
 * How far a text lies from where a label's value belongs, in heights of the text: 0 right under the label, left edges
 * aligned. Values stand below their label or to its right; null for any other place.
 */
export function distanceFromLabel(label: FoundLabel, value: Candidate, surroundings: Surroundings): number | null {
  const below = distanceBelow(label, value, surroundings);
  const beside = distanceBeside(label, value.box, surroundings.labels);
  return below === null ? beside : beside === null ? below : Math.min(below, beside);
}

/** The widest gap below a label, in text heights; wider ones belong to a layout with another label between. */
const widestGapBelow = 1.6;
/** The widest gap to the right, in text heights; columns of labels and values stand further apart than words. */
const widestGapBeside = 12;
/** What a text between label and value adds, in text heights: it may be the label in a further language. */
const textBetween = 0.6;

function distanceBelow(
  { box: label, kind }: FoundLabel,
  { box: value, parts }: Candidate,
  { labels, others }: Surroundings,
): number | null {
  const height = Math.max(1, value.height, Math.min(label.height, 1.5 * value.height));
  const gap = (value.y - bottom(label)) / height;
  if (gap < -0.6 || gap > widestGapBelow || centreY(value) < bottom(label) - 0.1 * height) return null;
  const indent = (value.x - label.x) / height;
  const startsUnderLabel = indent > -1.5 && value.x < right(label) + 0.5 * height;
  if (!startsUnderLabel && horizontalOverlap(label, value) < 0.5) return null;
  const between = (box: Box): boolean =>
    box !== label &&
    centreY(box) > bottom(label) - 0.2 * height &&
    centreY(box) < value.y + 0.1 * height &&
    horizontalOverlap(box, value) > 0.5;
  if (labels.some((other) => other.kind !== kind && between(other.box))) return null;
  const crossed = others.some((other) => !parts.includes(other) && between(other.box));
  return Math.max(0, gap) + (indent < 0 ? 0.3 * -indent : 0.12 * indent) + (crossed ? textBetween : 0);
}

function distanceBeside(label: FoundLabel, value: Box, labels: readonly FoundLabel[]): number | null {
  if (!onOneLine(label.box, value)) return null;
  const gap = (value.x - right(label.box)) / Math.max(1, value.height);
  if (gap < -0.5 || gap > widestGapBeside) return null;
  const labelBetween = labels.some(
    (other) => other !== label && onOneLine(other.box, value) && other.box.x > label.box.x && other.box.x < value.x,
  );
  // A little further than below: a value in the next column must not be taken for that of this label.
  return labelBetween ? null : 0.3 + 0.12 * Math.max(0, gap);
}
