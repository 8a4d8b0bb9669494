import type { Box, Point, Quad } from '#domain/geometry.js';
import type { DocumentView } from '#engine/document/document-view.js';
import { angleBetween } from '#engine/document/locate/angles.js';
import { hasDirection } from '#engine/document/locate/dominant-angle.js';
import { middleOfBox, quadContains, quadHeight, quadOfBox, quadWidth } from '#engine/document/locate/quads.js';
import { readingQuad } from '#engine/document/locate/reading-direction.js';
import type { LineProbabilities } from '#engine/document/ocr/line-probabilities.js';
import { lookAtLines, type CloseUp } from '#engine/document/ocr/look-at-line.js';
import type { PrintRecogniser } from '#engine/document/ocr/print-recogniser.js';
import { createLineDecoder } from '#engine/document/text/line-decoder.js';
import { pathLogLikelihood } from '#engine/document/text/path-likelihood.js';
import { createScriptSettler, lettersOfShapes } from '#engine/document/text/settle-scripts.js';
import { sexOfText } from '#engine/document/tables/sexes.js';
import { typeOfTitles } from '#engine/document/classify/document-type.js';
import { isUnionCode, unionCodesIn } from '#engine/document/viz/coded-labels.js';
import { placesOfCodes } from '#engine/document/viz/expected-codes.js';
import { placesOfSex } from '#engine/document/viz/expected-letters.js';
import { findLabels } from '#engine/document/viz/find-labels.js';
import { createLabelSpotter } from '#engine/document/viz/label-spotter.js';
import type { TextBox } from '#engine/document/viz/text-box.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import { applyHomography, applyHomographyToQuad, homographyBetween } from '#engine/image/homography.js';

/** What is left of a region whose text runs another way: stamps, watermarks, numbers along the edge. */
const maximumTiltDegrees = 15;
/** Lower regions hold nothing legible: in shares of the longer side of the view. */
const leastHeightShare = 0.005;
/**
 * What is cut out, in heights of the region: capitals fill two thirds of one, or less where there are small letters, and
 * the net wants them 13 to 23 pixels of 32 high. Marks above letters need the higher look, small print the lower.
 */
const heightShares = [1.3, 1.05] as const;
/** A line that was seen this clearly, in nats per character, is not looked at again: it was never read better then. */
const clearLook = -0.35;
/** What was seen more clearly than this is what it says: label words are not looked for behind it. */
const legibleLook = -0.5;
/** Mean probability of a line's characters from which on its words are taken as read. */
const clearReading = 0.96;
/** A letter that is looked for in its place must be clear, for there may be nothing but pattern. */
const leastLetterConfidence = 0.75;
/** The same of a code, of which there is rather one than none. */
const leastCodeConfidence = 0.5;
/** No document has more printed lines that matter; the largest are read first. */
const maximumLines = 70;

/** Whether a line may be a label that was read wrong: one that was read right says so, and so does a clear text. */
export const mayBeLabel = ({ text, confidence }: Pick<TextBox, 'text' | 'confidence'>): boolean =>
  confidence < clearReading &&
  (text.match(/\p{L}/gu)?.length ?? 0) * 2 > text.length &&
  findLabels([{ text, confidence, box: { x: 0, y: 0, width: 1, height: 1 } }]).labels.length === 0;

export interface PrintedLines {
  /** In pixels of the upright document. */
  readonly boxes: readonly TextBox[];
  /** Places of lines in which nothing was read. */
  readonly unread: readonly Box[];
  readonly documentHeight: number;
}

export interface PrintedLineReader {
  /** Reads the printed lines of a document. `taken` tells regions that were read before (the MRZ). */
  read(view: DocumentView, taken: (centre: Point) => boolean): Promise<PrintedLines>;
}

export function createPrintedLineReader(recogniser: PrintRecogniser): PrintedLineReader {
  const settle = createScriptSettler(recogniser.shapes);
  const decode = createLineDecoder(recogniser.shapes);
  const spotLabels = createLabelSpotter(recogniser.shapes);
  return {
    read: (view, taken) =>
      readLines(view, taken, async (quads) =>
        (await clearestLooks(recogniser, view.closeUp, quads)).map(({ line, logLikelihood }) => {
          if (line === null) return null;
          const { text, confidence } = decode(settle(line));
          const box = { text: lettersOfShapes(text), confidence };
          return logLikelihood <= legibleLook && mayBeLabel(box) ? { ...box, spotted: spotLabels(line) } : box;
        }),
      ),
  };
}

