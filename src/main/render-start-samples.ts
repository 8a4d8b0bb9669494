import { openImage } from '#engine/decode/image-source.js';
import { crop } from '#engine/image/crop.js';
import { renderRealSamples } from '#main/render-real-samples.js';
import { sampleNames, type RenderSampleFiles } from '#main/samples.js';
import { encodeJpeg } from '#specimens/encode.js';

/** The flat passport; its machine readable zone is the lowest 26 % of the page (ICAO 9303-4: 23.2 of 88 mm). */
const flatPassport = 'passport.jpg';
const zoneShare = 0.3;

/** What a server keeps in its data directory: pictures to try it with, and the strip that it warms up on. */
export const renderStartSamples: RenderSampleFiles = async (names) => {
  const sourceOf = (name: string): string => (name === sampleNames.warmUpDocument ? flatPassport : name);
  const files = await renderRealSamples({ only: names.map(sourceOf) });
  return Promise.all(
    names.map(async (name) => {
      const bytes = files.find((file) => file.name === sourceOf(name))?.bytes;
      if (bytes === undefined) throw new Error(`there is no sample ${sourceOf(name)}`);
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
