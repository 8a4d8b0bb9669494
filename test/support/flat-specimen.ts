import type { RgbImage } from '#engine/decode/rgb-image.js';
import { loadBarcodeWriter } from '#specimens/barcode/barcode-writer.js';
import { loadFonts } from '#specimens/draw/fonts.js';
import { randomHolder } from '#specimens/generate/random-holder.js';
import { allLayouts } from '#specimens/layouts/all-layouts.js';
import { seededRandom } from '#specimens/random.js';
import { renderSpecimen, type FlatSpecimen } from '#specimens/render-specimen.js';

/** The day on which flat specimens are made. */
export const specimenDay = new Date('2026-01-15T00:00:00Z');

const fonts = loadFonts(null);
const barcodes = loadBarcodeWriter();

/** One side of a document as it was printed, 12 pixels to the millimetre, without a portrait. */
export async function flatSpecimen(layoutId: string, seed: number): Promise<FlatSpecimen> {
  const layout = allLayouts.find(({ id }) => id === layoutId)!;
  const random = seededRandom(seed);
  const holder = randomHolder(layout.documentType, random, specimenDay);
  const barcodeWriter = await barcodes;
  return renderSpecimen({ layout, holder, portrait: null, fonts, barcodeWriter, random, pixelsPerMillimetre: 12 });
}

/** The same picture, turned by a half. */
export function turnedByHalf({ width, height, data }: RgbImage): RgbImage {
  const result = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 3) result.set(data.subarray(at, at + 3), data.length - 3 - at);
  return { width, height, data: result };
}
