import type { Point } from '#domain/geometry.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

/** The outer corners of the eyes in the mesh of MediaPipe: the right one's, then the left one's. */
const eyeCorners = [33, 263] as const;

/** A portrait stands upright on its document, up to a head held askew. */
export const mostHeadTiltDegrees = 25;

/** The turn of a face in the picture, clockwise in degrees: 0 upright, −180 to 180. */
export function rollOfFace({ mesh }: Pick<MeshedFace, 'mesh'>): number {
  const [right, left] = eyeCorners.map((index): Point => ({ x: mesh[index * 3]!, y: mesh[index * 3 + 1]! })) as [
    Point,
    Point,
  ];
  return (Math.atan2(left.y - right.y, left.x - right.x) * 180) / Math.PI;
}

/** The longer side of a face, in pixels. */
export const sizeOfFace = ({ box }: Pick<MeshedFace, 'box'>): number => Math.max(box.width, box.height);
