// Prints src/engine/document/cues/print/mrz-shapes.ts: the mean shape of each MRZ character over the given OCR-B font files.
// node scripts/mrz-shapes.mjs <font.otf> [<font.otf> …]   after node scripts/build.mjs
import { loadFonts, setAtPitch } from '../dist/specimens/draw/fonts.js';
import { Canvas } from '../dist/specimens/draw/canvas.js';
import { gaussianBlur } from '../dist/engine/image/blur.js';
import { mrzSymbols } from '../dist/engine/document/mrz/symbols.js';
import { shapeSize } from '../dist/engine/document/cues/print/shape-size.js';

const files = process.argv.slice(2);
if (files.length === 0) throw new Error('name one OCR-B font file or more');
const { width, height, baseline, pitch, capital } = shapeSize;
/** Drawn this much larger, then averaged. */
const enlargement = 6;
/** Softness of a sharp photo, in pixels of the shape. */
const softness = 0.4;

const faces = files.map((file) => loadFonts(file).mrz);
const rows = Array.from(mrzSymbols, (symbol) => {
  const sums = new Float64Array(width * height);
  for (const face of faces) {
    const canvas = new Canvas(width * enlargement, height * enlargement, [255, 255, 255]);
    const place = {
      x: ((width - pitch) / 2) * enlargement,
      y: baseline * enlargement,
      capHeightPixels: capital * enlargement,
      pitchPixels: pitch * enlargement,
    };
    canvas.fill(setAtPitch(face, symbol, place).outline, [0, 0, 0]);
    const { data } = gaussianBlur(canvas, softness * enlargement);
    for (let y = 0; y < canvas.height; y++) {
      for (let x = 0; x < canvas.width; x++) {
        sums[Math.floor(y / enlargement) * width + Math.floor(x / enlargement)] +=
          255 - data[(y * canvas.width + x) * 3];
      }
    }
  }
  const scale = 255 * enlargement * enlargement * faces.length;
  return [symbol, Array.from(sums, (sum) => Math.round((sum / scale) * 15).toString(16)).join('')];
});
console.log(`/**
 * How dark OCR-B prints each pixel of a character's cell, a hexadecimal digit a pixel, row by row, 0 ground to f ink: means over
 * the fonts of Debian's package fonts-ocr-b. Written by scripts/mrz-shapes.mjs.
 */
export const mrzShapes: Readonly<Record<string, string>> = {
${rows.map(([symbol, digits]) => `  '${symbol}': '${digits}',`).join('\n')}
};`);
