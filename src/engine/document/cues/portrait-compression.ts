import type { DocumentCue } from '#domain/document-cues.js';
import type { Box, Quad } from '#domain/geometry.js';
import type { JpegGrid } from '#engine/decode/jpeg-grid.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { countCoefficients } from '#engine/document/cues/compression/coefficients.js';
import {
  findEarlierCompression,
  shareOfEarlier,
  type CountedPart,
} from '#engine/document/cues/compression/earlier-compression.js';
import { cueNotAssessed, cueVerdict } from '#engine/document/cues/cue-verdict.js';
import { middleOfBox, quadContains } from '#engine/document/locate/quads.js';
import { blockSide } from '#engine/image/block-cosines.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';

const name = 'portrait-compression';
/** In sizes of the face's box: within, all is the photo's, and most is the face. */
const photoWithin = { width: 1.15, height: 1.2 } as const;
/** In the same: beyond, all is the card's. */
const cardBeyond = { width: 2.4, height: 3 } as const;
/** Blocks of the card that are counted: more make nothing surer. */
const mostBlocks = 5000;
/** On one frequency alone an earlier compression may show by chance. */
const leastFrequencies = 2;
/** From three of these away from the limit a share is told from it. */
const mostStandardError = 0.16;
/**
 * Of the earlier compression that the card shows, what the portrait lacks. Half-way: of seeds 31 and 41 portraits that were
 * set in lack .93 to 1.16 of it, and in pictures that were sent on as a whole -.10 to -.03.
 */
const limit = 0.5;

/**
 * Looks for a portrait that was set into a picture which had been saved before: the card shows the earlier compression, the
 * portrait does not. Needs the file's own pixels.
 * @param jpeg the grid of the file; null where it has none, or `image` is not in its own pixels
 * @param face the portrait's, as `quad` (the document's corners) in pixels of the image
 */
export function portraitCompressionCue(
  image: RgbImage,
  jpeg: JpegGrid | null,
  quad: Quad,
  face: Box | null,
): DocumentCue {
  if (face === null) return cueNotAssessed(name, 'nothing-to-assess');
  if (jpeg === null) return cueNotAssessed(name, 'earlier-compression-absent');
  const counted = (within: Quad, most: number, without?: Quad): CountedPart => {
    const [onGrid, besideGrid] = [0, blockSide / 2].map((shift) =>
      countCoefficients(image, jpeg, thinned(blocksIn(image, jpeg, shift, within, without), most)),
    );
    return { onGrid: onGrid!, besideGrid: besideGrid! };
  };
  const earlier = findEarlierCompression(jpeg, counted(quad, mostBlocks, enlarged(face, cardBeyond)));
  if (earlier.length < leastFrequencies) return cueNotAssessed(name, 'earlier-compression-absent');
  const { share, standardError } = shareOfEarlier(earlier, counted(enlarged(face, photoWithin), Infinity));
  if (standardError > mostStandardError) return cueNotAssessed(name, 'resolution-insufficient');
  return cueVerdict(name, Math.max(0, 1 - share), limit, { share });
}

type Block = readonly [x: number, y: number];

/** Left upper corners of the blocks of a grid `shift` pixels beside the file's whose middle lies where it should. */
function blocksIn(image: RgbImage, grid: JpegGrid, shift: number, within: Quad, without?: Quad): Block[] {
  const blocks: Block[] = [];
  const first = (start: number, from: number): number =>
    start + shift + blockSide * Math.max(0, Math.floor((from - start - shift) / blockSide));
  const [xs, ys] = [within.map(({ x }) => x), within.map(({ y }) => y)];
  const right = Math.min(image.width, Math.max(...xs)) - blockSide;
  const bottom = Math.min(image.height, Math.max(...ys)) - blockSide;
  for (let y = first(grid.top, Math.min(...ys)); y <= bottom; y += blockSide) {
    for (let x = first(grid.left, Math.min(...xs)); x <= right; x += blockSide) {
      const middle = { x: x + blockSide / 2, y: y + blockSide / 2 };
      if (!quadContains(within, middle) || (without !== undefined && quadContains(without, middle))) continue;
      blocks.push([x, y]);
    }
  }
  return blocks;
}

/** At most so many, spread evenly. */
function thinned(blocks: readonly Block[], most: number): readonly Block[] {
  const every = Math.ceil(blocks.length / most);
  return every <= 1 ? blocks : blocks.filter((_, index) => index % every === 0);
}

function enlarged(box: Box, by: { readonly width: number; readonly height: number }): Quad {
  const middle = middleOfBox(box);
  const [width, height] = [box.width * by.width, box.height * by.height];
  return cornersOfBox({ x: middle.x - width / 2, y: middle.y - height / 2, width, height });
}
