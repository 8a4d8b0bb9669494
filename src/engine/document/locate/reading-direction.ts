import type { Quad, RotatedBox } from '#domain/geometry.js';
import { angleBetween, wrapDegrees } from '#engine/document/locate/angles.js';
import { quadOfBox } from '#engine/document/locate/quads.js';
import { lookAtLines, type CloseUp } from '#engine/document/ocr/look-at-line.js';
import type { PrintRecogniser } from '#engine/document/ocr/print-recogniser.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import { pathLogLikelihood } from '#engine/document/text/path-likelihood.js';

export interface ReadingDirection {
  /** −180 < angle ≤ 180: the way the text reads. */
  readonly angleDegrees: number;
  /** Whether the other way need not be tried. */
  readonly isSure: boolean;
}

/**
 * So many of the longest lines are read both ways: those that are so many heights long at least, of which so many are
 * enough, and whose directions lie no further apart.
 */
const asked = { lines: 6, leastHeights: 2.5, mostHeights: 12, spreadDegrees: 15 } as const;
/** What is cut out of a line, in its heights. */
const heightShare = 1.15;
/** What is less likely per character, in nats, either way, is no text at all: a signature, a pattern, print too small. */
const leastLogLikelihood = -1.25;
/** No line speaks more against a way than one that is read as badly as this. */
const worstLogLikelihood = -3;
/** By so many nats per character, summed over lines, one way must read more clearly than the other. */
const sureLogLikelihood = 1;

/**
 * Which way the text along `alongDegrees` (known up to a half turn) reads: letters on their heads are read less clearly.
 * Single lines mislead (other scripts, patterns), and the vote of several does not.
 */
export async function readingDirection(
  closeUp: CloseUp,
  regions: readonly TextRegion[],
  alongDegrees: number,
  recogniser: PrintRecogniser,
): Promise<ReadingDirection> {
  const lines = regions
    .map(({ box }) => box)
    .filter((box) => box.width >= asked.leastHeights * box.height)
    .filter((box) => angleBetween(box.angleDegrees, alongDegrees) <= asked.spreadDegrees)
    .sort((a, b) => b.width - a.width)
    .slice(0, asked.lines)
    .map(shortened);
  let clearer = 0;
  const along = await clearness(alongDegrees);
  const against = await clearness(alongDegrees + 180);
  for (let line = 0; line < lines.length; line++) {
    if (Math.max(along[line]!, against[line]!) >= leastLogLikelihood) clearer += along[line]! - against[line]!;
  }
  return {
    angleDegrees: wrapDegrees(clearer >= 0 ? alongDegrees : alongDegrees + 180),
    isSure: Math.abs(clearer) >= sureLogLikelihood,
  };

  /** How clearly each line is read so. */
  async function clearness(angleDegrees: number): Promise<number[]> {
    const quads = lines.map((box) => readingQuad(quadOfBox(box), box.angleDegrees, angleDegrees));
    const looks = await lookAtLines(recogniser, closeUp, quads, heightShare);
    return looks.map((look) =>
      look === null ? worstLogLikelihood : Math.max(worstLogLikelihood, pathLogLikelihood(look)),
    );
  }
}

/** The middle of a line that is longer than it need be. */
function shortened(box: RotatedBox): RotatedBox {
  const width = Math.min(box.width, asked.mostHeights * box.height);
  return { ...box, x: box.x + (box.width - width) / 2, width };
}

/** The corners of a line's box at `angleDegrees` in reading order: the one that lies first along and above the reading direction comes first. */
export function readingQuad(quad: Quad, angleDegrees: number, directionDegrees: number): Quad {
  const quarterTurns = ((Math.round(wrapDegrees(directionDegrees - angleDegrees) / 90) % 4) + 4) % 4;
  return [0, 1, 2, 3].map((i) => quad[(i + quarterTurns) % 4]!) as Quad; // four corners in, four out
}
