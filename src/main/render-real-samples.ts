import path from 'node:path';
import { openImage } from '#engine/decode/image-source.js';
import { crop } from '#engine/image/crop.js';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { sampleNames, type RenderSampleFiles } from '#main/samples.js';
import { StartUpError } from '#main/start-up-error.js';
import { encodeJpeg } from '#specimens/encode.js';
import { renderSamples } from '#specimens/sample-set/render-samples.js';

/** The flat passport; its machine readable zone is the lowest 26 % of the page (ICAO 9303-4: 23.2 of 88 mm). */
const flatPassport = 'passport.jpg';
const zoneShare = 0.3;

/** Specimen documents and selfies around the photos that the installed packages ship. */
export const renderRealSamples: RenderSampleFiles = async (names) => {
  const faceApi = findPackageFolder('@vladmandic/face-api');
  if (faceApi === null) throw new StartUpError('the npm package @vladmandic/face-api is not installed; run npm ci');
  const only = names.map((name) => (name === sampleNames.warmUpDocument ? flatPassport : name));
  const files = await renderSamples({
    photosDirectory: path.join(faceApi, 'demo'),
    ocrBFile: null,
    now: new Date(),
    only,
  });
  return Promise.all(
    names.map(async (name) => {
      const wanted = name === sampleNames.warmUpDocument ? flatPassport : name;
      const bytes = files.find((file) => file.name === wanted)?.bytes;
      if (bytes === undefined) throw new Error(`there is no sample ${wanted}`);
      return { name, bytes: name === sampleNames.warmUpDocument ? await readableZone(bytes) : bytes };
    }),
  );
};

async function readableZone(passport: Uint8Array): Promise<Uint8Array> {
  const opened = await openImage(passport);
  if (!opened.ok) throw new Error(`the specimen cannot be decoded: ${opened.failure.code}`);
  const page = await opened.value.full();
  const height = Math.round(page.height * zoneShare);
  return encodeJpeg(crop(page, { x: 0, y: page.height - height, width: page.width, height }), 93);
}
