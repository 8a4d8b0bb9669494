import type { FiveLandmarks } from '#domain/face.js';
import type { Point } from '#domain/geometry.js';
import { meshPoint, pointOf } from '#engine/face/face-mesh.js';

// The lids' edges, sixteen points an eye. Their mean is steadier than the mean of the two corners: on lfw10 + celeb5 it
// lowered the equal error rate from .0189 to .0179, and nose point 4 in place of 1 further to .0174.
const leftEyeContour = [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7];
const rightEyeContour = [362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382];

/** The five landmarks of a mesh: eye centres, nose tip, corners of the mouth; left and right as in an upright face. */
export function fiveLandmarksOf(mesh: Float32Array): FiveLandmarks {
  return [
    meanOf(mesh, leftEyeContour),
    meanOf(mesh, rightEyeContour),
    pointOf(mesh, meshPoint.noseTip),
    pointOf(mesh, meshPoint.mouthLeft),
    pointOf(mesh, meshPoint.mouthRight),
  ];
}

function meanOf(mesh: Float32Array, indices: readonly number[]): Point {
  let x = 0;
  let y = 0;
  for (const index of indices) {
    x += mesh[index * 3]!;
    y += mesh[index * 3 + 1]!;
  }
  return { x: x / indices.length, y: y / indices.length };
}
