import type { CropInput } from '#domain/crop-input.js';
import type { Box } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { crop } from '#engine/image/crop.js';
import { resize } from '#engine/image/resize.js';
import { cropAroundFace } from '#engine/liveness/crop-around-face.js';
import { sampleRegion } from '#engine/liveness/sample-region.js';

/**
 * The square around a face as the net's descriptor wants it: enlarged about the middle of the box, or as far as the picture
 * has room for, and moved back inside where it reaches over an edge. Float RGB 0–255, row-major, side × side × 3.
 */
export function cropSquare(image: RgbImage, box: Box, input: CropInput): Float32Array {
  const { sidePixels } = input;
  const { enlargement, resampling } = input.crop;
  const region = cropAroundFace(image, squareAround(box), enlargement);
  if (resampling === 'bilinear') return sampleRegion(image, region, sidePixels);
  const { left, top, right, bottom } = region;
  const cut = crop(image, { x: left, y: top, width: right - left, height: bottom - top });
  return Float32Array.from(resize(cut, sidePixels, sidePixels).data);
}

/** With the longer side of the box, and its middle. */
export function squareAround({ x, y, width, height }: Box): Box {
  const side = Math.max(width, height);
  return { x: x + (width - side) / 2, y: y + (height - side) / 2, width: side, height: side };
}
