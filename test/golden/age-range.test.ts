import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ageRangeOf } from '#domain/age-range.js';
import { openImage } from '#engine/decode/image-source.js';
import { createDemographicsEstimator } from '#engine/face/create-demographics-estimator.js';
import { createFaceDetector } from '#engine/face/create-face-detector.js';
import { loadModels } from '#engine/models/model-store.js';
import { missing, testData } from '../support/test-data.js';

interface IndexedFile {
  readonly file: string;
  readonly labels: { readonly set?: string; readonly age?: number | null };
}

test.skipIf(missing('data/faces'))('how often the true age lies in the interval', async ({ annotate }) => {
  const modelsDirectory = path.join(tmpdir(), 'bonafide-test-models');
  const models = await loadModels({ modelsDirectory, ids: ['face-detection', 'face-mesh', 'age-gender'] });
  const detector = await createFaceDetector({
    faceDetection: models.get('face-detection')!.bytes,
    faceMesh: models.get('face-mesh')!.bytes,
  });
  const estimator = await createDemographicsEstimator(models.get('age-gender')!);
  const index = JSON.parse(await readFile(testData('data/index.json'), 'utf8')) as IndexedFile[]; // its own format
  let [inside, total, error] = [0, 0, 0];
  for (const { file, labels } of index) {
    if (labels.set !== 'london' || typeof labels.age !== 'number') continue;
    const opened = await openImage(await readFile(testData('data', file)));
    if (!opened.ok) throw new Error(opened.failure.code);
    const image = await opened.value.resized(1280);
    const [face] = await detector.detect(image);
    const { ageYears } = await estimator.estimate(image, face!); // every portrait shows one
    const { low, high } = ageRangeOf(ageYears)!;
    total++;
    inside += low <= labels.age && labels.age <= high ? 1 : 0;
    error += Math.abs(ageYears! - labels.age);
  }
  await annotate(`${inside} of ${total} true ages lie in the interval; mean error ${(error / total).toFixed(2)} years`);
  expect(total).toBe(132);
  expect(inside / total).toBeGreaterThanOrEqual(0.93);
  expect(error / total).toBeLessThan(4);
});
