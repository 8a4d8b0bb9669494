import type { RgbImage } from '#engine/decode/rgb-image.js';
import { loadBarcodeWriter } from '#specimens/barcode/barcode-writer.js';
import { Canvas } from '#specimens/draw/canvas.js';
import { loadFonts, setAtPitch } from '#specimens/draw/fonts.js';
import { randomHolder } from '#specimens/generate/random-holder.js';
import { allLayouts } from '#specimens/layouts/all-layouts.js';
import { seededRandom } from '#specimens/random.js';
import { renderSpecimen, type FlatSpecimen } from '#specimens/render-specimen.js';

/** The day on which flat specimens are made. */
export const specimenDay = new Date('2026-01-15T00:00:00Z');

const pixelsPerMillimetre = 12;
const fonts = loadFonts(null);
const barcodes = loadBarcodeWriter();

/** One side of a document as it was printed, 12 pixels to the millimetre, without a portrait. */
export async function flatSpecimen(layoutId: string, seed: number): Promise<FlatSpecimen> {
  const layout = allLayouts.find(({ id }) => id === layoutId)!;
  const random = seededRandom(seed);
  const holder = randomHolder(layout.documentType, random, specimenDay);
  const barcodeWriter = await barcodes;
  return renderSpecimen({ layout, holder, portrait: null, fonts, barcodeWriter, random, pixelsPerMillimetre });
}

/** The picture of a flat specimen with other lines in its machine readable zone, and those lines. */
export async function withOtherZone(
  layoutId: string,
  seed: number,
  rewrite: (lines: readonly string[]) => string[],
): Promise<{ readonly image: RgbImage; readonly lines: readonly string[] }> {
  const { image, truth } = await flatSpecimen(layoutId, seed);
  const { baselines, left, colour } = allLayouts.find(({ id }) => id === layoutId)!.mrz!;
  const canvas = new Canvas(image.width, image.height, [255, 255, 255]);
  canvas.data.set(image.data);
  const pitchPixels = 2.54 * pixelsPerMillimetre;
  const capHeightPixels = 2.5 * pixelsPerMillimetre;
  const x = left * pixelsPerMillimetre;
  const [top, bottom] = [truth.mrzQuad![0].y - pitchPixels, truth.mrzQuad![2].y + pitchPixels].map(Math.round);
  canvas.data.fill(235, top! * image.width * 3, bottom! * image.width * 3);
  const lines = rewrite(truth.mrzLines!);
  for (const [line, text] of lines.entries()) {
    const at = { x, y: baselines[line]! * pixelsPerMillimetre, capHeightPixels, pitchPixels };
    canvas.fill(setAtPitch(fonts.mrz, text, at).outline, colour);
  }
  return { image: { width: image.width, height: image.height, data: canvas.data }, lines };
}

/** The same picture, turned by a half. */
export function turnedByHalf({ width, height, data }: RgbImage): RgbImage {
  const result = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 3) result.set(data.subarray(at, at + 3), data.length - 3 - at);
  return { width, height, data: result };
}
