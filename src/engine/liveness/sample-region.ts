import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { PixelRegion } from '#engine/face/reduce-region.js';

/**
 * A region at another size, as the nets for presentation attacks saw theirs: between the four pixels around each point and
 * no others, also where it shrinks (OpenCV's INTER_LINEAR). Float RGB 0–255 in whole numbers, row-major, side × side × 3.
 */
export function sampleRegion(image: RgbImage, region: PixelRegion, sidePixels: number): Float32Array {
  const columns = points(region.left, region.right, sidePixels);
  const rows = points(region.top, region.bottom, sidePixels);
  const { data, width } = image;
  const result = new Float32Array(sidePixels * sidePixels * 3);
  let to = 0;
  for (const row of rows) {
    const [upper, lower] = [row.first * width, row.second * width];
    for (const column of columns) {
      const [a, b] = [(upper + column.first) * 3, (upper + column.second) * 3];
      const [c, d] = [(lower + column.first) * 3, (lower + column.second) * 3];
      for (let channel = 0; channel < 3; channel++) {
        const above = data[a + channel]! + column.share * (data[b + channel]! - data[a + channel]!);
        const below = data[c + channel]! + column.share * (data[d + channel]! - data[c + channel]!);
        result[to++] = Math.round(above + row.share * (below - above));
      }
    }
  }
  return result;
}

/** Two neighbouring pixels, and the second one's share. */
interface Neighbours {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

/** Pixel i of the result has its middle at i + ½; outside the outermost middles the outermost pixel counts. */
function points(from: number, to: number, count: number): Neighbours[] {
  const step = (to - from) / count;
  return Array.from({ length: count }, (_, i) => {
    const at = Math.min(to - 1, Math.max(from, from + (i + 0.5) * step - 0.5));
    const first = Math.floor(at);
    return { first, second: Math.min(to - 1, first + 1), share: at - first };
  });
}
