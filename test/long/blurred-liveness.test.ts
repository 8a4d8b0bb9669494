import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngineParts } from '#engine/create-engine-tasks.js';
import { openImage } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { createAttackDetector } from '#engine/liveness/create-attack-detector.js';
import { livenessLimits } from '#engine/liveness/limits.js';
import { bundleFolder, loadInstalledModels } from '#engine/models/installed-models.js';
import { loadModels } from '#engine/models/model-store.js';
import { packageRoot } from '#engine/models/package-root.js';
import { canonicalFace } from '#engine/quality/canonical-face.js';
import { sharpness } from '#engine/quality/measures/sharpness.js';
import { shrinkFace } from '#engine/quality/shrink-face.js';
import { missing, testData } from '../support/test-data.js';

// How many live pictures the nets refuse as they are blurred, by the sharpness that is measured: what `leastSharpness` rests on.

const needed = ['models/minifasnet', 'data/pad/wide-live.csv'];
/** Standard deviations of the blur, in distances between the eyes. */
const blurs = [0, 0.02, 0.03, 0.036, 0.042, 0.05, 0.06, 0.07];
const bounds = [0.4, 0.36, 0.34, 0.32, 0.3, 0];
const everyThird = 3;

let modelsDirectory: string;
beforeAll(() => {
  modelsDirectory = mkdtempSync(path.join(tmpdir(), 'bonafide-blur-'));
  cpSync(path.join(packageRoot, '.models'), modelsDirectory, { recursive: true });
  mkdirSync(bundleFolder(modelsDirectory, 'minifasnet'), { recursive: true });
  cpSync(testData('models/minifasnet'), bundleFolder(modelsDirectory, 'minifasnet'), { recursive: true });
});
afterAll(() => rmSync(modelsDirectory, { recursive: true, force: true }));

async function blurred(image: RgbImage, deviationPixels: number): Promise<RgbImage> {
  if (deviationPixels < 0.3) return image; // less than sharp can do
  const raw = { width: image.width, height: image.height, channels: 3 } as const;
  const data = await sharp(Buffer.from(image.data), { raw }).blur(deviationPixels).raw().toBuffer();
  return { ...image, data: new Uint8Array(data) };
}

describe.skipIf(needed.some((one) => missing(one)))('live pictures that are blurred', () => {
  test('from the limit on hardly one is refused', { timeout: 600_000 }, async () => {
    const { faceDetector } = await createEngineParts({ models: await loadModels({ modelsDirectory }) });
    const installed = await loadInstalledModels('minifasnet', modelsDirectory);
    if (installed.status !== 'installed') throw new Error(installed.status);
    const detector = await createAttackDetector(installed.models);
    const [, ...rows] = readFileSync(testData('data/pad/wide-live.csv'), 'utf8').trim().split('\n');
    const seen: { readonly sharpness: number; readonly refused: boolean }[] = [];
    for (const row of rows.filter((_, index) => index % everyThird === 0)) {
      const opened = await openImage(readFileSync(testData('data', row.split(',')[0]!)));
      if (!opened.ok) throw new Error(opened.failure.code);
      const picture = await opened.value.resized(1280);
      const [whole] = await faceDetector.detect(picture);
      for (const blur of blurs) {
        const image = await blurred(picture, blur * (whole?.interEyeDistancePixels ?? 0));
        const [face] = await faceDetector.detect(image);
        if (face === undefined) continue;
        const cut = shrinkFace(image, face);
        seen.push({
          sharpness: sharpness(cut.image, cut.face, canonicalFace(cut.image, cut.face)),
          refused: (await detector.score(image, face)) < livenessLimits.threshold,
        });
      }
    }
    const counts = bounds.map((from, index) => {
      const inside = seen.filter((one) => one.sharpness >= from && one.sharpness < (bounds[index - 1] ?? Infinity));
      return { from, refused: inside.filter(({ refused }) => refused).length, total: inside.length };
    });
    for (const { from, refused, total } of counts) {
      process.stdout.write(`sharpness from ${from}: refused ${refused} of ${total}\n`);
    }
    const judged = seen.filter((one) => one.sharpness >= livenessLimits.leastSharpness);
    expect(judged.length).toBeGreaterThan(90);
    expect(judged.filter(({ refused }) => refused).length).toBeLessThanOrEqual(0.03 * judged.length);
    expect(counts.at(-1)!.refused).toBeGreaterThan(0.3 * counts.at(-1)!.total);
  });
});
