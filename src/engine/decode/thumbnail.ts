import { sharp } from '#engine/decode/guarded-sharp.js';
import { openImage } from '#engine/decode/image-source.js';

/** A small JPEG of a picture as a data URL, its longer side at most `side` pixels; null where the picture cannot be read. */
export async function thumbnailUrl(bytes: Uint8Array, side: number): Promise<string | null> {
  const opened = await openImage(bytes, side);
  if (!opened.ok) return null;
  const { data, width, height } = await opened.value.resized(side);
  const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 70 })
    .toBuffer();
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}
