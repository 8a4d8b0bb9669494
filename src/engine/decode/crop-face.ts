import type { Box } from '#domain/geometry.js';
import { sharp } from '#engine/decode/guarded-sharp.js';
import { imageLimits } from '#engine/decode/image-limits.js';

/** Room on each side, in sizes of the face's box. */
const margin = 0.4;
const maxSidePixels = 512;

/**
 * The face and a little room around it as a JPEG of at most 512 pixels a side, without metadata. `box`: in pixels of the
 * upright picture. Null: not a format that libvips reads (HEIC), or the file is broken.
 */
export async function cropFace(bytes: Uint8Array, box: Box): Promise<Uint8Array | null> {
  try {
    const { autoOrient } = await sharp(bytes, { limitInputPixels: imageLimits.pixels }).metadata();
    const { width, height } = autoOrient;
    const left = Math.max(0, Math.floor(box.x - margin * box.width));
    const top = Math.max(0, Math.floor(box.y - margin * box.height));
    const right = Math.min(width, Math.ceil(box.x + (1 + margin) * box.width));
    const bottom = Math.min(height, Math.ceil(box.y + (1 + margin) * box.height));
    return await sharp(bytes, { limitInputPixels: imageLimits.pixels })
      .autoOrient()
      .extract({ left, top, width: right - left, height: bottom - top })
      .resize({ width: maxSidePixels, height: maxSidePixels, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 90 })
      .toBuffer();
  } catch {
    return null;
  }
}
