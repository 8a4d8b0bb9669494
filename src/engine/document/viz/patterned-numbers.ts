import type { StateCode } from '#engine/document/tables/state-names.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

/** A number whose label words stand between its parts, so that no label has it as its value. */
interface PatternedNumber {
  readonly issuingState: StateCode;
  /** Its groups joined are the number. */
  readonly pattern: RegExp;
}

const patternedNumbers: readonly PatternedNumber[] = [
  // Romanian identity cards: SERIA XX NR 123456
  { issuingState: 'ROU', pattern: /SERIA\s*([A-Z]{2})\s*NR\.?\s*(\d{6})(?!\d)/ },
];

/** The document number by the patterns of the issuing state, or null. */
export function patternedNumber(
  texts: readonly TextBox[],
  issuingState: string | null,
): { readonly number: string; readonly text: TextBox } | null {
  for (const { issuingState: state, pattern } of patternedNumbers) {
    if (state !== issuingState) continue;
    for (const text of texts) {
      const match = pattern.exec(text.text.toUpperCase());
      if (match !== null) return { number: match.slice(1).join(''), text };
    }
  }
  return null;
}
