import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { qualitySweeps } from '#engine/evaluation/quality/quality-sweeps.js';
import { judgeSweep, runSweep, type SweepRunner } from '#engine/evaluation/quality/run-sweep.js';
import type { SweepSubject } from '#engine/evaluation/quality/sweep.js';
import { createExpressionClassifier } from '#engine/face/create-expression-classifier.js';
import { createFaceDetector } from '#engine/face/create-face-detector.js';
import { createFaceRecogniser } from '#engine/face/create-face-recogniser.js';
import { loadModels } from '#engine/models/model-store.js';
import { createQualityMeasures } from '#engine/quality/create-quality-measures.js';
import { samplePhoto } from '../support/test-data.js';
import { inShortForm } from '../support/test-form.js';

/** The faces of the photos that the face-api package ships, without those turned away further than this. */
const mostYawDegrees = 30;
/** Share of the faces that must move the right way from the first level to the last. */
const usualFollowing = 0.9;
/** Hard photos: sunlight, lamps of several colours, groups. What follows less surely there than on plain portraits. */
const followingOf: Readonly<Record<string, number>> = {
  // Half of these photos are lit from one side already; shade on the bright side evens them out at first.
  'side-light illuminationUniformity': 0.6,
  // Lamps of several colours widen what passes for skin.
  'white-cover faceOcclusionPrevention': 0.8,
  'blue-cover faceOcclusionPrevention': 0.8,
  'white-mask mouthOcclusionPrevention': 0.8,
  'large-cover unifiedQualityScore': 0.8,
  'noise unifiedQualityScore': 0.8,
  'open-mouth mouthClosed': 0.8,
  // Most of these people smile already.
  'astonished-mouth expressionNeutrality': 0.6,
};

let runner: SweepRunner;
const subjects: SweepSubject[] = [];

beforeAll(async () => {
  const models = await loadModels({
    modelsDirectory: path.join(tmpdir(), 'bonafide-test-models'),
    ids: ['face-detection', 'face-mesh', 'face-recognition', 'face-expression'],
  });
  const detector = await createFaceDetector({
    faceDetection: models.get('face-detection')!.bytes,
    faceMesh: models.get('face-mesh')!.bytes,
  });
  const measures = createQualityMeasures({
    recogniser: await createFaceRecogniser(models.get('face-recognition')!),
    expressions: await createExpressionClassifier(models.get('face-expression')!),
  });
  runner = { measures, detector };
  for (const number of [1, 2, 3, 4, 5, 6] as const) {
    const { data, info } = await sharp(samplePhoto(number)).resize(1280).raw().toBuffer({ resolveWithObject: true });
    const image = { width: info.width, height: info.height, data };
    for (const face of await detector.detect(image)) {
      if (Math.abs(face.pose.yawDegrees) <= mostYawDegrees) subjects.push(cutOut({ image, face }));
    }
  }
}, 120_000);

/** The face with room around it in a picture of its own, so that a sweep does not spoil whole group photos. */
function cutOut({ image, face }: SweepSubject): SweepSubject {
  const room = 0.6;
  const left = Math.max(0, Math.floor(face.box.x - room * face.box.width));
  const top = Math.max(0, Math.floor(face.box.y - room * face.box.height));
  const width = Math.min(image.width, Math.ceil(face.box.x + (1 + room) * face.box.width)) - left;
  const height = Math.min(image.height, Math.ceil(face.box.y + (1 + room) * face.box.height)) - top;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * image.width + left) * 3;
    data.set(image.data.subarray(from, from + width * 3), y * width * 3);
  }
  const point = ({ x, y }: { x: number; y: number }) => ({ x: x - left, y: y - top });
  const [a, b, c, d, e] = face.landmarks;
  return {
    image: { width, height, data },
    face: {
      ...face,
      box: { ...face.box, ...point(face.box) },
      landmarks: [point(a), point(b), point(c), point(d), point(e)],
      mesh: face.mesh.map((value, i) => value - (i % 3 === 0 ? left : i % 3 === 1 ? top : 0)),
    },
  };
}

test('there are at least 15 sample faces', () => {
  expect(subjects.length).toBeGreaterThanOrEqual(15);
});

test.each(inShortForm(4, qualitySweeps))('$id: $axis', async (sweep) => {
  for (const series of await runSweep(sweep, subjects, runner)) {
    const verdict = judgeSweep(series);
    const name = `${sweep.id} ${series.component}`;
    expect(verdict.total, name).toBeGreaterThanOrEqual(0.8 * subjects.length);
    expect(verdict.monotone, `${name}: ${verdict.means.join(', ')}`).toBe(true);
    expect(verdict.followed / verdict.total, name).toBeGreaterThanOrEqual(followingOf[name] ?? usualFollowing);
  }
});
