import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { createDemographicsEstimator } from '#engine/face/create-demographics-estimator.js';
import { createExpressionClassifier, expressionNames } from '#engine/face/create-expression-classifier.js';
import { createFaceDetector } from '#engine/face/create-face-detector.js';
import { createFaceRecogniser } from '#engine/face/create-face-recogniser.js';
import type { FaceDetector, MeshedFace } from '#engine/face/face-detector.js';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import type { ModelId } from '#engine/models/model-cards.js';
import { loadModels, type LoadedModel } from '#engine/models/model-store.js';

let models: ReadonlyMap<ModelId, LoadedModel>;
let detector: FaceDetector;
beforeAll(async () => {
  models = await loadModels({
    modelsDirectory: path.join(tmpdir(), 'bonafide-test-models'),
    ids: ['face-detection', 'face-mesh', 'face-recognition', 'age-gender', 'face-expression'],
  });
  detector = await createFaceDetector({
    faceDetection: models.get('face-detection')!.bytes,
    faceMesh: models.get('face-mesh')!.bytes,
  });
}, 60_000);

/** A picture that the face-api package ships, at most 1280 pixels wide, and its faces from left to right. */
async function sample(number: number): Promise<{ image: RgbImage; faces: MeshedFace[] }> {
  const file = path.join(findPackageFolder('@vladmandic/face-api')!, 'demo', `sample${number}.jpg`);
  const { data, info } = await sharp(file).resize(1280).raw().toBuffer({ resolveWithObject: true });
  const image = { width: info.width, height: info.height, data };
  const faces = (await detector.detect(image)).sort((left, right) => left.box.x - right.box.x);
  return { image, faces };
}

test('the known pair among the sample photos scores above every pair of different people', async () => {
  const recogniser = await createFaceRecogniser(models.get('face-recognition')!);
  const templates = await Promise.all(
    [1, 3, 6].map(async (number) => {
      const { image, faces } = await sample(number);
      const ofPicture = [];
      for (const face of faces) ofPicture.push(await recogniser.embed(image, face));
      return ofPicture;
    }),
  );
  const [first, third, sixth] = templates;
  const genuine = recogniser.score(first!.at(-1)!, third![1]!);
  const impostor = Math.max(...first!.flatMap((one) => sixth!.map((other) => recogniser.score(one, other))));
  expect(genuine).toBeGreaterThan(impostor + 0.05);
  expect(recogniser.score(first![0]!, first![0]!)).toBe(1);
});

test('templates of another recogniser are refused', async () => {
  const recogniser = await createFaceRecogniser(models.get('face-recognition')!);
  const foreign = { digest: 'another', vector: new Float32Array(128) };
  expect(() => recogniser.score(foreign, foreign)).toThrow('templates of another recogniser');
});

test('a template hardly depends on the picture’s turn and size', async () => {
  const recogniser = await createFaceRecogniser(models.get('face-recognition')!);
  const { image, faces } = await sample(3);
  const original = await recogniser.embed(image, faces[0]!);
  const { data, info } = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .rotate(180)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const turned: RgbImage = { width: info.width, height: info.height, data };
  const turnedFace = (await detector.detect(turned)).sort((left, right) => right.box.x - left.box.x)[0]!;
  expect(recogniser.score(original, await recogniser.embed(turned, turnedFace))).toBeGreaterThan(0.9);
});

test('age and gender of the women in the sample photos are plausible', async () => {
  const estimator = await createDemographicsEstimator(models.get('age-gender')!);
  const { image, faces } = await sample(6);
  for (const face of faces) {
    const { ageYears, gender } = await estimator.estimate(image, face);
    expect(gender).toBe('female');
    expect(ageYears).toBeGreaterThan(15);
    expect(ageYears).toBeLessThan(50);
  }
});

test('expression probabilities add up to one, and a smile is told from a straight face', async () => {
  const classifier = await createExpressionClassifier(models.get('face-expression')!);
  const smiling = await sample(1);
  const smile = await classifier.classify(smiling.image, smiling.faces.at(-1)!);
  const serious = await sample(6);
  const straight = await classifier.classify(serious.image, serious.faces[2]!);
  for (const result of [straight, smile]) {
    expect(Object.keys(result)).toEqual([...expressionNames]);
    expect(Object.values(result).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  }
  expect(smile.happy).toBeGreaterThan(0.5);
  expect(straight.neutral).toBeGreaterThan(0.5);
});