interface Look {
  /** Null where the line's quad is degenerate. */
  readonly line: LineProbabilities | null;
  /** Per character, in nats. */
  readonly logLikelihood: number;
}

/** The clearest look at each line; where the first is not clear, the others are taken too. */
async function clearestLooks(recogniser: PrintRecogniser, closeUp: CloseUp, quads: readonly Quad[]): Promise<Look[]> {
  const clearest = quads.map((): Look => ({ line: null, logLikelihood: -Infinity }));
  for (const share of heightShares) {
    const unclear = [...clearest.keys()].filter((index) => clearest[index]!.logLikelihood <= clearLook);
    const looks = await lookAtLines(
      recogniser,
      closeUp,
      unclear.map((index) => quads[index]!),
      share,
    );
    for (const [i, line] of looks.entries()) {
      const logLikelihood = line === null ? -Infinity : pathLogLikelihood(line);
      if (logLikelihood > clearest[unclear[i]!]!.logLikelihood) clearest[unclear[i]!] = { line, logLikelihood };
    }
  }
  return clearest;
}

async function readLines(
  { image, quad: documentQuad, directionDegrees, regions }: DocumentView,
  taken: (centre: Point) => boolean,
  recognise: (quads: readonly Quad[]) => Promise<(Omit<TextBox, 'box'> | null)[]>,
): Promise<PrintedLines> {
  const width = quadWidth(documentQuad);
  const height = quadHeight(documentQuad);
  const toDocument = homographyBetween(documentQuad, cornersOfBox({ x: 0, y: 0, width, height }));
  if (toDocument === null) return { boxes: [], unread: [], documentHeight: height };
  const leastHeight = leastHeightShare * Math.max(image.width, image.height);
  const lines = regions
    .filter((region) => {
      const { box } = region;
      const centre = middleOfBox(box);
      if (taken(centre) || box.height < leastHeight || !quadContains(documentQuad, centre, 0.02 * width)) return false;
      return !hasDirection(region) || angleBetween(box.angleDegrees, directionDegrees) <= maximumTiltDegrees;
    })
    .sort((a, b) => b.box.height - a.box.height)
    .slice(0, maximumLines);
  const boxes: TextBox[] = [];
  const unread: Box[] = [];
  const quads = lines.map(({ box }) => readingQuad(quadOfBox(box), box.angleDegrees, directionDegrees));
  const read = await recognise(quads);
  for (const [index, quad] of quads.entries()) {
    const line = read[index] ?? null;
    if (line === null) continue;
    const corners = quad.map((corner) => applyHomography(toDocument, corner));
    const left = (corners[0]!.x + corners[3]!.x) / 2;
    const right = (corners[1]!.x + corners[2]!.x) / 2;
    const top = (corners[0]!.y + corners[1]!.y) / 2;
    const bottom = (corners[2]!.y + corners[3]!.y) / 2;
    const place = { x: left, y: top, width: right - left, height: bottom - top };
    if (line.text === '') unread.push(place);
    else boxes.push({ ...line, box: place });
  }
  const toImage = homographyBetween(cornersOfBox({ x: 0, y: 0, width, height }), documentQuad);
  if (toImage === null) return { boxes, unread, documentHeight: height };
  await lookAgain(
    placesOfSex(boxes),
    ({ text, confidence }) => confidence >= leastLetterConfidence && isLetterOfSex(text),
  );
  if (mayHaveUnionCodes(boxes))
    await lookAgain(
      placesOfCodes(boxes),
      ({ text, confidence }) => confidence >= leastCodeConfidence && isUnionCode(text),
    );
  return { boxes, unread, documentHeight: height };

  async function lookAgain(places: readonly Box[], isWanted: (line: Omit<TextBox, 'box'>) => boolean): Promise<void> {
    const seen = await recognise(places.map((place) => applyHomographyToQuad(toImage!, cornersOfBox(place))));
    for (const [index, line] of seen.entries()) {
      if (line !== null && isWanted(line)) boxes.push({ ...line, box: places[index]! });
    }
  }
}

/** Whether a document calls itself a driving licence, or carries a code that only European ones do. */
const mayHaveUnionCodes = (boxes: readonly TextBox[]): boolean =>
  typeOfTitles(boxes) === 'drivers_license' ||
  boxes.some(({ text }) => unionCodesIn(text).some((code) => code.startsWith('4')));

/** `M`, `Ж`, but no word that means a sex: only a letter can have been overlooked. */
const isLetterOfSex = (text: string): boolean => /^\p{L}$/u.test(text) && sexOfText(text) !== null;
