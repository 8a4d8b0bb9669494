import { candidatesOf, wordGap, type Candidate } from '#engine/document/viz/candidates.js';
import { heightCentimetres } from '#engine/document/viz/measurements.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

/** Background is read as digits too, but not surely. */
const leastConfidence = 0.8;
/** Nothing else that documents print has this form: `1,61 m`, `178 cm`, `5'-11"`. */
const heightWithUnit = /^(?:[12][.,]\s?\d{2}\s?m|\d{2,3}\s?cm|[3-7]'\s?-?\s?\d{1,2}"?)\.?$/i;

/** A height whose unit tells what it is, where no label does; null where none or several stand among the texts. */
export function unlabelledHeight(
  texts: readonly TextBox[],
): { readonly centimetres: number; readonly value: Candidate } | null {
  const found = candidatesOf(texts).filter(
    ({ text, confidence, widestGap }) =>
      confidence >= leastConfidence && widestGap <= wordGap && heightWithUnit.test(text.trim()),
  );
  const [value] = found;
  const centimetres = value === undefined ? null : heightCentimetres(value.text, true);
  return value === undefined || found.length > 1 || centimetres === null ? null : { centimetres, value };
}
