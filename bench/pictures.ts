import path from 'node:path';
import sharp from 'sharp';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { renderSamples } from '#specimens/sample-set/render-samples.js';

/** Encoded pictures of one owner. */
export interface BenchPictures {
  /** A specimen passport, scanned. */
  readonly document: Uint8Array;
  /** The front of an identity card, without a machine readable zone, of 2 megapixels. */
  readonly cardFront: Uint8Array;
  /** The passport, photographed: 2 megapixels. */
  readonly passportPhoto: Uint8Array;
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
  const names = ['passport.jpg', 'selfie-owner.jpg', 'selfie-impostor.jpg', 'id-card-front.jpg', 'passport-photo.jpg'];
  const files = await renderSamples({
    photosDirectory: path.join(folder, 'demo'),
    ocrBFile: null,
    now: new Date(),
    only: names,
  });
  const [document, selfie, portraitPhoto, cardFront, passportPhoto] = names.map(
    (name) => files.find((file) => file.name === name)?.bytes,
  );
  if (!document || !selfie || !portraitPhoto || !cardFront || !passportPhoto) throw new Error('a sample is missing');
  return {
    document,
    selfie,
    portraitPhoto,
    passportPhoto,
    cardFront: await within(cardFront, 1632, 1224),
    document12: await within(document, 4000, 3000),
    selfie12: await within(selfie, 4000, 3000),
  };
}

/** As a phone would have taken it: the picture inside so many pixels on grey. */
const within = (bytes: Uint8Array, width: number, height: number): Promise<Buffer> =>
  sharp(bytes)
    .resize(width, height, { fit: 'contain', background: '#777777', kernel: 'cubic' })
    .jpeg({ quality: 90 })
    .toBuffer();
