import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { createFaceDetector } from '#engine/face/create-face-detector.js';
import { createFaceRecogniser } from '#engine/face/create-face-recogniser.js';
import type { FaceDetector, MeshedFace } from '#engine/face/face-detector.js';
import type { FaceRecogniser } from '#engine/face/face-recogniser.js';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { loadModels } from '#engine/models/model-store.js';
import { canonicalFace } from '#engine/quality/canonical-face.js';
import { compressionArtifacts } from '#engine/quality/measures/compression-artifacts.js';
import { contrast } from '#engine/quality/measures/contrast.js';
import { exposure } from '#engine/quality/measures/exposure.js';
import { eyeOpen } from '#engine/quality/measures/eye-open.js';
import { occludedShare } from '#engine/quality/measures/face-occlusion-prevention.js';
import { flare } from '#engine/quality/measures/flare.js';
import { illuminationUniformity } from '#engine/quality/measures/illumination-uniformity.js';
import { radialDistortion } from '#engine/quality/measures/radial-distortion.js';
import { sharpness } from '#engine/quality/measures/sharpness.js';
import { unifiedQualityScore } from '#engine/quality/measures/unified-quality-score.js';
import { regionMask, skinMask } from '#engine/quality/region-mask.js';
import {
  blurred,
  covered,
  exposed,
  eyesClosed,
  jpegCoded,
  litFromLeft,
  noisy,
  veiled,
  warpedRadially,
  withReflection,
} from '../support/degradations.js';

/** The faces of the photos that the face-api package ships, without those turned away further than this. */
const mostYawDegrees = 30;

interface Subject {
  readonly image: RgbImage;
  readonly face: MeshedFace;
}

let detector: FaceDetector;
let recogniser: FaceRecogniser;
const subjects: Subject[] = [];

beforeAll(async () => {
  const models = await loadModels({
    modelsDirectory: path.join(tmpdir(), 'bonafide-test-models'),
    ids: ['face-detection', 'face-mesh', 'face-recognition'],
  });
  detector = await createFaceDetector({
    faceDetection: models.get('face-detection')!.bytes,
    faceMesh: models.get('face-mesh')!.bytes,
  });
  recogniser = await createFaceRecogniser(models.get('face-recognition')!);
  const folder = path.join(findPackageFolder('@vladmandic/face-api')!, 'demo');
  for (let number = 1; number <= 6; number++) {
    const file = path.join(folder, `sample${number}.jpg`);
    const { data, info } = await sharp(file).resize(1280).raw().toBuffer({ resolveWithObject: true });
    const image = { width: info.width, height: info.height, data };
    for (const face of await detector.detect(image)) {
      if (Math.abs(face.pose.yawDegrees) <= mostYawDegrees) subjects.push(cutOut({ image, face }));
    }
  }
}, 120_000);

