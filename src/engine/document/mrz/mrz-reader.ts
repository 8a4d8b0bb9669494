import type { Mrz } from '#domain/document.js';
import type { Point, Quad } from '#domain/geometry.js';
import { wrapDegrees } from '#engine/document/locate/angles.js';
import { borderDistancePitches } from '#engine/document/mrz/border-distance.js';
import { startOf, type BlockGrid } from '#engine/document/mrz/block-grid.js';
import {
  combinePosteriors,
  formatSurprise,
  interpretBlock,
  reinterpretBlock,
  type BlockReading,
} from '#engine/document/mrz/block-reader.js';
import { leastPresence } from '#engine/document/mrz/least-presence.js';
import type { MrzCandidate } from '#engine/document/mrz/candidates.js';
import { verifyCheckDigits } from '#engine/document/mrz/check-digits.js';
import { likeliestText, symbolProbability } from '#engine/document/mrz/fixed-length-decoder.js';
import { layoutOfLines, mrzLayouts } from '#engine/document/mrz/formats.js';
import { disallowedCharacters, type MrzLayout } from '#engine/document/mrz/layout.js';
import {
  framesOf,
  measureBlock,
  readFrames,
  type BlockScale,
  type LineScale,
} from '#engine/document/mrz/line-frames.js';
import type { MrzLineRecogniser } from '#engine/document/mrz/mrz-line-recogniser.js';
import { parseMrz, type ParsedMrz } from '#engine/document/mrz/parse.js';
import { repairLines, type RepairedLines } from '#engine/document/mrz/repair.js';
import { negativeLogLikelihood } from '#engine/document/mrz/sequence-likelihood.js';
import { isMrz, isTrusted, type ReadingEvidence } from '#engine/document/mrz/trust.js';
import type { Luminance } from '#engine/image/luminance.js';
import { pointBetween } from '#engine/image/point-between.js';

export interface MrzReading {
  readonly mrz: Mrz;
  readonly parsed: ParsedMrz;
  readonly evidence: ReadingEvidence;
  /** Around the characters of each line, in reading order, in pixels of the image. */
  readonly lineQuads: readonly Quad[];
  /** The middles of the characters of each line, in pixels of the image: perspective spaces them unevenly. */
  readonly characterMiddles: readonly (readonly Point[])[];
}

export interface MrzReader {
  /**
   * Reads a block of lines along `directionDegrees`. Null when it is no MRZ.
   * @param image in whose pixels the candidate is given
   */
  read(image: Luminance, candidate: MrzCandidate, directionDegrees: number, now: Date): Promise<MrzReading | null>;
}

/** The characters as the net sees them best; the next where those before were not clear. */
const scales: readonly LineScale[] = [
  { pitchPixels: 15, capitalPixels: 21 },
  { pitchPixels: 18, capitalPixels: 19 },
];

/** Longest line there is, and one more for a first character that was not seen. */
const longestLine = 45;

/** Text that is less clear than this, or shorter, is no MRZ, or stands on its head: that is read at .3 to .6. */
const lineOfMrz = { clarity: 0.7, characters: 12 } as const;

/** From when on the looks so far need no other. */
const clear = { logLikelihoodPerCharacter: -0.1, leastConfidence: 0.97 } as const;

export function createMrzReader(recogniser: MrzLineRecogniser): MrzReader {
  /** Looks at a block at every scale until it is clear. `characters`: how long the lines are, null: as far as they are seen. */
  async function readBlock(image: Luminance, block: BlockScale, characters: number | null, now: Date) {
    const looks: BlockReading[] = [];
    let assessed: Assessed | null = null;
    for (const scale of scales) {
      const [first] = looks;
      const all = framesOf(block, scale, characters);
      const frames = first === undefined ? all : all.slice(first.firstStrip, first.firstStrip + first.lines.length);
      const lines = await readFrames(image, frames, block.pitchPixels, scale, recogniser);
      if (lines === null) return null;
      const look = first === undefined ? interpretBlock(lines, frames) : reinterpretBlock(first, lines, frames);
      if (look === null && first === undefined) return null;
      if (look === null) continue;
      looks.push(look);
      assessed = assess(looks, image, block.pitchPixels, now);
      if (assessed === null || !mayBeMrz(assessed)) return null;
      if (isClear(assessed)) break;
    }
    return assessed;
  }

  return {
    async read(image, candidate, directionDegrees, now) {
      const turned = Math.abs(wrapDegrees(candidate.angleDegrees - directionDegrees)) > 90;
      const strips = turned
        ? candidate.strips.map(([a, b, c, d]): Quad => [c, d, a, b]).reverse()
        : [...candidate.strips];
      const block = await measureBlock(image, strips, recogniser);
      if (block === null || block.clarity < lineOfMrz.clarity || block.characters < lineOfMrz.characters) return null;
      let read = await readBlock(image, block, null, now);
      if (read === null || !isClear(read)) {
        // Detection overlooks fillers: then the lines are longer than what was seen of them.
        const longer = await readBlock(image, block, longestLine, now);
        if (longer !== null && (read === null || isClearer(longer, read))) read = longer;
      }
      return read === null || !isMrz(read.evidence, read.parsed) ? null : finish(read);
    },
  };
}

/** A reading that can be trusted before one that cannot, then the likelier one. */
function isClearer(a: Assessed, b: Assessed): boolean {
  const trusted = Number(canBeTrusted(a)) - Number(canBeTrusted(b));
  return trusted === 0 ? a.evidence.logLikelihoodPerCharacter > b.evidence.logLikelihoodPerCharacter : trusted > 0;
}

