import type { ImageSource } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';

/** Pixels in memory as a picture of which there is no larger copy. */
export const pictureOfPixels = (image: RgbImage): ImageSource => ({
  format: 'png',
  jpeg: null,
  width: image.width,
  height: image.height,
  resized: () => Promise.resolve(image),
  full: () => Promise.resolve(image),
});
