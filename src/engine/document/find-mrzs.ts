import type { Quad } from '#domain/geometry.js';
import { angleBetween } from '#engine/document/locate/angles.js';
import { frameFromMrz } from '#engine/document/locate/mrz-frame.js';
import {
  boxOfQuad,
  middleOfQuad,
  quadContains,
  quadHeight,
  quadWidth,
  scaleQuad,
} from '#engine/document/locate/quads.js';
import type { ReadingDirection } from '#engine/document/locate/reading-direction.js';
import { mrzCandidates, singleLineCandidates, type MrzCandidate } from '#engine/document/mrz/candidates.js';
import type { MrzReader, MrzReading } from '#engine/document/mrz/mrz-reader.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import type { Luminance } from '#engine/image/luminance.js';

export interface FindMrzsInput {
  readonly working: Luminance;
  /** A copy about so many times as large as the working copy, as far as the picture has the pixels. */
  readonly enlarged: (times: number) => Promise<Luminance>;
  /** In pixels of the working copy. */
  readonly regions: readonly TextRegion[];
  /** Of the documents whose edges show. */
  readonly outlines: readonly Quad[];
  /** Of most of the text; an unsure one is tried the other way round too. */
  readonly direction: ReadingDirection;
  readonly mrzReader: MrzReader;
  readonly now: Date;
}

/** A machine readable zone; its lines in pixels of the working copy. */
export interface FoundMrz {
  readonly reading: MrzReading;
  readonly directionDegrees: number;
}

/** Blocks that lie like an MRZ and are read to see whether they are; the true one is nearly always the first. */
const maximumCandidates = 4;
/** The recogniser sees MRZ characters about 21 pixels high; detected lines are 1.25 characters high. */
const wantedLineHeightPixels = 32;

/**
 * Lines are .64 (TD3 on two open pages) to .89 (TD1) of the longer side of what they stand on (ICAO 9303-4 to -7); half of one is
 * enough, for a cut or hidden end.
 */
const leastShareOfDocument = 0.32;
/** Single rows that are read where no block is an MRZ: most of them are print, which a first glance tells. */
const maximumSingleLines = 3;

/** The machine readable zones of a picture, each on a document of its own; one of a single line only where it is alone. */
export async function findMrzs(input: FindMrzsInput): Promise<FoundMrz[]> {
  const isLongEnough = (candidate: MrzCandidate): boolean => fillsItsDocument(candidate, input.outlines);
  const blocks = mrzCandidates(input.regions).filter(isLongEnough);
  const found = await readCandidates(input, blocks.slice(0, maximumCandidates));
  if (found.length > 0) return found;
  const lines = singleLineCandidates(input.regions).filter(isLongEnough);
  return readCandidates(input, lines.slice(0, maximumSingleLines));
}

/** Whether a candidate is as long as its document asks for, where it lies on one whose edges show. */
function fillsItsDocument({ strips, lengthPixels }: MrzCandidate, outlines: readonly Quad[]): boolean {
  const middle = middleOfQuad(strips[0]!);
  const own = outlines.find((outline) => quadContains(outline, middle));
  return own === undefined || lengthPixels >= leastShareOfDocument * Math.max(quadWidth(own), quadHeight(own));
}

async function readCandidates(input: FindMrzsInput, candidates: readonly MrzCandidate[]): Promise<FoundMrz[]> {
  const { working, enlarged, direction: main, mrzReader, now } = input;
  const found: FoundMrz[] = [];
  for (const candidate of candidates) {
    if (found.some((other) => !mayBeAnother(candidate, other.reading))) continue;
    const direction =
      angleBetween(candidate.angleDegrees, main.angleDegrees) <= 15
        ? main
        : { angleDegrees: candidate.angleDegrees, isSure: false };
    const copy = await enlarged(wantedLineHeightPixels / candidate.heightPixels);
    const scale = copy.width / working.width;
    const onCopy = { ...candidate, strips: candidate.strips.map((strip) => scaleQuad(strip, scale)) };
    const ways = [direction.angleDegrees, direction.angleDegrees + 180];
    for (const way of direction.isSure ? ways.slice(0, 1) : ways) {
      const reading = await mrzReader.read(copy, onCopy, way, now);
      if (reading === null) continue;
      const lineQuads = reading.lineQuads.map((quad) => scaleQuad(quad, 1 / scale));
      const characterMiddles = reading.characterMiddles.map((line) =>
        line.map(({ x, y }) => ({ x: x / scale, y: y / scale })),
      );
      found.push({
        reading: { ...reading, lineQuads, characterMiddles },
        directionDegrees: boxOfQuad(lineQuads[0]!).angleDegrees,
      });
      break;
    }
  }
  return found;
}

/** A second MRZ is about as long as the first, and lies where the first document is not. */
function mayBeAnother(candidate: MrzCandidate, { mrz, lineQuads }: MrzReading): boolean {
  const frame = frameFromMrz(mrz.format, lineQuads);
  const length = quadWidth(lineQuads[0]!);
  const centre = boxOfQuad(candidate.strips[0]!);
  return (
    candidate.lengthPixels > 0.5 * length &&
    !quadContains(frame, { x: centre.x + centre.width / 2, y: centre.y + centre.height / 2 }, 0.05 * length)
  );
}
