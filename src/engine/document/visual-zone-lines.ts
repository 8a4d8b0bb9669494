import type { Box, Point, Quad } from '#domain/geometry.js';
import type { DocumentView } from '#engine/document/document-view.js';
import { quadContains, quadHeight, quadWidth } from '#engine/document/locate/quads.js';
import { wrapDegrees } from '#engine/document/locate/reading-direction.js';
import { angleBetween } from '#engine/document/locate/text-rows.js';
import { lineTensor, quadOfBox, type LineTensor } from '#engine/document/ocr/line-tensor.js';
import type { TextRecogniser } from '#engine/document/ocr/text-recogniser.js';
import { createLineDecoder, type DecodedLine } from '#engine/document/text/line-decoder.js';
import type { TextBox } from '#engine/document/viz/text-box.js';
import { applyHomography, homographyBetween } from '#engine/image/homography.js';

/** What is left of a region whose text runs another way: stamps, watermarks, numbers along the edge. */
const maximumTiltDegrees = 15;
/** A region shorter than this many heights shows no direction of its own. */
const directedAspect = 2;
/** Below, PP-OCR reads nothing right. */
const minimumHeightPixels = 6;
/** Lines are shown to the net a little narrower than they are: it reads 381 of 519 generated values right, 373 as they are. */
const stretch = 0.9;
/** No document has more printed lines that matter; the largest are read first. */
const maximumLines = 70;

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

export function createPrintedLineReader(recogniser: TextRecogniser): PrintedLineReader {
  const decode = createLineDecoder(recogniser.alphabet);
  return {
    read: (view, taken) =>
      readLines(view, taken, async (line) => decode((await recogniser.recognise(line)).probabilities)),
  };
}

async function readLines(
  { image, quad: documentQuad, directionDegrees, regions }: DocumentView,
  taken: (centre: Point) => boolean,
  recognise: (line: LineTensor) => Promise<DecodedLine>,
): Promise<PrintedLines> {
  const width = quadWidth(documentQuad);
  const height = quadHeight(documentQuad);
  const toDocument = homographyBetween(documentQuad, [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ]);
  if (toDocument === null) return { boxes: [], unread: [], documentHeight: height };
  const lines = regions
    .filter(({ box }) => {
      const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      if (taken(centre) || box.height < minimumHeightPixels || !quadContains(documentQuad, centre, 0.02 * width))
        return false;
      return (
        box.width < directedAspect * box.height ||
        angleBetween(box.angleDegrees, directionDegrees) <= maximumTiltDegrees
      );
    })
    .sort((a, b) => b.box.height - a.box.height)
    .slice(0, maximumLines);
  const boxes: TextBox[] = [];
  const unread: Box[] = [];
  for (const { box } of lines) {
    const quad = readingQuad(quadOfBox(box), box.angleDegrees, directionDegrees);
    const tensor = lineTensor(image, quad, stretch);
    if (tensor === null) continue;
    const { text, confidence } = await recognise(tensor);
    const corners = quad.map((corner) => applyHomography(toDocument, corner));
    const left = (corners[0]!.x + corners[3]!.x) / 2;
    const right = (corners[1]!.x + corners[2]!.x) / 2;
    const top = (corners[0]!.y + corners[1]!.y) / 2;
    const bottom = (corners[2]!.y + corners[3]!.y) / 2;
    const place = { x: left, y: top, width: right - left, height: bottom - top };
    if (text === '') unread.push(place);
    else boxes.push({ text, confidence, box: place });
  }
  return { boxes, unread, documentHeight: height };
}

/** The corners in reading order: the one that lies first along and above the reading direction comes first. */
function readingQuad(quad: Quad, angleDegrees: number, directionDegrees: number): Quad {
  const quarterTurns = ((Math.round(wrapDegrees(directionDegrees - angleDegrees) / 90) % 4) + 4) % 4;
  return [0, 1, 2, 3].map((i) => quad[(i + quarterTurns) % 4]!) as Quad; // four corners in, four out
}
