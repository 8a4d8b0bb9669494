import type { Box } from '#domain/geometry.js';
import { unionCodesIn, isUnionCode } from '#engine/document/viz/coded-labels.js';
import { isMachineReadable, onOneLine, right, type TextBox } from '#engine/document/viz/text-box.js';

/** What is looked at, in heights of the value: its code stands no further left of it, and has room around it. */
const look = { furthest: 6, least: 0.9, gap: 0.15 } as const;
/** A misread code is no longer than this; longer texts to the left are values. */
const longestCode = 4;

/**
 * The room left of each value where its code could stand (`1.`, `4a.`) on a licence with coded labels: they are small, and
 * text detection overlooks lone figures first. Empty where no code may be missing.
 */
export function placesOfCodes(boxes: readonly TextBox[]): Box[] {
  const longTexts = boxes.filter(({ text }) => text.trim().length > longestCode && !isMachineReadable(text));
  return longTexts.flatMap(({ text, box }) => {
    if (unionCodesIn(text).length > 0) return [];
    const leftwards = boxes.filter((other) => onOneLine(other.box, box) && right(other.box) < box.x + 0.3 * box.height);
    const from = Math.max(0, box.x - look.furthest * box.height);
    if (leftwards.some((other) => right(other.box) > from && isUnionCode(other.text))) return [];
    const start = Math.max(
      from,
      ...longTexts.filter((other) => leftwards.includes(other)).map((other) => right(other.box)),
    );
    const width = box.x - look.gap * box.height - start;
    return width < look.least * box.height ? [] : [{ ...box, x: start, width }];
  });
}
