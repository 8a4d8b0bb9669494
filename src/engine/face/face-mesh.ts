import type { Box, Point } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { scaleOf, squareToRegion } from '#engine/face/similarity.js';
import { warpSquare } from '#engine/face/warp-square.js';
import type { Session } from '#engine/models/session.js';

/** A square region of the picture that should hold one upright face. */
export interface FaceRegion {
  readonly centre: Point;
  readonly size: number;
  readonly rollRadians: number;
}

export interface FaceMesh {
  /** Float32, 468 × 3: x and y in pixels of the picture; z in the same scale, smaller is nearer to the camera. */
  readonly points: Float32Array;
  /** Probability that the region shows a face. */
  readonly flag: number;
}

const meshSide = 192;

/** Points of MediaPipe Face Mesh (canonical_face_model_uv_visualization); left and right as in an upright picture. */
export const meshPoint = {
  leftEyeOuter: 33,
  rightEyeOuter: 263,
  noseTip: 4,
  mouthLeft: 61,
  mouthRight: 291,
  foreheadTop: 10,
  chin: 152,
  leftCheek: 234,
  rightCheek: 454,
} as const;

/** Runs the mesh net on a region of the picture. */
export async function findFaceMesh(session: Session, image: RgbImage, region: FaceRegion): Promise<FaceMesh> {
  const toImage = squareToRegion(meshSide, region.centre, region.size, region.rollRadians);
  const input = warpSquare(image, toImage, meshSide);
  for (let i = 0; i < input.length; i++) input[i]! /= 255;
  const outputs = await session.run({ input_1: { dims: [1, meshSide, meshSide, 3], data: input } });
  const mesh = outputs['mesh'];
  const flag = outputs['flag']?.data[0];
  if (mesh === undefined || flag === undefined) throw new Error('the face mesh model lacks an output');
  const points = new Float32Array(mesh.data.length);
  const scale = scaleOf(toImage);
  for (let i = 0; i < points.length; i += 3) {
    const x = mesh.data[i]!;
    const y = mesh.data[i + 1]!;
    points[i] = toImage.a * x - toImage.b * y + toImage.tx;
    points[i + 1] = toImage.b * x + toImage.a * y + toImage.ty;
    points[i + 2] = mesh.data[i + 2]! * scale;
  }
  return { points, flag };
}

/** A mesh point's x and y. */
export const pointOf = (points: Float32Array, index: number): Point => ({
  x: points[index * 3]!,
  y: points[index * 3 + 1]!,
});

/** The upright box around all points, also where they lie outside of the picture. */
export function boundsOfMesh(points: Float32Array): Box {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (let i = 0; i < points.length; i += 3) {
    left = Math.min(left, points[i]!);
    right = Math.max(right, points[i]!);
    top = Math.min(top, points[i + 1]!);
    bottom = Math.max(bottom, points[i + 1]!);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The region for a second, better look, from a first mesh: the box around its points in the face's own axes. */
export function regionOfMesh(points: Float32Array, enlargement: number): FaceRegion {
  const rollRadians = rollOfMesh(points);
  const cos = Math.cos(rollRadians);
  const sin = Math.sin(rollRadians);
  let minX = Infinity;
  let maxX = -Infinity;
  let minY = Infinity;
  let maxY = -Infinity;
  for (let i = 0; i < points.length; i += 3) {
    const x = cos * points[i]! + sin * points[i + 1]!;
    const y = cos * points[i + 1]! - sin * points[i]!;
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
    minY = Math.min(minY, y);
    maxY = Math.max(maxY, y);
  }
  const middleX = (minX + maxX) / 2;
  const middleY = (minY + maxY) / 2;
  return {
    centre: { x: cos * middleX - sin * middleY, y: sin * middleX + cos * middleY },
    size: enlargement * Math.max(maxX - minX, maxY - minY),
    rollRadians,
  };
}

/** Eye line and forehead–chin line together: the one that is seen longer counts more. */
function rollOfMesh(points: Float32Array): number {
  const left = pointOf(points, meshPoint.leftEyeOuter);
  const right = pointOf(points, meshPoint.rightEyeOuter);
  const top = pointOf(points, meshPoint.foreheadTop);
  const chin = pointOf(points, meshPoint.chin);
  return Math.atan2(right.y - left.y - (chin.x - top.x), right.x - left.x + (chin.y - top.y));
}
