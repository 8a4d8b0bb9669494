import type { Box } from '#domain/geometry.js';
import type { BarcodeModules } from '#specimens/barcode/barcode-writer.js';
import type { Contour, Outline } from '#specimens/draw/outline.js';

/** The dark modules of a symbol, stretched over a box: one rectangle for each run in rows that are alike. */
export function outlineOfModules({ width, height, data }: BarcodeModules, box: Box): Outline {
  const contours: Contour[] = [];
  const [unitX, unitY] = [box.width / width, box.height / height];
  const row = (y: number): Uint8Array => data.subarray(y * width, (y + 1) * width);
  for (let y = 0, next = 0; y < height; y = next) {
    next = y + 1;
    while (next < height && row(next).every((module, x) => module === row(y)[x])) next++;
    for (let x = 0, end = 0; x < width; x = end) {
      end = x + 1;
      while (end < width && row(y)[end] === row(y)[x]) end++;
      if (row(y)[x] === 0) continue;
      const [left, right] = [box.x + x * unitX, box.x + end * unitX];
      const [top, bottom] = [box.y + y * unitY, box.y + next * unitY];
      contours.push(Float64Array.of(left, top, right, top, right, bottom, left, bottom));
    }
  }
  return contours;
}
