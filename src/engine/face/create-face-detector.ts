import type { FiveLandmarks } from '#domain/face.js';
import type { Box, Point } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { blazeFaceSide, findFaceCandidates, type FaceCandidate } from '#engine/face/blaze-face.js';
import type { FaceDetector, MeshedFace } from '#engine/face/face-detector.js';
import { findFaceMesh, meshPoint, pointOf, regionOfMesh, type FaceMesh } from '#engine/face/face-mesh.js';
import { headPoseOf } from '#engine/face/head-pose.js';
import { squareToRegion } from '#engine/face/similarity.js';
import { createSession } from '#engine/models/session.js';

export interface FaceDetectorModels {
  /** ONNX bytes of the cards `face-detection` and `face-mesh`. */
  readonly faceDetection: Uint8Array;
  readonly faceMesh: Uint8Array;
}

const settings = {
  minCandidateScore: 0.3,
  /** A first mesh below this is no face; in between, the second look decides. */
  minFirstFlag: 0.1,
  minFlag: 0.5,
  /** MediaPipe's own enlargement of a detection, and of the points' box, for the mesh net. */
  candidateEnlargement: 1.5,
  meshEnlargement: 1.5,
  /** Two boxes whose intersection is more than this share of the smaller one are one face. */
  maxOverlap: 0.5,
  maxFaces: 32,
} as const;

/** BlazeFace finds candidates, the mesh net looks twice at each and rejects what is no face. */
export async function createFaceDetector(models: FaceDetectorModels): Promise<FaceDetector> {
  const detection = await createSession(models.faceDetection, { fixedShapes: true });
  const meshing = await createSession(models.faceMesh, { fixedShapes: true });

  async function candidatesIn(image: RgbImage): Promise<FaceCandidate[]> {
    const size = Math.max(image.width, image.height);
    const middle = { x: image.width / 2, y: image.height / 2 };
    const whole = squareToRegion(blazeFaceSide, middle, size, 0);
    return findFaceCandidates(detection, image, whole, settings.minCandidateScore);
  }

  async function refine(image: RgbImage, candidate: FaceCandidate): Promise<FaceMesh | null> {
    const { centre, rollRadians } = candidate;
    const first = await findFaceMesh(meshing, image, {
      centre,
      rollRadians,
      size: candidate.size * settings.candidateEnlargement,
    });
    if (first.flag < settings.minFirstFlag) return null;
    const second = await findFaceMesh(meshing, image, regionOfMesh(first.points, settings.meshEnlargement));
    return second.flag > settings.minFlag ? second : null;
  }

  return {
    async detect(image) {
      const faces: MeshedFace[] = [];
      for (const candidate of withoutOverlaps(await candidatesIn(image))) {
        const mesh = await refine(image, candidate);
        if (mesh !== null) faces.push(describeFace(image, mesh, candidate.score));
      }
      return withoutDuplicates(faces).sort((left, right) => area(right.box) - area(left.box));
    },
  };
}

function withoutOverlaps(candidates: readonly FaceCandidate[]): FaceCandidate[] {
  const kept: FaceCandidate[] = [];
  for (const candidate of candidates) {
    if (kept.length === settings.maxFaces) break;
    if (!kept.some((other) => overlap(squareOf(other), squareOf(candidate)) > settings.maxOverlap))
      kept.push(candidate);
  }
  return kept;
}

/** Two candidates may be drawn to one face by their second look. */
function withoutDuplicates(faces: readonly MeshedFace[]): MeshedFace[] {
  const kept: MeshedFace[] = [];
  for (const face of [...faces].sort((left, right) => right.confidence - left.confidence)) {
    if (!kept.some((other) => overlap(other.box, face.box) > settings.maxOverlap)) kept.push(face);
  }
  return kept;
}

const squareOf = ({ centre, size }: FaceCandidate): Box => ({
  x: centre.x - size / 2,
  y: centre.y - size / 2,
  width: size,
  height: size,
});

const area = ({ width, height }: Box): number => width * height;

/** Intersection as a share of the smaller box. */
function overlap(left: Box, right: Box): number {
  const width = Math.min(left.x + left.width, right.x + right.width) - Math.max(left.x, right.x);
  const height = Math.min(left.y + left.height, right.y + right.height) - Math.max(left.y, right.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / Math.min(area(left), area(right));
}

function describeFace(image: RgbImage, { points, flag }: FaceMesh, score: number): MeshedFace {
  const landmarks = landmarksOf(points);
  const [leftEye, rightEye] = landmarks;
  return {
    box: boxOf(points, image),
    landmarks,
    pose: headPoseOf(points),
    confidence: Math.min(score, flag),
    interEyeDistancePixels: Math.hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y),
    mesh: points,
  };
}

function landmarksOf(points: Float32Array): FiveLandmarks {
  const at = (index: number): Point => pointOf(points, index);
  const middle = (left: Point, right: Point): Point => ({ x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 });
  return [
    middle(at(meshPoint.leftEyeOuter), at(meshPoint.leftEyeInner)),
    middle(at(meshPoint.rightEyeInner), at(meshPoint.rightEyeOuter)),
    at(meshPoint.noseTip),
    at(meshPoint.mouthLeft),
    at(meshPoint.mouthRight),
  ];
}

/** Around all points of the mesh, cut at the picture's edge. */
function boxOf(points: Float32Array, image: RgbImage): Box {
  let left = image.width;
  let top = image.height;
  let right = 0;
  let bottom = 0;
  for (let i = 0; i < points.length; i += 3) {
    left = Math.min(left, points[i]!);
    right = Math.max(right, points[i]!);
    top = Math.min(top, points[i + 1]!);
    bottom = Math.max(bottom, points[i + 1]!);
  }
  left = Math.max(left, 0);
  top = Math.max(top, 0);
  return { x: left, y: top, width: Math.min(right, image.width) - left, height: Math.min(bottom, image.height) - top };
}
