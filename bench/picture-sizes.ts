import sharp from 'sharp';
import { createEngineTasks } from '#engine/create-engine-tasks.js';
import { loadModels } from '#engine/models/model-store.js';
import { verify } from '#engine/verify.js';
import { measure, type Distribution } from './statistics.js';

export interface PictureSizeResult {
  readonly megapixels: number;
  readonly time: Distribution;
}

const sizes = [1, 2, 5, 12, 24, 40];

/** A document and a selfie, each inside a JPEG of so many megapixels (4:3, on grey), judged in one thread. */
export async function benchPictureSizes(
  pictures: { readonly document: Uint8Array; readonly selfie: Uint8Array },
  modelsDirectory: string,
): Promise<PictureSizeResult[]> {
  const tasks = await createEngineTasks({ models: await loadModels({ modelsDirectory }) });
  const results: PictureSizeResult[] = [];
  for (const megapixels of sizes) {
    const document = await inside(pictures.document, megapixels);
    const selfie = await inside(pictures.selfie, megapixels);
    const time = await measure(5, async () => {
      const outcome = await verify({ document, selfie, nowEpochMs: Date.now() }, tasks);
      if (!outcome.ok) throw new Error(`${megapixels} megapixels: ${outcome.failure.code}`);
    });
    results.push({ megapixels, time });
  }
  return results;
}

/** Rounded down, so that 40 stays within what a server takes. */
function inside(bytes: Uint8Array, megapixels: number): Promise<Buffer> {
  const height = Math.floor(Math.sqrt((megapixels * 1e6 * 3) / 4));
  const width = Math.floor((height * 4) / 3);
  return sharp(bytes).resize(width, height, { fit: 'contain', background: '#777777' }).jpeg({ quality: 85 }).toBuffer();
}
