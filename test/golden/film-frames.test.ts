import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openImage } from '#engine/decode/image-source.js';
import { createFaceDetector } from '#engine/face/create-face-detector.js';
import { loadModels } from '#engine/models/model-store.js';
import { createVideoFrames } from '#engine/video/create-video-frames.js';
import { coreDecoder } from '#engine/video/video-decoder.js';
import { ffmpegCoreFolder } from '../support/drawn-video.js';
import { missing, testData } from '../support/test-data.js';

const film = 'data/clips/liveportrait/d11.mp4';

test.skipIf(missing(film))('a face that nods in a film is not seen upside down in some of its frames', async () => {
  const models = await loadModels({
    modelsDirectory: path.join(tmpdir(), 'bonafide-test-models'),
    ids: ['face-detection', 'face-mesh'],
  });
  const detector = await createFaceDetector({
    faceDetection: models.get('face-detection')!.bytes,
    faceMesh: models.get('face-mesh')!.bytes,
  });
  const videoFrames = createVideoFrames({
    decoder: coreDecoder(ffmpegCoreFolder()),
    memoryDirectory: null,
    temporaryDirectory: tmpdir(),
    concurrent: 1,
  });
  const extracted = await videoFrames.extractFrames(readFileSync(testData(film)), {
    frames: 50,
    deadlineMs: 60_000,
    maxSidePixels: 640,
  });
  await videoFrames.close();
  if (!extracted.ok) throw new Error(extracted.failure.code);
  const rolls: number[] = [];
  for (const { jpeg } of extracted.value.frames) {
    const opened = await openImage(jpeg);
    if (!opened.ok) throw new Error(opened.failure.code);
    const [face] = await detector.detect(await opened.value.resized(640));
    rolls.push(face!.pose.rollDegrees);
  }
  expect(rolls.length).toBe(50);
  // 5 of 50 were, by a half-turn.
  expect(rolls.filter((degrees) => Math.abs(degrees) > 60)).toEqual([]);
});
