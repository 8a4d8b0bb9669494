import path from 'node:path';
import { tmpdir } from 'node:os';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { createFaceDetector } from '#engine/face/create-face-detector.js';
import type { FaceDetector } from '#engine/face/face-detector.js';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { loadModels } from '#engine/models/model-store.js';

// Photographs that the face-api package ships: real faces that any installation has.
const samplePath = (number: number): string =>
  path.join(findPackageFolder('@vladmandic/face-api')!, 'demo', `sample${number}.jpg`);

async function toRgb(picture: Sharp): Promise<RgbImage> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

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
}, 60_000);

/** The leftmost face of sample3, with room around it. */
const oneFace = (): Sharp => sharp(samplePath(3)).extract({ left: 450, top: 220, width: 500, height: 500 });

describe('one face', () => {
  test('is found with plausible landmarks and pose', async () => {
    const faces = await detector.detect(await toRgb(oneFace()));
    expect(faces).toHaveLength(1);
    const [face] = faces;
    const [leftEye, rightEye, nose, mouthLeft, mouthRight] = face!.landmarks;
    expect(leftEye.x).toBeLessThan(nose.x);
    expect(nose.x).toBeLessThan(rightEye.x);
    expect(mouthLeft.x).toBeLessThan(mouthRight.x);
    expect(Math.max(leftEye.y, rightEye.y)).toBeLessThan(nose.y);
    expect(nose.y).toBeLessThan(Math.min(mouthLeft.y, mouthRight.y));
    expect(face!.confidence).toBeGreaterThan(0.6);
    expect(face!.mesh).toHaveLength(468 * 3);
  });

  test('is looked at again in a larger copy, without a search', async () => {
    const small = (await detector.detect(await toRgb(oneFace().resize(250))))[0]!;
    const image = await toRgb(oneFace());
    const [found] = await detector.detect(image);
    const refined = await detector.refine(image, { ...small, mesh: small.mesh.map((value) => value * 2) });
    refined!.landmarks.forEach((point, i) => {
      const { x, y } = found!.landmarks[i]!;
      expect(Math.hypot(point.x - x, point.y - y)).toBeLessThan(0.03 * found!.interEyeDistancePixels);
    });
    expect(refined!.confidence).toBeLessThanOrEqual(small.confidence);
    const nothing = { ...image, data: image.data.map(() => 128) };
    expect(await detector.refine(nothing, found!)).toBeNull();
  });

  test.each([20, 45, 90, 135, 180, 270])('turned by %d° is found at the same place', async (angle) => {
    const upright = (await detector.detect(await toRgb(oneFace())))[0]!;
    const image = await toRgb(oneFace().rotate(angle, { background: '#808080' }));
    const faces = await detector.detect(image);
    expect(faces).toHaveLength(1);
    const turned = faces[0]!;
    const expectedRoll = upright.pose.rollDegrees + angle;
    const rollDifference = ((turned.pose.rollDegrees - expectedRoll + 540) % 360) - 180;
    expect(Math.abs(rollDifference)).toBeLessThan(5);
    expect(turned.interEyeDistancePixels / upright.interEyeDistancePixels).toBeCloseTo(1, 1);
    // Turning the picture about its centre moves the nose along.
    const radians = (angle * Math.PI) / 180;
    const fromCentre = { x: upright.landmarks[2].x - 250, y: upright.landmarks[2].y - 250 };
    const nose = {
      x: image.width / 2 + fromCentre.x * Math.cos(radians) - fromCentre.y * Math.sin(radians),
      y: image.height / 2 + fromCentre.x * Math.sin(radians) + fromCentre.y * Math.cos(radians),
    };
    const distance = Math.hypot(turned.landmarks[2].x - nose.x, turned.landmarks[2].y - nose.y);
    expect(distance).toBeLessThan(0.1 * upright.interEyeDistancePixels);
  });

  test.each([0.25, 0.12, 0.04, 0.025])('that is %d of the picture’s width is found', async (share) => {
    const upright = (await detector.detect(await toRgb(oneFace())))[0]!;
    const faceWidth = 56;
    const factor = faceWidth / upright.box.width;
    const small = await oneFace()
      .resize(Math.round(500 * factor))
      .toBuffer({ resolveWithObject: true });
    const side = Math.round(faceWidth / share);
    const scene = sharp({ create: { width: side, height: side, channels: 3, background: '#7f8f7f' } }).composite([
      { input: small.data, left: 3, top: side - small.info.height - 3 },
    ]);
    const faces = await detector.detect(await toRgb(sharp(await scene.png().toBuffer())));
    expect(faces).toHaveLength(1);
    expect(Math.abs(faces[0]!.box.width / faceWidth - 1)).toBeLessThan(0.1);
  });

  test('that fills the whole picture is found', async () => {
    const { box } = (await detector.detect(await toRgb(oneFace())))[0]!;
    const tight = await toRgb(
      sharp(await oneFace().png().toBuffer()).extract({
        left: Math.round(box.x),
        top: Math.round(box.y),
        width: Math.round(box.width),
        height: Math.round(box.height),
      }),
    );
    const faces = await detector.detect(tight);
    expect(faces).toHaveLength(1);
    expect(faces[0]!.box.width / tight.width).toBeGreaterThan(0.9);
  });

  test('mirrored, its yaw and roll change sign and its pitch stays', async () => {
    const [face] = await detector.detect(await toRgb(oneFace()));
    const [mirrored] = await detector.detect(await toRgb(oneFace().flop()));
    expect(Math.abs(mirrored!.pose.yawDegrees + face!.pose.yawDegrees)).toBeLessThan(4);
    expect(Math.abs(mirrored!.pose.rollDegrees + face!.pose.rollDegrees)).toBeLessThan(4);
    expect(Math.abs(mirrored!.pose.pitchDegrees - face!.pose.pitchDegrees)).toBeLessThan(4);
  });
});

test('faces of a group come largest first', async () => {
  const faces = await detector.detect(await toRgb(sharp(samplePath(1)).resize(1280)));
  expect(faces.length).toBeGreaterThanOrEqual(2);
  const areas = faces.map(({ box }) => box.width * box.height);
  expect(areas).toEqual([...areas].sort((left, right) => right - left));
});

test('no face is found in noise, in an even picture or in one pixel', async () => {
  let state = 7;
  const noise = Uint8Array.from({ length: 300 * 200 * 3 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
  expect(await detector.detect({ width: 300, height: 200, data: noise })).toEqual([]);
  expect(await detector.detect({ width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(128) })).toEqual([]);
  expect(await detector.detect({ width: 1, height: 1, data: new Uint8Array(3) })).toEqual([]);
});
