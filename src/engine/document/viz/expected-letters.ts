import { median } from '#engine/document/median.js';
import type { Box } from '#domain/geometry.js';
import { sexOfText } from '#engine/document/tables/sexes.js';
import { distanceFromLabel } from '#engine/document/viz/candidates.js';
import { findLabels, type FoundLabel } from '#engine/document/viz/find-labels.js';
import { bottom, onOneLine, right, type TextBox } from '#engine/document/viz/text-box.js';

/** So many labels must have their value on the same side for it to be where values stand on this document. */
const leastPairs = 2;
/** A value lies no further below its label, and no further right of it, in heights of the value. */
const widest = { below: 1.6, beside: 12 } as const;
/** What is looked at: a letter or two with room on both sides, in heights of the values. */
const look = { before: 0.8, width: 2.8 } as const;

/**
 * Where the letter of the sex should stand, though text detection saw none: lone letters are what it misses first. The
 * place is that of other values beside or below their labels. Empty when a sex was read, or no label announces one.
 */
export function placesOfSex(boxes: readonly TextBox[]): Box[] {
  const { labels, others } = findLabels(boxes);
  const wanting = labels.filter(
    (label) => label.kind === 'sex' && sexOfText(label.remainder?.text ?? '') === null && !hasSex(label),
  );
  if (wanting.length === 0) return [];
  const announcing = labels.filter(({ kind }) => kind !== 'sex' && kind !== 'title');
  const below = announcing.flatMap((label) => valueBelow(label, others) ?? []);
  const beside = announcing.flatMap((label) => valueBeside(label, others) ?? []);
  if (below.length >= leastPairs && below.length >= beside.length) {
    const height = median(below.map(({ value }) => value.height));
    const indent = median(below.map(({ label, value }) => value.x - label.x));
    const drop = median(below.map(({ label, value }) => value.y - label.y));
    return wanting.map(({ box }) => placeAt(box.x + indent, box.y + drop, height));
  }
  if (beside.length < leastPairs) return [];
  const height = median(beside.map(({ value }) => value.height));
  const gap = median(beside.map(({ label, value }) => value.x - right(label)));
  const rise = median(beside.map(({ label, value }) => value.y - label.y));
  return wanting.map(({ box }) => placeAt(right(box) + gap, box.y + rise, height));

  function hasSex(label: FoundLabel): boolean {
    return others.some(
      (text) =>
        sexOfText(text.text) !== null &&
        distanceFromLabel(label, { ...text, parts: [text], widestGap: 0 }, { labels, others }) !== null,
    );
  }
}

interface Pair {
  readonly label: Box;
  readonly value: Box;
}

function valueBelow({ box: label }: FoundLabel, others: readonly TextBox[]): Pair | null {
  const found = others.find(({ box }) => {
    const gap = box.y - bottom(label);
    return Math.abs(box.x - label.x) < 1.5 * box.height && gap > -0.6 * box.height && gap < widest.below * box.height;
  });
  return found === undefined ? null : { label, value: found.box };
}

function valueBeside({ box: label }: FoundLabel, others: readonly TextBox[]): Pair | null {
  const [nearest] = others
    .filter(({ box }) => {
      const gap = box.x - right(label);
      return onOneLine(label, box) && gap > -0.5 * box.height && gap < widest.beside * box.height;
    })
    .sort((a, b) => a.box.x - b.box.x);
  return nearest === undefined ? null : { label, value: nearest.box };
}

const placeAt = (x: number, y: number, height: number): Box => ({
  x: x - look.before * height,
  y,
  width: look.width * height,
  height,
});
