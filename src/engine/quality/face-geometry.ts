import type { DetectedFace } from '#domain/face.js';
import type { Point } from '#domain/geometry.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { meshPoints } from '#engine/quality/mesh-regions.js';

/** The middle between the centres of the eyes, in pixels of the picture that the landmarks lie in. */
export function betweenEyes({ landmarks: [left, right] }: Pick<DetectedFace, 'landmarks'>): Point {
  return { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
}

/** T of ISO/IEC 29794-5: distance from the middle between the eyes to the chin, in pixels of the picture. */
export function eyesToChin(face: Pick<MeshedFace, 'landmarks' | 'mesh'>): number {
  const { x, y } = betweenEyes(face);
  return Math.hypot(face.mesh[meshPoints.chin * 3]! - x, face.mesh[meshPoints.chin * 3 + 1]! - y);
}

/** Distance of two points of the mesh in three dimensions, in pixels of the picture. */
export function meshDistance({ mesh }: Pick<MeshedFace, 'mesh'>, from: number, to: number): number {
  return Math.hypot(
    mesh[from * 3]! - mesh[to * 3]!,
    mesh[from * 3 + 1]! - mesh[to * 3 + 1]!,
    mesh[from * 3 + 2]! - mesh[to * 3 + 2]!,
  );
}
