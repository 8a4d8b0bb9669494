import { expect, test } from 'vitest';
import { meshPoint } from '#engine/face/face-mesh.js';
import { headPoseOf } from '#engine/face/head-pose.js';

/** A mesh of which only the points that the pose is read from are set, turned by yaw, then pitch, then roll. */
function headTurned(yaw: number, pitch: number, roll: number): Float32Array {
  const points: [number, number, number, number][] = [
    [meshPoint.leftCheek, -8, 0, 4],
    [meshPoint.rightCheek, 8, 0, 4],
    [meshPoint.leftEyeOuter, -4, -3, 0],
    [meshPoint.rightEyeOuter, 4, -3, 0],
    [meshPoint.mouthLeft, -2, 4, -1],
    [meshPoint.mouthRight, 2, 4, -1],
    [meshPoint.foreheadTop, 0, -9, -1],
    [meshPoint.chin, 0, 9, -1],
  ];
  const mesh = new Float32Array(468 * 3);
  const radians = Math.PI / 180;
  for (const [index, x0, y0, z0] of points) {
    // Roll about the line of sight first, then pitch about the horizontal, then yaw about the vertical.
    const x1 = x0 * Math.cos(roll * radians) - y0 * Math.sin(roll * radians);
    const y1 = x0 * Math.sin(roll * radians) + y0 * Math.cos(roll * radians);
    const y2 = y1 * Math.cos(pitch * radians) + z0 * Math.sin(pitch * radians);
    const z2 = z0 * Math.cos(pitch * radians) - y1 * Math.sin(pitch * radians);
    const x3 = x1 * Math.cos(yaw * radians) - z2 * Math.sin(yaw * radians);
    const z3 = x1 * Math.sin(yaw * radians) + z2 * Math.cos(yaw * radians);
    mesh.set([x3, y2, z3], index * 3);
  }
  return mesh;
}

test.each([
  [0, 0, 0],
  [30, 0, 0],
  [-30, 0, 0],
  [0, 20, 0],
  [0, -20, 0],
  [0, 0, 40],
  [0, 0, -170],
  [25, -15, 35],
])('yaw %d, pitch %d, roll %d are read back', (yaw, pitch, roll) => {
  const pose = headPoseOf(headTurned(yaw, pitch, roll));
  expect(pose.yawDegrees).toBeCloseTo(yaw, 3);
  expect(pose.pitchDegrees).toBeCloseTo(pitch, 3);
  expect(pose.rollDegrees).toBeCloseTo(roll, 3);
});

test('signs: the nose tip moves where the head turns', () => {
  // Turned to the image's right the right cheek goes back (z grows) and the left one comes forward.
  const mesh = headTurned(30, 0, 0);
  expect(mesh[meshPoint.rightCheek * 3 + 2]).toBeGreaterThan(mesh[meshPoint.leftCheek * 3 + 2]!);
  // Looking up the chin comes forward (z falls) and the forehead goes back.
  const up = headTurned(0, 20, 0);
  expect(up[meshPoint.chin * 3 + 2]).toBeLessThan(up[meshPoint.foreheadTop * 3 + 2]!);
});