/** The face with room around it in a picture of its own, so that a sweep does not spoil whole group photos. */
function cutOut({ image, face }: Subject): Subject {
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

/**
 * Spoils every face by each level and measures it. The mean must move in the given direction at every step, and from the
 * first level to the last nearly every single face must.
 */
async function expectSweep(options: {
  readonly levels: readonly number[];
  readonly direction: 'rises' | 'falls';
  readonly spoil: (subject: Subject, level: number) => RgbImage | Promise<RgbImage>;
  readonly measure: (spoilt: Subject) => number | Promise<number>;
  /** Look for the face again in the spoilt picture. */
  readonly meshAgain?: boolean;
  /** Share of the faces that must follow from the first to the last level; .9 unless given. */
  readonly following?: number;
}): Promise<void> {
  const sign = options.direction === 'rises' ? 1 : -1;
  const natives: number[][] = [];
  for (const subject of subjects) {
    const row: number[] = [];
    for (const level of options.levels) {
      const image = await options.spoil(subject, level);
      const face = options.meshAgain === true ? (await detector.detect(image))[0] : subject.face;
      if (face !== undefined) row.push(sign * (await options.measure({ image, face })));
    }
    if (row.length === options.levels.length) natives.push(row);
  }
  expect(natives.length).toBeGreaterThanOrEqual(0.9 * subjects.length);
  const means = options.levels.map((_, level) => natives.reduce((sum, row) => sum + row[level]!, 0) / natives.length);
  for (let level = 1; level < means.length; level++) expect(means[level]).toBeGreaterThan(means[level - 1]!);
  const followed = natives.filter((row) => row.at(-1)! > row[0]!).length;
  expect(followed / natives.length).toBeGreaterThanOrEqual(options.following ?? 0.9);
}

const whole = ({ image, face }: Subject) => {
  const canonical = canonicalFace(image, face);
  return { canonical, oval: regionMask(canonical, 'faceOval'), skin: skinMask(canonical) };
};
const exposureOf = (subject: Subject): number => exposure(whole(subject).canonical, whole(subject).skin);
const unified = ({ image, face }: Subject): Promise<number> => unifiedQualityScore(image, face.landmarks, recogniser);

test('there are at least 15 sample faces', () => {
  expect(subjects.length).toBeGreaterThanOrEqual(15);
});

test('blur lowers sharpness', () =>
  expectSweep({
    levels: [0, 0.02, 0.04, 0.08],
    direction: 'falls',
    spoil: ({ image, face }, amount) => blurred(image, face, amount),
    measure: ({ image, face }) => sharpness(image, face, canonicalFace(image, face)),
  }));

test('light raises exposure, shade lowers it', () =>
  expectSweep({
    levels: [-3, -2, -1, 0, 1, 2],
    direction: 'rises',
    spoil: ({ image }, stops) => exposed(image, stops),
    measure: exposureOf,
  }));

test('over-exposure blows highlights', () =>
  expectSweep({
    levels: [0, 1, 2, 3],
    direction: 'rises',
    spoil: ({ image }, stops) => exposed(image, stops),
    measure: (subject) => flare(whole(subject).canonical, whole(subject).oval),
  }));

test('a reflection on the forehead counts as flare, the more the larger it is', () =>
  expectSweep({
    levels: [0, 0.2, 0.4, 0.6],
    direction: 'rises',
    spoil: ({ image, face }, radius) => withReflection(image, face, radius),
    measure: (subject) => flare(whole(subject).canonical, whole(subject).oval),
  }));

test('a veil lowers contrast', () =>
  expectSweep({
    levels: [0, 0.25, 0.5, 0.75],
    direction: 'falls',
    spoil: ({ image }, amount) => veiled(image, amount),
    measure: (subject) => contrast(whole(subject).canonical, whole(subject).oval),
  }));

test('light from the side makes illumination uneven', () =>
  expectSweep({
    levels: [0, 0.7, 0.95],
    direction: 'falls',
    spoil: ({ image, face }, amount) => litFromLeft(image, face, amount),
    measure: ({ image, face }) => illuminationUniformity(canonicalFace(image, face)),
    // Half of these photos are lit from one side already; shade on the bright side evens them out at first.
    following: 0.6,
  }));

test('JPEG coding shows as a grid', () =>
  expectSweep({
    levels: [-30, -20, -12, -6],
    direction: 'rises',
    spoil: ({ image }, negativeQuality) => jpegCoded(image, -negativeQuality),
    measure: ({ image, face }) => compressionArtifacts(image, face.box),
  }));

test.each([
  ['black', [20, 20, 20]],
  ['white', [245, 245, 245]],
  ['surgical blue', [120, 160, 190]],
] as const)('something %s on the cheek is found with its size', (_, colour) =>
  expectSweep({
    levels: [0, 0.12, 0.2, 0.3],
    direction: 'rises',
    spoil: ({ image, face }, size) => covered(image, face, size, colour),
    measure: (subject) => occludedShare(whole(subject).canonical, whole(subject).skin),
    // Some of these photos are lit by lamps of several colours, which widens what passes for skin.
    following: 0.8,
  }),
);

test('eyes drawn shut are less open', () =>
  expectSweep({
    levels: [0, 0.5, 1],
    direction: 'falls',
    spoil: ({ image, face }, amount) => eyesClosed(image, face, amount),
    measure: ({ image, face }) => eyeOpen(image, face, 'left') + eyeOpen(image, face, 'right'),
    meshAgain: true,
  }));

test('a fish-eye raises the estimate of radial distortion', () =>
  expectSweep({
    levels: [0, 0.15, 0.3],
    direction: 'rises',
    following: 0.75,
    spoil: ({ image, face }, k) => warpedRadially(image, face, k),
    measure: ({ face }) => radialDistortion(face),
    meshAgain: true,
  }));

test('blur lowers the unified quality score', () =>
  expectSweep({
    levels: [0, 0.06, 0.12, 0.2],
    direction: 'falls',
    spoil: ({ image, face }, amount) => blurred(image, face, amount),
    measure: unified,
  }));

// From σ 50 to 80 it stays where it is: by then it has fallen as far as noise takes it.
test('noise lowers the unified quality score', () =>
  expectSweep({
    levels: [0, 25, 50],
    direction: 'falls',
    spoil: ({ image }, sigma) => noisy(image, sigma),
    measure: unified,
  }));

test('something on the face lowers the unified quality score', () =>
  expectSweep({
    levels: [0, 0.2, 0.35],
    direction: 'falls',
    following: 0.8,
    spoil: ({ image, face }, size) => covered(image, face, size, [60, 60, 70]),
    measure: unified,
  }));
