import { usStates } from '#engine/document/tables/us-states.js';
import { bottom, type TextBox } from '#engine/document/viz/text-box.js';

/** City, USPS code of the state and ZIP code end an American address; recognisers lose the spaces between. */
const lastLine = new RegExp(`(?:^|[\\s,.])(?:${Object.keys(usStates).join('|')})\\s*\\d{5}(?:-?\\d{4})?$`);

/**
 * The address on a North American licence, where it stands without a label: the line that ends in state and ZIP code,
 * and the line above it. Null when there is none.
 */
export function americanAddress(texts: readonly TextBox[]): { readonly lines: readonly TextBox[] } | null {
  const last = texts.find(({ text }) => lastLine.test(text.trim()));
  if (last === undefined) return null;
  const street = texts.find(
    ({ box }) =>
      Math.abs(box.x - last.box.x) < last.box.height &&
      box.y < last.box.y &&
      last.box.y - bottom(box) < 0.6 * last.box.height,
  );
  return { lines: street === undefined ? [last] : [street, last] };
}
