import type { Box } from '#domain/geometry.js';
import type { JpegGrid } from '#engine/decode/jpeg-grid.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { countCoefficients } from '#engine/document/cues/compression/coefficients.js';
import {
  findEarlierCompression,
  shareOfEarlier,
  type CountedPart,
} from '#engine/document/cues/compression/earlier-compression.js';
import { blockSide } from '#engine/image/block-cosines.js';

/** In sizes of the face's box: within, all is face; beyond, nothing is. */
const within = 0.9;
const beyond = { width: 1.6, height: 1.7 } as const;
/** Blocks of a grid that are counted, about: more cost time. */
const blocksAround = 1000;
const blocksOnFace = 500;
/** As of documents (`portrait-compression`): what an earlier compression needs to be believed, and a share to be told. */
const leastFrequencies = 2;
const mostStandardError = 0.16;
/** Of an earlier compression found on one half of the surroundings, what the other half has to show: else it was chance. */
const leastConfirmed = 0.6;

/**
 * The trace of an earlier JPEG compression that the rest of the picture shows and the face lacks: it was set in after the
 * picture had been saved once (Popescu and Farid 2004). Value: the part that is missing, about 0 where the picture was sent on
 * as a whole, about 1 where the face is new. Null where the file is no JPEG, `image` is not in its own pixels, it was
 * compressed only once, or the face is too small to tell.
 */
export function earlierCompressionMissing(image: RgbImage, jpeg: JpegGrid | null, box: Box): number | null {
  if (jpeg === null) return null;
  const counted = (blocks: readonly [readonly Block[], readonly Block[]]): CountedPart => ({
    onGrid: countCoefficients(image, jpeg, blocks[0]),
    besideGrid: countCoefficients(image, jpeg, blocks[1]),
  });
  const lying = (isMeant: (x: number, y: number) => boolean, inWhole: number) =>
    [0, blockSide / 2].map((shift) => blocksOf(image, jpeg, { shift, inWhole, isMeant })) as [Block[], Block[]]; // one for each shift
  const inside = (width: number, height: number) => (x: number, y: number) =>
    Math.abs(x - box.x - box.width / 2) < (width * box.width) / 2 &&
    Math.abs(y - box.y - box.height / 2) < (height * box.height) / 2;
  const near = inside(beyond.width, beyond.height);
  const around = lying((x, y) => !near(x, y), blocksAround);
  const half = (parity: number) =>
    counted(around.map((blocks) => blocks.filter((_, index) => index % 2 === parity)) as [Block[], Block[]]); // two again
  const earlier = findEarlierCompression(jpeg, half(0));
  if (earlier.length < leastFrequencies) return null;
  const confirmed = shareOfEarlier(earlier, half(1));
  if (confirmed.share < leastConfirmed || confirmed.standardError > mostStandardError) return null;
  const faceShare = (within * within * box.width * box.height) / (image.width * image.height);
  const { share, standardError } = shareOfEarlier(
    earlier,
    counted(lying(inside(within, within), blocksOnFace / faceShare)),
  );
  // What was found on one half is more than there is: the search took the likeliest of many. The other half says how much.
  return standardError > mostStandardError ? null : 1 - share / confirmed.share;
}

type Block = readonly [x: number, y: number];

/**
 * Left upper corners of blocks of a grid `shift` pixels beside the file's whose middle is meant: every block, or evenly every
 * second, third … row and column of them, so that the whole picture would have about `inWhole`.
 */
function blocksOf(
  { width, height }: RgbImage,
  grid: JpegGrid,
  { shift, inWhole, isMeant }: { shift: number; inWhole: number; isMeant: (x: number, y: number) => boolean },
): Block[] {
  const step = blockSide * Math.max(1, Math.round(Math.sqrt((width * height) / blockSide ** 2 / inWhole)));
  const found: Block[] = [];
  for (let y = grid.top + shift; y + blockSide <= height; y += step) {
    for (let x = grid.left + shift; x + blockSide <= width; x += step) {
      if (isMeant(x + blockSide / 2, y + blockSide / 2)) found.push([x, y]);
    }
  }
  return found;
}
