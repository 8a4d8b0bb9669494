import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openImage } from '#engine/decode/image-source.js';
import { createFaceDetector } from '#engine/face/create-face-detector.js';
import type { FaceDetector } from '#engine/face/face-detector.js';
import { loadModels } from '#engine/models/model-store.js';
import { samplePhoto } from '../support/test-data.js';

let detector: FaceDetector;

beforeAll(async () => {
  const models = await loadModels({
    modelsDirectory: path.join(tmpdir(), 'bonafide-test-models'),
    ids: ['face-detection', 'face-mesh'],
  });
  detector = await createFaceDetector({
    faceDetection: models.get('face-detection')!.bytes,
    faceMesh: models.get('face-mesh')!.bytes,
  });
});

// Counted by eye: every face that a person would call one, in the photos that ship with face-api.
test.each([
  [1, 3],
  [2, 3],
  [3, 3],
  [4, 4],
  [5, 5],
  [6, 4],
] as const)('sample%i.jpg shows %i faces', async (photo, count) => {
  const opened = await openImage(readFileSync(samplePhoto(photo)));
  if (!opened.ok) throw new Error(opened.failure.code);
  const faces = await detector.detect(await opened.value.resized(1280));
  expect(faces.length).toBe(count);
});
