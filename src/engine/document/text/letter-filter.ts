/** A pattern prepared for quick refusals. */
export interface PatternFilter {
  /** The letters of the pattern as a bit set of 32; letters that share a bit count as one. */
  readonly mask: number;
  /** For each of the 32 letter classes, the places (bits) where the pattern has it; null for patterns over 31 letters. */
  readonly places: Int32Array | null;
  readonly length: number;
}

/** A text prepared for quick refusals. */
export interface TextFilter {
  readonly mask: number;
  readonly classes: Uint8Array;
}

const classOf = (text: string, index: number): number => text.charCodeAt(index) & 31;

export function filterOfPattern(pattern: string): PatternFilter {
  const places = new Int32Array(32);
  let mask = 0;
  for (let i = 0; i < pattern.length; i++) {
    mask |= 1 << classOf(pattern, i);
    places[classOf(pattern, i)]! |= 1 << i;
  }
  return { mask, places: pattern.length <= 31 ? places : null, length: pattern.length };
}

export function filterOfText(text: string): TextFilter {
  const classes = Uint8Array.from({ length: text.length }, (_, i) => classOf(text, i));
  return { mask: classes.reduce((mask, letter) => mask | (1 << letter), 0), classes };
}

/**
 * Whether a pattern may occur somewhere in a text with at most `maximumEdits` differing characters. Cheap, and never
 * wrong when it says no: letters of one class count as equal. First by the letters that the text lacks, each of which
 * costs an edit; then by the bit-parallel search of Myers (1999) in Hyyrö's form (2003).
 */
export function mayOccur(pattern: PatternFilter, text: TextFilter, maximumEdits: number): boolean {
  let missing = pattern.mask & ~text.mask;
  for (let edits = 0; missing !== 0; edits++) {
    if (edits === maximumEdits) return false;
    missing &= missing - 1;
  }
  if (pattern.places === null) return true;
  if (pattern.length <= maximumEdits) return true;
  const last = 1 << (pattern.length - 1);
  let increases = -1;
  let decreases = 0;
  let edits = pattern.length;
  for (const letter of text.classes) {
    const matches = pattern.places[letter]!;
    const zeros = (((matches & increases) + increases) ^ increases) | matches | decreases;
    const up = decreases | ~(zeros | increases);
    const down = increases & zeros;
    if ((up & last) !== 0) edits++;
    else if ((down & last) !== 0) edits--;
    if (edits <= maximumEdits) return true;
    // A match may start anywhere, so nothing is carried in at the first letter.
    const shifted = up << 1;
    increases = (down << 1) | ~(zeros | shifted);
    decreases = shifted & zeros;
  }
  return false;
}
