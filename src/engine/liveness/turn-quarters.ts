/** A square picture, float RGB, row-major, side × side × 3, turned anticlockwise by so many quarters. */
export function turnQuarters(pixels: Float32Array, sidePixels: number, quarters: number): Float32Array {
  const turns = ((quarters % 4) + 4) % 4;
  if (turns === 0) return pixels;
  const last = sidePixels - 1;
  const result = new Float32Array(pixels.length);
  for (let y = 0, to = 0; y < sidePixels; y++) {
    for (let x = 0; x < sidePixels; x++, to += 3) {
      const [fromX, fromY] = turns === 1 ? [last - y, x] : turns === 2 ? [last - x, last - y] : [y, last - x];
      const from = (fromY * sidePixels + fromX) * 3;
      result[to] = pixels[from]!;
      result[to + 1] = pixels[from + 1]!;
      result[to + 2] = pixels[from + 2]!;
    }
  }
  return result;
}
