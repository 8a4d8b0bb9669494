import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { specimenSources } from '#main/render-real-samples.js';
import { loadFonts } from '#specimens/draw/fonts.js';
import { encodeTwice } from '#specimens/encode.js';
import { specimenFamilies } from '#specimens/generate/family.js';
import { generateScene } from '#specimens/generate/generate-scene.js';
import { readPortraits } from '#specimens/generate/portraits.js';

/** A rendered photo of a passport, as a file. */
export interface PassportPhoto {
  readonly file: string;
  readonly mrzLines: readonly string[];
}

const now = new Date('2026-06-01T12:00:00Z');
const megapixels = 2e6;

/** Legible photos of passports of 2 megapixels (1600 × 1200), in all the ways that the tuning family lays and lights them. */
export async function passportPhotos(folder: string, count: number): Promise<PassportPhoto[]> {
  const { photosDirectory, ocrBFile } = await specimenSources();
  const portraits = await readPortraits(photosDirectory);
  const fonts = loadFonts(ocrBFile);
  const photos: PassportPhoto[] = [];
  for (let seed = 1; photos.length < count; seed++) {
    const scene = generateScene({
      family: specimenFamilies.tuning,
      seed,
      portraits,
      fonts,
      now,
      layouts: ['utopia-passport'],
    });
    const [document] = scene.documents;
    const pixels = scene.image.width * scene.image.height;
    if (document?.readable !== true || document.mrzLines === null || Math.abs(pixels / megapixels - 1) > 0.1) continue;
    const file = path.join(folder, `passport-${photos.length}.jpg`);
    await writeFile(file, await encodeTwice(scene.image, scene.firstJpegQuality, scene.jpegQuality));
    photos.push({ file, mrzLines: document.mrzLines });
  }
  return photos;
}
