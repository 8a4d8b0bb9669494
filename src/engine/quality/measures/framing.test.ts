import { expect, test } from 'vitest';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { headSize } from '#engine/quality/measures/head-size.js';
import { interEyeDistance } from '#engine/quality/measures/inter-eye-distance.js';
import { leftwardCrop } from '#engine/quality/measures/leftward-crop.js';
import { marginAbove } from '#engine/quality/measures/margin-above.js';
import { marginBelow } from '#engine/quality/measures/margin-below.js';
import { mouthOpening } from '#engine/quality/measures/mouth-closed.js';
import { rightwardCrop } from '#engine/quality/measures/rightward-crop.js';
import { otherFaceSize } from '#engine/quality/measures/single-face-present.js';

/** Eyes at (100, 120) and (160, 120), chin at (130, 220), lips 10 pixels apart; in a picture of 300 × 400. */
function face(yawDegrees = 0): MeshedFace {
  const mesh = new Float32Array(468 * 3);
  mesh.set([130, 220, 0], 152 * 3);
  mesh.set([130, 180, 0], 13 * 3);
  mesh.set([130, 190, 0], 14 * 3);
  const eyes = [
    { x: 100, y: 120 },
    { x: 160, y: 120 },
  ] as const;
  return {
    mesh,
    landmarks: [eyes[0], eyes[1], { x: 130, y: 150 }, { x: 110, y: 185 }, { x: 150, y: 185 }],
    box: { x: 70, y: 80, width: 120, height: 150 },
    pose: { yawDegrees, pitchDegrees: 0, rollDegrees: 0 },
    confidence: 1,
    interEyeDistancePixels: 60,
  };
}

test('room around the eyes, in distances of the eyes and from eyes to chin', () => {
  expect(leftwardCrop(face())).toBeCloseTo(100 / 60);
  expect(rightwardCrop(face(), 300)).toBeCloseTo(140 / 60);
  expect(marginAbove(face())).toBeCloseTo(1.2);
  expect(marginBelow(face(), 400)).toBeCloseTo(2.8);
  expect(headSize(face(), 400)).toBeCloseTo(0.25);
});

test('the distance of the eyes counts pixels of the picture as it was sent, and yaw does not shorten it', () => {
  expect(interEyeDistance(face(), 2)).toBe(120);
  expect(interEyeDistance(face(-60), 1)).toBeCloseTo(120);
  expect(interEyeDistance(face(80), 1)).toBeCloseTo(120);
});

test('the opening of the mouth over the distance from eyes to chin', () => {
  expect(mouthOpening(face())).toBeCloseTo(0.1);
});

test('the largest other face, by the side of its box', () => {
  const other = (width: number) => ({ box: { x: 0, y: 0, width, height: (width * 150) / 120 } });
  expect(otherFaceSize(face(), [])).toBe(0);
  expect(otherFaceSize(face(), [other(30), other(60)])).toBeCloseTo(0.5);
});
