import { expect, test } from 'vitest';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { meshPoint } from '#engine/face/face-mesh.js';
import { fiveLandmarksOf } from '#engine/face/five-landmarks.js';
import { frontalSquare } from '#engine/face/frontal-square.js';
import { fitSimilarity } from '#engine/face/similarity.js';
import { warpSquare } from '#engine/face/warp-square.js';

const side = 60;
const middle = 100;

/** A head whose face is the front of a ball of radius 50: 468 points of it, those that matter at their places. */
function ballHead(): Float32Array {
  const mesh = new Float32Array(468 * 3);
  const put = (index: number, x: number, y: number): void =>
    mesh.set([x, y, -Math.sqrt(Math.max(0, 50 ** 2 - x ** 2 - y ** 2))], index * 3);
  for (let i = 0; i < 468; i++) {
    // A sunflower: points spread evenly over the disc.
    const radius = 48 * Math.sqrt((i + 0.5) / 468);
    put(i, radius * Math.cos(i * 2.39996), radius * Math.sin(i * 2.39996));
  }
  const eye = (indices: readonly number[], x: number): void => indices.forEach((index) => put(index, x, -12));
  eye([33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7], -18);
  eye([362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382], 18);
  put(meshPoint.noseTip, 0, 4);
  put(meshPoint.mouthLeft, -14, 20);
  put(meshPoint.mouthRight, 14, 20);
  put(meshPoint.foreheadTop, 0, -45);
  put(meshPoint.chin, 0, 45);
  put(meshPoint.leftCheek, -45, 0);
  put(meshPoint.rightCheek, 45, 0);
  return mesh;
}

/** The ball turned about its upright axis and seen from far away: stripes along its meridians, and its mesh. */
function seenBall(yawDegrees: number): { image: RgbImage; mesh: Float32Array } {
  const yaw = (yawDegrees * Math.PI) / 180;
  const data = new Uint8Array(4 * middle * middle * 3);
  for (let y = 0; y < 2 * middle; y++) {
    for (let x = 0; x < 2 * middle; x++) {
      const [u, v] = [x + 0.5 - middle, y + 0.5 - middle];
      const square = 50 ** 2 - u ** 2 - v ** 2;
      if (square <= 0) continue;
      const depth = -Math.sqrt(square);
      const across = u * Math.cos(yaw) + depth * Math.sin(yaw);
      data.fill(128 + 100 * Math.sin(across / 6), (y * 2 * middle + x) * 3, (y * 2 * middle + x) * 3 + 3);
    }
  }
  const mesh = ballHead();
  for (let i = 0; i < mesh.length; i += 3) {
    const [x, z] = [mesh[i]!, mesh[i + 2]!];
    mesh[i] = x * Math.cos(yaw) - z * Math.sin(yaw) + middle;
    mesh[i + 1]! += middle;
    mesh[i + 2] = x * Math.sin(yaw) + z * Math.cos(yaw);
  }
  return { image: { width: 2 * middle, height: 2 * middle, data }, mesh };
}

const template = [
  { x: 19, y: 22 },
  { x: 41, y: 22 },
  { x: 30, y: 32 },
  { x: 22, y: 42 },
  { x: 38, y: 42 },
] as const;

/** Mean difference of two crops where the face is, 0–255. */
function difference(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (let y = 20; y < 45; y++) {
    for (let x = 18; x < 42; x++) {
      sum += Math.abs(one[(y * side + x) * 3]! - other[(y * side + x) * 3]!);
      count++;
    }
  }
  return sum / count;
}

const frontalOf = (yawDegrees: number): Float32Array => {
  const { image, mesh } = seenBall(yawDegrees);
  return frontalSquare(image, { landmarks: fiveLandmarksOf(mesh), mesh }, [...template], side);
};

test('a face that looks ahead stays as it is', () => {
  const { image, mesh } = seenBall(0);
  const plain = warpSquare(image, fitSimilarity(template, fiveLandmarksOf(mesh)), side);
  expect(difference(frontalOf(0), plain)).toBeLessThan(5);
});

test.each([-30, -15, 15, 30])('a head turned by %s° is turned back', (yawDegrees) => {
  const { image, mesh } = seenBall(yawDegrees);
  const ahead = frontalOf(0);
  const asSeen = warpSquare(image, fitSimilarity(template, fiveLandmarksOf(mesh)), side);
  const turnedBack = difference(frontalOf(yawDegrees), ahead);
  expect(turnedBack).toBeLessThan(20);
  expect(turnedBack).toBeLessThan(0.5 * difference(asSeen, ahead));
});
