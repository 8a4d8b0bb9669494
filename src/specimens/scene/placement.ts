import type { Point, Quad } from '#domain/geometry.js';

/** How a document lies before the camera. */
export interface Placement {
  /** Where its centre is to be seen, pixels. */
  readonly centre: Point;
  /** How wide it would be seen without tilt, pixels. */
  readonly widthPixels: number;
  /** Turned clockwise in its own plane. */
  readonly angleDegrees: number;
  /** Camera tilt about the picture's horizontal axis: positive puts the upper part further away. */
  readonly pitchDegrees: number;
  /** Camera tilt about the picture's vertical axis: positive puts the right-hand part further away. */
  readonly yawDegrees: number;
}

/**
 * Focal length in picture widths. 26 mm on a 36 mm wide frame is what the main camera of a phone has, which gives 0.72;
 * the principal point is taken at the document's centre, so the tilts alone make the perspective.
 */
const focalLengthInWidths = 0.72;

/** The corners of a document of `aspect` (width : height) as a pinhole camera sees them. */
export function projectPlacement(placement: Placement, aspect: number, sceneWidthPixels: number): Quad {
  const halfWidth = placement.widthPixels / 2;
  const halfHeight = halfWidth / aspect;
  const distance = sceneWidthPixels * focalLengthInWidths;
  const angle = radians(placement.angleDegrees);
  const pitch = radians(placement.pitchDegrees);
  const yaw = radians(placement.yawDegrees);
  const project = (u: number, v: number): Point => {
    const x = u * Math.cos(angle) - v * Math.sin(angle);
    const y = u * Math.sin(angle) + v * Math.cos(angle);
    const depth = x * Math.sin(yaw) - y * Math.cos(yaw) * Math.sin(pitch);
    const shrink = distance / (distance + depth);
    const seenX = x * Math.cos(yaw) + y * Math.sin(yaw) * Math.sin(pitch);
    const seenY = y * Math.cos(pitch);
    return { x: placement.centre.x + seenX * shrink, y: placement.centre.y + seenY * shrink };
  };
  return [
    project(-halfWidth, -halfHeight),
    project(halfWidth, -halfHeight),
    project(halfWidth, halfHeight),
    project(-halfWidth, halfHeight),
  ];
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
