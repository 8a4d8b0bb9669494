import path from 'node:path';
import sharp from 'sharp';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { renderSamples } from '#specimens/sample-set/render-samples.js';

/** Encoded pictures of one owner. */
export interface BenchPictures {
  /** A specimen passport, scanned. */
  readonly document: Uint8Array;
  readonly selfie: Uint8Array;
  /** Another photo of the same person, one face in it. */
  readonly portraitPhoto: Uint8Array;
  /** The same document and selfie as JPEGs of 12 megapixels (4000 × 3000 canvas). */
  readonly document12: Uint8Array;
  readonly selfie12: Uint8Array;
}

export async function benchPictures(): Promise<BenchPictures> {
  const folder = findPackageFolder('@vladmandic/face-api');
  if (folder === null) throw new Error('the package @vladmandic/face-api is not installed');
  const names = ['passport.jpg', 'selfie-owner.jpg', 'selfie-impostor.jpg'];
  const files = await renderSamples({
    photosDirectory: path.join(folder, 'demo'),
    ocrBFile: null,
    now: new Date(),
    only: names,
  });
  const [document, selfie, portraitPhoto] = names.map((name) => files.find((file) => file.name === name)?.bytes);
  if (document === undefined || selfie === undefined || portraitPhoto === undefined)
    throw new Error('a sample is missing');
  return { document, selfie, portraitPhoto, document12: await enlarged(document), selfie12: await enlarged(selfie) };
}

/** As a phone would have taken it: the picture inside 4000 × 3000 pixels on grey. */
const enlarged = (bytes: Uint8Array): Promise<Buffer> =>
  sharp(bytes)
    .resize(4000, 3000, { fit: 'contain', background: '#777777', kernel: 'cubic' })
    .jpeg({ quality: 90 })
    .toBuffer();
