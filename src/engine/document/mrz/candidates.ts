import type { Quad } from '#domain/geometry.js';
import { angleBetween } from '#engine/document/locate/angles.js';
import { textRows, type TextRow } from '#engine/document/locate/text-rows.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';

/** One to three rows that lie as the lines of an MRZ do. The reading direction is known only up to a half turn. */
export interface MrzCandidate {
  /** Strips around each line, top to bottom and left to right if `angleDegrees` is the reading direction. */
  readonly strips: readonly Quad[];
  readonly angleDegrees: number;
  /** Text height as detected, in pixels of the image. */
  readonly heightPixels: number;
  readonly lengthPixels: number;
}

/**
 * ICAO 9303 gives lines 6.35 mm apart (nominal) and 76.2 mm (TD1), 91.4 mm (TD2) or 111.8 mm (TD3) long: distances of .057 to
 * .083 of the length. Specimens not drawn to scale, cut lines and perspective stretch that.
 */
const lineDistance = { minimum: 0.035, maximum: 0.14 };
/** How elongated a detected region must be to be part of an MRZ line: 22–35 characters are 20 or more, cut ones fewer. */
const seedAspect = 6;
/** Words of the visual zone stand further apart; what a gap of fillers cuts off, the other line still shows. */
const maximumGapHeights = 3;

interface PlacedRow {
  readonly row: TextRow;
  /** In the frame of the longest row: extent along it, distance of the centre across it. */
  readonly from: number;
  readonly to: number;
  readonly across: number;
}

/** Candidates for the machine readable zone among the regions of text, the most plausible first. */
export function mrzCandidates(regions: readonly TextRegion[]): MrzCandidate[] {
  const rows = textRows(regions, { seedAspect, maximumGapHeights });
  const used = new Set<TextRow>();
  const candidates: { candidate: MrzCandidate; plausibility: number }[] = [];
  for (const longest of rows) {
    if (used.has(longest)) continue;
    const block = blockAround(
      longest,
      rows.filter((row) => !used.has(row)),
    );
    if (block.length < 2) continue;
    for (const { row } of block) used.add(row);
    // The lines of an MRZ are the longest unbroken text on most documents, and equally long.
    const lengths = block.reduce((sum, { from, to }) => sum + (to - from), 0) / block.length;
    const slender = Math.min(1, longest.length / longest.height / 15);
    candidates.push({ candidate: candidateOf(longest, block), plausibility: lengths * slender });
  }
  return candidates.sort((a, b) => b.plausibility - a.plausibility).map(({ candidate }) => candidate);
}

/**
 * Of the single line of a licence: 30 characters in cells of 2.54 mm, detected about 3.1 mm high, are 24 times as long as
 * high. Where detection overlooks fillers it sees less of them, and aslant a row is seen higher than it is.
 */
const singleLineAspect = 10;

/** Rows that may be an MRZ of a single line, the longest for their height first. Print has many of them. */
export function singleLineCandidates(regions: readonly TextRegion[]): MrzCandidate[] {
  const aspect = ({ length, height }: TextRow): number => length / height;
  return textRows(regions, { seedAspect, maximumGapHeights })
    .filter((row) => aspect(row) >= singleLineAspect)
    .sort((a, b) => aspect(b) - aspect(a))
    .map((row) => candidateOf(row, [{ row, from: -row.length / 2, to: row.length / 2, across: 0 }]));
}

/** The row and up to two neighbours at equal distances, ordered across the text. */
function blockAround(longest: TextRow, rows: readonly TextRow[]): PlacedRow[] {
  const angle = (longest.angleDegrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const placed = rows.flatMap((row): PlacedRow[] => {
    const dx = row.centre.x - longest.centre.x;
    const dy = row.centre.y - longest.centre.y;
    const along = dx * cos + dy * sin;
    return [{ row, from: along - row.length / 2, to: along + row.length / 2, across: dy * cos - dx * sin }];
  });
  const self = placed.find(({ row }) => row === longest)!;
  const fellows = placed.filter(({ row, from, to, across }) => {
    if (row === longest || angleBetween(row.angleDegrees, longest.angleDegrees) > 5) return false;
    const distance = Math.abs(across) / longest.length;
    if (distance < lineDistance.minimum || distance > 2 * lineDistance.maximum) return false;
    const ratio = row.height / longest.height;
    if (ratio < 0.6 || ratio > 1.67) return false;
    const leftOff = Math.abs(from - self.from) / longest.length;
    const rightOff = Math.abs(to - self.to) / longest.length;
    return Math.min(leftOff, rightOff) < 0.06 && row.length > 0.2 * longest.length;
  });
  let best: PlacedRow[] = [self];
  let bestScore = 0;
  const consider = (rows: PlacedRow[]): void => {
    const ordered = [...rows].sort((a, b) => a.across - b.across);
    const distances = ordered.slice(1).map((row, i) => row.across - ordered[i]!.across);
    const widest = Math.max(...distances);
    if (widest > lineDistance.maximum * longest.length || Math.min(...distances) < 0.7 * widest) return;
    // Together the rows should be as long as their number allows; a third line counts when it is there.
    const score = rows.reduce((sum, { from, to }) => sum + (to - from), 0) / longest.length - 0.3 * rows.length;
    if (score > bestScore) [best, bestScore] = [ordered, score];
  };
  for (const [i, a] of fellows.entries()) {
    consider([self, a]);
    for (const b of fellows.slice(i + 1)) consider([self, a, b]);
  }
  return best;
}

function candidateOf(longest: TextRow, block: readonly PlacedRow[]): MrzCandidate {
  const from = Math.min(...block.map((row) => row.from));
  const to = Math.max(...block.map((row) => row.to));
  const heights = block.map(({ row }) => row.height).sort((a, b) => a - b);
  const height = heights[Math.floor(heights.length / 2)]!;
  const strips = block.map(({ row }): Quad => {
    // Each line along its own axis, all over the same length.
    const angle = (row.angleDegrees * Math.PI) / 180;
    const longestAngle = (longest.angleDegrees * Math.PI) / 180;
    const centre =
      (row.centre.x - longest.centre.x) * Math.cos(longestAngle) +
      (row.centre.y - longest.centre.y) * Math.sin(longestAngle);
    const corner = (along: number, down: number) => ({
      x: row.centre.x + (along - centre) * Math.cos(angle) - down * height * 0.5 * Math.sin(angle),
      y: row.centre.y + (along - centre) * Math.sin(angle) + down * height * 0.5 * Math.cos(angle),
    });
    return [corner(from, -1), corner(to, -1), corner(to, 1), corner(from, 1)];
  });
  return { strips, angleDegrees: longest.angleDegrees, heightPixels: height, lengthPixels: to - from };
}
