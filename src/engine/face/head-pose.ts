import type { HeadPose } from '#domain/face.js';
import { meshPoint } from '#engine/face/face-mesh.js';

export type Vector = readonly [number, number, number];

/** Pairs of points that mirror each other, left to right: their differences all point along the head's own x axis. */
const mirroredPairs = [
  [meshPoint.leftCheek, meshPoint.rightCheek],
  [meshPoint.leftEyeOuter, meshPoint.rightEyeOuter],
  [meshPoint.mouthLeft, meshPoint.mouthRight],
] as const;

/** The head's own axes in those of the image (x right, y down, z away from the camera), each of length 1. */
export interface HeadAxes {
  readonly rightward: Vector;
  readonly downward: Vector;
  /** Where the face looks to. */
  readonly facing: Vector;
}

/**
 * The axes of the three-dimensional mesh: x from mirrored pairs of points, y from forehead to chin, which in the canonical
 * face model lie at nearly one depth (4.48 and 4.26 of 17.7 cm height: 0.7°).
 */
export function headAxesOf(mesh: Float32Array): HeadAxes {
  const rightward = normalise(
    mirroredPairs.reduce<Vector>((sum, [left, right]) => add(sum, between(mesh, left, right)), [0, 0, 0]),
  );
  const facing = normalise(cross(between(mesh, meshPoint.foreheadTop, meshPoint.chin), rightward));
  return { rightward, downward: cross(rightward, facing), facing };
}

/**
 * Head pose from the three-dimensional mesh: yaw positive towards the image's right, pitch positive up, roll positive
 * clockwise, in degrees.
 */
export function headPoseOf(mesh: Float32Array): HeadPose {
  const { rightward, facing } = headAxesOf(mesh);
  const [x, y, z] = facing;
  const level = Math.hypot(x, z);
  // Without roll the head's x axis would be horizontal: this one, in the plane that the face looks out of.
  const levelRight: Vector = level > 0 ? [-z / level, 0, x / level] : [1, 0, 0];
  const levelDown = cross(levelRight, facing);
  return {
    yawDegrees: degrees(Math.atan2(x, -z)),
    pitchDegrees: degrees(Math.atan2(-y, level)),
    rollDegrees: degrees(Math.atan2(dot(rightward, levelDown), dot(rightward, levelRight))),
  };
}

const degrees = (radians: number): number => (radians * 180) / Math.PI;

function between(mesh: Float32Array, from: number, to: number): Vector {
  const difference = (axis: number): number => mesh[to * 3 + axis]! - mesh[from * 3 + axis]!;
  return [difference(0), difference(1), difference(2)];
}

const add = (left: Vector, right: Vector): Vector => [left[0] + right[0], left[1] + right[1], left[2] + right[2]];

const dot = (left: Vector, right: Vector): number => left[0] * right[0] + left[1] * right[1] + left[2] * right[2];

const cross = (left: Vector, right: Vector): Vector => [
  left[1] * right[2] - left[2] * right[1],
  left[2] * right[0] - left[0] * right[2],
  left[0] * right[1] - left[1] * right[0],
];

function normalise(vector: Vector): Vector {
  const length = Math.hypot(...vector);
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}
