import type { Box } from '#domain/geometry.js';
import { isName } from '#engine/document/viz/read-value.js';
import { bottom, type TextBox } from '#engine/document/viz/text-box.js';

/** Whether a text is written in Latin letters; a text of another script is the holder's local name. */
export const isLatin = (text: string): boolean => /\p{Script=Latin}/u.test(text);

/**
 * The same name in another script: the line right above or below that starts where the name does. `others` are the texts
 * that are neither labels nor values already. Null when there is none.
 */
export function otherScriptLine(name: TextBox, others: readonly TextBox[]): TextBox | null {
  return (
    others.find(
      (other) =>
        standsAboveOrBelow(other.box, name.box) && isName(other.text) && isLatin(other.text) !== isLatin(name.text),
    ) ?? null
  );
}

/** Whether a line is the next above or below another, and starts where it does. */
export function standsAboveOrBelow(other: Box, box: Box): boolean {
  const gap = Math.max(other.y - bottom(box), box.y - bottom(other));
  const aligned = Math.abs(other.x - box.x) < 0.6 * box.height;
  return aligned && gap > -0.5 * box.height && gap < 0.6 * box.height;
}
