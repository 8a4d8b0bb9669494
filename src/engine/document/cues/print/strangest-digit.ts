import { median } from '#engine/document/median.js';
import type { ZoneFit } from '#engine/document/cues/print/zone-fits.js';

export interface StrangeDigit {
  readonly line: number;
  readonly column: number;
  /** How far it stands out, in deviations of the zone's characters. */
  readonly deviation: number;
}

/** How many of the nearest characters of its line a character is compared with. */
const neighbours = 8;
/** A digit whose neighbours lie further away on average, in characters, stands alone behind fillers: nothing tells its height. */
const furthestNeighbours = 9;
const leastDigits = 8;

/**
 * What of a fit is compared, and the least deviation that counts as one: shares of a capital's height, of its own size, and the
 * logarithm of what no shape explains.
 */
const traits = [
  { floor: 0.008, of: ({ drop }: ZoneFit) => drop, local: true },
  { floor: 0.012, of: ({ growth }: ZoneFit) => growth, local: false },
  { floor: 0.02, of: ({ widening }: ZoneFit) => widening, local: false },
  { floor: 0.25, of: ({ residual }: ZoneFit) => Math.log(Math.max(1e-6, residual)), local: false },
] as const;

/**
 * The digit that lies, or is shaped, least as the characters about it: in height on the line, size, width, or in what its
 * symbol's shape leaves unexplained. Only digits are judged: their shapes are alike in every cut of OCR-B, and numbers and
 * dates are what is altered. Null: too few digits.
 * @param letters all characters but fillers
 */
export function strangestDigit(letters: readonly ZoneFit[]): StrangeDigit | null {
  const near = letters.map((own) =>
    letters
      .filter((other) => other.line === own.line && other !== own)
      .sort((a, b) => Math.abs(a.column - own.column) - Math.abs(b.column - own.column))
      .slice(0, neighbours),
  );
  const deviations = traits.map(({ floor, of, local }, trait) => {
    const values = letters.map((own, i) => of(own) - (local ? expectedAt(own.column, near[i]!, of) : 0));
    const middle = median(values);
    const spread = Math.max(floor, normalDeviations * median(values.map((value) => Math.abs(value - middle))));
    // Print that fits better than the rest is no trace.
    return values.map((value) => (trait === 3 ? Math.max(0, value - middle) : value - middle) / spread);
  });
  let digits = 0;
  let strangest: StrangeDigit | null = null;
  for (const [i, { line, column, symbol }] of letters.entries()) {
    const distance = near[i]!.reduce((sum, other) => sum + Math.abs(other.column - column), 0) / neighbours;
    if (symbol < '0' || symbol > '9' || near[i]!.length < neighbours || distance > furthestNeighbours) continue;
    digits++;
    const deviation = Math.hypot(...deviations.map((values) => values[i]!));
    if (strangest === null || deviation > strangest.deviation) strangest = { line, column, deviation };
  }
  return digits < leastDigits ? null : strangest;
}

/** Of a normal distribution, standard deviations to a median deviation. */
const normalDeviations = 1.4826;

/** What a straight line through the neighbours has at a column (Theil and Sen: one of them astray does not move it). */
function expectedAt(column: number, near: readonly ZoneFit[], of: (fit: ZoneFit) => number): number {
  const slopes = near.flatMap((a, i) => near.slice(i + 1).map((b) => (of(b) - of(a)) / (b.column - a.column)));
  const slope = median(slopes);
  return median(near.map((own) => of(own) + slope * (column - own.column)));
}
