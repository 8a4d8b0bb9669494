import type { LabelKind } from '#engine/document/tables/label-kinds.js';
import { isLatin } from '#engine/document/viz/local-names.js';
import { isName } from '#engine/document/viz/read-value.js';
import { bottom, type TextBox } from '#engine/document/viz/text-box.js';

/** How many further lines a value may have. */
const mostLines: Readonly<Partial<Record<LabelKind, number>>> = { address: 3, surname: 1, givenNames: 1 };

/**
 * The texts that continue a value on the lines below it: same left edge, same size, so close that no label fits
 * between. `others` are the texts that are neither labels nor values already.
 */
export function continuationLines(kind: LabelKind, value: TextBox, others: readonly TextBox[]): TextBox[] {
  const lines: TextBox[] = [];
  let last = value;
  for (let line = 0; line < (mostLines[kind] ?? 0); line++) {
    const next = others.find(
      (other) =>
        !lines.includes(other) &&
        continues(kind, last, other) &&
        (kind === 'address' || isLatin(other.text) === isLatin(value.text)),
    );
    if (next === undefined) break;
    lines.push(next);
    last = next;
  }
  return lines;
}

function continues(kind: LabelKind, { box }: TextBox, next: TextBox): boolean {
  const gap = next.box.y - bottom(box);
  const sameSize = Math.min(box.height, next.box.height) > 0.8 * Math.max(box.height, next.box.height);
  const placed = gap > -0.5 * box.height && gap < 0.4 * box.height && next.box.y > box.y + 0.5 * box.height;
  const aligned = Math.abs(next.box.x - box.x) < 0.4 * box.height;
  if (!sameSize || !placed || !aligned || next.confidence < 0.7) return false;
  // A second name line is in capitals like the first; anything else may be a label that the tables lack.
  return kind === 'address' || (isName(next.text) && next.text === next.text.toUpperCase() && next.text.length > 1);
}
