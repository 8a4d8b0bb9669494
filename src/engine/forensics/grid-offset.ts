import type { Box } from '#domain/geometry.js';
import type { JpegGrid } from '#engine/decode/jpeg-grid.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { blockSide } from '#engine/image/block-cosines.js';
import { lumaOf } from '#engine/image/luma.js';

/** Steps of luma beyond which an edge belongs to the picture and not to the coding. */
const largestStep = 16;
/** Lines that are read in each direction. */
const lines = { onFace: 128, around: 64 } as const;
/** Fewer whole blocks across tell nothing. */
const leastBlocks = 8;

/**
 * A second grid of JPEG blocks on the face, beside the file's own and not on the rest of the picture: the face was cut out of
 * another JPEG picture (Ye, Sun and Chang 2007; Li, Yuan and Yu 2009). Value: how much larger a luma step is on the strongest
 * other grid than beside it, over the mean step, less the same around the face; the smaller of the two directions. 0: none.
 * Null where the file is no JPEG, `image` is not in its own pixels, or the face is too small.
 */
export function gridOffset(image: RgbImage, jpeg: JpegGrid | null, box: Box): number | null {
  if (jpeg === null) return null;
  const face = clipped(image, box, 1);
  const wide = clipped(image, box, 2.2);
  if (Math.min(face.right - face.left, face.bottom - face.top) < leastBlocks * blockSide) return null;
  const across = excess(image, wide, face, 'across', jpeg.left);
  const down = excess(image, wide, face, 'down', jpeg.top);
  return Math.min(across, down);
}

interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function clipped({ width, height }: RgbImage, box: Box, by: number): Region {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return {
    left: Math.max(0, Math.round(x - (by * box.width) / 2)),
    top: Math.max(0, Math.round(y - (by * box.height) / 2)),
    right: Math.min(width, Math.round(x + (by * box.width) / 2)),
    bottom: Math.min(height, Math.round(y + (by * box.height) / 2)),
  };
}

/** Of the phase other than the file's that stands out most on the face: how much, less how much it does around it. */
function excess(image: RgbImage, wide: Region, face: Region, way: 'across' | 'down', own: number): number {
  const inside = phases(image, face, face, way, true);
  const outside = phases(image, wide, face, way, false);
  let most = 0;
  for (let phase = 0; phase < blockSide; phase++) {
    if (phase === own % blockSide) continue;
    most = Math.max(most, inside[phase]! - Math.max(0, outside[phase] ?? 0));
  }
  return most;
}

/**
 * Mean by phase, 0–7, of how much a luma step exceeds its two neighbours, over the mean step: of the pixels of `region` that
 * lie `within` the face's region, or of those that do not.
 */
function phases(image: RgbImage, region: Region, face: Region, way: 'across' | 'down', within: boolean): Float64Array {
  const { width, data } = image;
  const across = way === 'across';
  const [from, to] = across ? [region.left, region.right] : [region.top, region.bottom];
  const [first, last] = across ? [region.top, region.bottom] : [region.left, region.right];
  const [faceFrom, faceTo] = across ? [face.left, face.right] : [face.top, face.bottom];
  const [faceFirst, faceLast] = across ? [face.top, face.bottom] : [face.left, face.right];
  const along = across ? 3 : width * 3;
  const stride = Math.max(1, Math.floor((last - first) / (within ? lines.onFace : lines.around)));
  const sums = new Float64Array(blockSide);
  const counts = new Float64Array(blockSide);
  const luma = new Float64Array(Math.max(0, to - from));
  let stepSum = 0;
  let steps = 0;
  for (let line = first; line < last; line += stride) {
    const start = across ? (line * width + from) * 3 : (from * width + line) * 3;
    for (let i = 0, at = start; i < luma.length; i++, at += along) {
      luma[i] = lumaOf(data[at]!, data[at + 1]!, data[at + 2]!);
    }
    const crossesFace = line >= faceFirst && line < faceLast;
    for (let i = 2; i + 1 < luma.length; i++) {
      const place = from + i;
      if ((crossesFace && place >= faceFrom && place < faceTo) !== within) continue;
      const step = Math.abs(luma[i]! - luma[i - 1]!);
      const beside = (Math.abs(luma[i - 1]! - luma[i - 2]!) + Math.abs(luma[i + 1]! - luma[i]!)) / 2;
      sums[place % blockSide]! += Math.min(largestStep, Math.max(-largestStep, step - beside));
      counts[place % blockSide]!++;
      stepSum += Math.min(step, 2 * largestStep);
      steps++;
    }
  }
  const meanStep = stepSum / steps;
  return sums.map((sum, phase) => (meanStep > 0 && counts[phase]! > 0 ? sum / (counts[phase]! * meanStep) : 0));
}