interface Assessed {
  /** The clearest look at the lines. */
  readonly look: BlockReading;
  readonly lineQuads: readonly Quad[];
  readonly lines: readonly string[];
  readonly evidence: ReadingEvidence;
  readonly parsed: ParsedMrz;
  /** As the lines were read, before anything was repaired. */
  readonly checkDigits: Readonly<Record<string, boolean>>;
  readonly repaired: boolean;
}

function assess(
  looks: readonly BlockReading[],
  image: Luminance,
  pixelsPerCharacter: number,
  now: Date,
): Assessed | null {
  const { format } = looks[0]!;
  const posteriors = combinePosteriors(looks, (look) => look.posteriors);
  const texts = posteriors.map(likeliestText);
  const read = texts.map(({ text }) => text);
  const layout = layoutOfLines(format, read);
  const repair = repairLines(read, posteriors, layout);
  const lines = repair?.lines ?? read;
  const confidences = texts.map((text) => [...text.confidences]);
  for (const { line, column } of repair?.changed ?? []) {
    confidences[line]![column] = symbolProbability(posteriors[line]!, column, lines[line]![column]!);
  }
  const parsed = parseMrz({ lines, now, characterConfidences: confidences });
  if (parsed?.format !== format) return null;
  const best = clearest(looks);
  const open = combinePosteriors(looks, ({ decoded }) => decoded.openPosteriors);
  const characters = lines.join('').length;
  const lineQuads = best.frames.map((frame, i) => characterQuad(frame, best, i));
  return {
    look: best,
    lineQuads,
    lines,
    parsed: repair === null ? parsed : withoutWarrant(parsed, layout, repair.changed),
    checkDigits: verifyCheckDigits(read, layout),
    repaired: repair !== null,
    evidence: {
      logLikelihoodPerCharacter: best.decoded.logLikelihood / characters,
      formatSurpriseNats: formatSurprise(lines, open),
      unevennessPitches: best.decoded.unevennessPitches,
      leastConfidence: Math.min(...confidences.flat()),
      leastPresence: leastPresence(
        looks.map((look) => ({ lines: look.lines, lineLengths: layout.lineLengths, grid: look.decoded.grid })),
      ),
      pixelsPerCharacter,
      borderDistancePitches: borderDistancePitches(lineQuads, layout.lineLengths, image),
      disallowedCharacters: disallowedCharacters(layout, lines),
    },
  };
}

/** What a repaired field says no check digit vouches for: it was chosen to satisfy it. */
function withoutWarrant(parsed: ParsedMrz, { elements }: MrzLayout, changed: RepairedLines['changed']): ParsedMrz {
  const names = new Set<string>(
    Object.entries(elements)
      .filter(([, { line, start, end }]) =>
        changed.some((place) => place.line === line && place.column >= start - 1 && place.column <= end),
      )
      .map(([name]) => name),
  );
  const fields = Object.fromEntries(
    Object.entries(parsed.fields).map(([name, field]) => {
      const repaired = names.has(name) || (name === 'personalNumber' && names.has('optionalData'));
      return [name, repaired && field.valid === true ? { ...field, valid: null } : field];
    }),
  );
  return { ...parsed, fields };
}

const clearest = (looks: readonly BlockReading[]): BlockReading =>
  looks.reduce((a, b) => (b.decoded.logLikelihood > a.decoded.logLikelihood ? b : a));

const canBeTrusted = ({ evidence, parsed, repaired }: Assessed): boolean => !repaired && isTrusted(evidence, parsed);

const isClear = (assessed: Assessed): boolean =>
  canBeTrusted(assessed) &&
  assessed.evidence.logLikelihoodPerCharacter >= clear.logLikelihoodPerCharacter &&
  assessed.evidence.leastConfidence >= clear.leastConfidence;

/** Whether a second look can make an MRZ of it: other text stays far below. */
const mayBeMrz = ({ evidence }: Assessed): boolean => evidence.logLikelihoodPerCharacter > -1.2;

function finish(assessed: Assessed): MrzReading {
  const { look, lineQuads, lines, parsed, evidence, checkDigits, repaired } = assessed;
  const nats = look.lines.reduce((sum, line, i) => sum + negativeLogLikelihood(lines[i]!, line), 0);
  return {
    parsed,
    evidence,
    mrz: {
      format: look.format,
      lines: [...lines],
      checkDigits,
      valid: canBeTrusted(assessed),
      negativeLogLikelihood: nats,
      repaired,
    },
    lineQuads,
    characterMiddles: lineQuads.map((_, line) => middlesOf(look.frames[line]!, look, line)),
  };
}

/** How far along a frame a character's middle lies, 0–1: it begins to be seen there. */
const shareOf = (grid: BlockGrid, steps: number, line: number, index: number): number =>
  (startOf(grid, line, index) + 0.5) / steps;

function middlesOf([a, b, c, d]: Quad, { format, decoded, lines }: BlockReading, line: number): Point[] {
  return Array.from({ length: mrzLayouts[format].lineLengths[line]! }, (_, index) => {
    const share = shareOf(decoded.grid, lines[line]!.steps, line, index);
    return {
      x: (a.x + d.x + (b.x + c.x - a.x - d.x) * share) / 2,
      y: (a.y + d.y + (b.y + c.y - a.y - d.y) * share) / 2,
    };
  });
}

/** The frame cut to its characters: from the left edge of the first cell to the right edge of the last. */
function characterQuad([a, b, c, d]: Quad, { format, decoded, lines }: BlockReading, line: number): Quad {
  const share = (index: number): number => shareOf(decoded.grid, lines[line]!.steps, line, index);
  const left = share(-0.5);
  const right = share(mrzLayouts[format].lineLengths[line]! - 0.5);
  return [pointBetween(a, b, left), pointBetween(a, b, right), pointBetween(d, c, right), pointBetween(d, c, left)];
}
