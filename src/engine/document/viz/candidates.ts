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
}

/** Boxes closer than this share of their height on one line are one text that the detector split. */
const joinGap = 0.9;

/** Every box as a candidate, and every run of neighbours on one line joined with a space. */
export function candidatesOf(boxes: readonly TextBox[]): Candidate[] {
  const single = boxes.map((box) => ({ ...box, parts: [box] }));
  const joined: Candidate[] = [];
  const sorted = [...boxes].sort((a, b) => a.box.x - b.box.x);
  for (const start of sorted) {
    let run: Candidate = { ...start, parts: [start] };
    for (;;) {
      const next = sorted.find(({ box }) => !run.parts.some((part) => part.box === box) && follows(run.box, box));
      if (next === undefined) break;
      run = {
        text: `${run.text} ${next.text}`,
        confidence: Math.min(run.confidence, next.confidence),
        box: unionOf(run.box, next.box),
        parts: [...run.parts, next],
      };
      joined.push(run);
    }
  }
  return [...single, ...joined];
}

function follows(box: Box, next: Box): boolean {
  const height = Math.min(box.height, next.height);
  const gap = next.x - right(box);
  return (
    onOneLine(box, next) &&
    gap > -0.5 * height &&
    gap < joinGap * height &&
    height > 0.7 * Math.max(box.height, next.height)
  );
}

/**
 * How far a box lies from where a label's value belongs, in heights of the text: 0 right under the label, left edges
 * aligned. Values stand below their label or to its right; null for any other place.
 */
export function distanceFromLabel(label: FoundLabel, value: Box, labels: readonly FoundLabel[]): number | null {
  const below = distanceBelow(label.box, value);
  const beside = distanceBeside(label, value, labels);
  return below === null ? beside : beside === null ? below : Math.min(below, beside);
}

/** The widest gap below a label, in text heights; wider ones belong to a layout with another label between. */
const widestGapBelow = 1.6;
/** The widest gap to the right, in text heights; columns of labels and values stand further apart than words. */
const widestGapBeside = 12;

function distanceBelow(label: Box, value: Box): number | null {
  const height = Math.max(value.height, Math.min(label.height, 1.5 * value.height));
  const gap = (value.y - bottom(label)) / height;
  if (gap < -0.6 || gap > widestGapBelow || centreY(value) < bottom(label) - 0.1 * height) return null;
  const indent = (value.x - label.x) / height;
  const startsUnderLabel = indent > -1.5 && value.x < right(label) + 0.5 * height;
  if (!startsUnderLabel && horizontalOverlap(label, value) < 0.5) return null;
  return Math.max(0, gap) + (indent < 0 ? 0.3 * -indent : 0.12 * indent);
}

function distanceBeside(label: FoundLabel, value: Box, labels: readonly FoundLabel[]): number | null {
  if (!onOneLine(label.box, value)) return null;
  const height = Math.max(1, Math.min(label.box.height, value.height));
  const gap = (value.x - right(label.box)) / height;
  if (gap < -0.5 || gap > widestGapBeside) return null;
  const labelBetween = labels.some(
    (other) => other !== label && onOneLine(other.box, value) && other.box.x > label.box.x && other.box.x < value.x,
  );
  // A little further than below: a value in the next column must not be taken for that of this label.
  return labelBetween ? null : 0.3 + 0.12 * Math.max(0, gap);
}
