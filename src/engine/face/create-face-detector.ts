import type { Box } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { blazeFaceSide, findFaceCandidates, type FaceCandidate } from '#engine/face/blaze-face.js';
import type { FaceDetector, MeshedFace } from '#engine/face/face-detector.js';
import { findFaceMesh, regionOfMesh, type FaceMesh, type FaceRegion } from '#engine/face/face-mesh.js';
import { fiveLandmarksOf } from '#engine/face/five-landmarks.js';
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
  /** A first mesh below this is no face; above, the second look decides. */
  minFirstFlag: 0.03,
  minFlag: 0.5,
  /** Faces that score this and look this upright are: of 37 faces turned by 135–225°, all stayed below .82. */
  uprightScore: 0.82,
  uprightRollRadians: Math.PI / 3,
  /** A candidate this good that the mesh net rejects is tried at three more angles, and must convince there. */
  minScoreForOtherTurns: 0.5,
  minFlagOfOtherTurns: 0.9,
  /** The mesh net hardly knows full profiles: where the detector is sure, so much is enough. */
  sureCandidateScore: 0.8,
  minFlagWhenSure: 0.03,
  /** MediaPipe's own enlargement of a detection, and of the points' box, for the mesh net. */
  candidateEnlargement: 1.5,
  meshEnlargement: 1.5,
  /** Candidates whose boxes share more of their union than this are one face; heads side by side share less. */
  maxIntersectionOverUnion: 0.15,
  /** So are boxes of which one holds more than this share of the other. */
  maxContained: 0.6,
  /** A candidate that shares more than this with a better one may be drawn there by that one's face: it must be sure. */
  touchingIntersectionOverUnion: 0.05,
  minTouchingScore: 0.6,
  /** Small or turned faces are at first framed badly; looking goes on while the frame still moves. */
  maxLooks: 4,
  steadyShift: 0.04,
  steadyScale: 0.08,
  steadyRollRadians: 0.1,
  maxFaces: 32,
} as const;

/** BlazeFace finds candidates, the mesh net looks twice at each and rejects what is no face. */
export async function createFaceDetector(models: FaceDetectorModels): Promise<FaceDetector> {
  const detection = await createSession(models.faceDetection, { fixedShapes: true });
  const meshing = await createSession(models.faceMesh, { fixedShapes: true });

  /** Looks at the picture as it is and, unless that settles it, upside down: turned heads beyond ±100° need that. */
  async function candidatesIn(image: RgbImage): Promise<FaceCandidate[]> {
    const size = Math.max(image.width, image.height);
    const middle = { x: image.width / 2, y: image.height / 2 };
    const look = (turnRadians: number): Promise<FaceCandidate[]> =>
      findFaceCandidates(
        detection,
        image,
        squareToRegion(blazeFaceSide, middle, size, turnRadians),
        settings.minCandidateScore,
      );
    const upright = await look(0);
    if (upright.some(isSurelyUpright)) return upright;
    return [...upright, ...(await look(Math.PI))].sort((left, right) => right.score - left.score);
  }

  async function meshAt(image: RgbImage, candidate: FaceCandidate, turnRadians: number): Promise<FaceMesh | null> {
    const first = await findFaceMesh(meshing, image, {
      centre: candidate.centre,
      size: candidate.size * settings.candidateEnlargement,
      rollRadians: candidate.rollRadians + turnRadians,
    });
    if (first.flag < settings.minFirstFlag) return null;
    let region = regionOfMesh(first.points, settings.meshEnlargement);
    let mesh = await findFaceMesh(meshing, image, region);
    for (let look = 2; look < settings.maxLooks; look++) {
      const next = regionOfMesh(mesh.points, settings.meshEnlargement);
      if (isSteady(region, next)) break;
      region = next;
      mesh = await findFaceMesh(meshing, image, region);
    }
    return mesh;
  }

  async function refine(image: RgbImage, candidate: FaceCandidate): Promise<FaceMesh | null> {
    const mesh = await meshAt(image, candidate, 0);
    if (mesh !== null && mesh.flag > settings.minFlag) return mesh;
    if (candidate.score < settings.minScoreForOtherTurns) return null;
    // The key points may have misjudged the roll.
    for (const turn of [Math.PI / 2, -Math.PI / 2, Math.PI]) {
      const turned = await meshAt(image, candidate, turn);
      if (turned !== null && turned.flag > settings.minFlagOfOtherTurns) return turned;
    }
    const isSure = candidate.score > settings.sureCandidateScore;
    return isSure && mesh !== null && mesh.flag > settings.minFlagWhenSure ? mesh : null;
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

const isSurelyUpright = ({ score, rollRadians }: FaceCandidate): boolean =>
  score >= settings.uprightScore && Math.abs(rollRadians) <= settings.uprightRollRadians;

/** The mesh lay where it was looked for: another look would not move it. */
const isSteady = (looked: FaceRegion, found: FaceRegion): boolean =>
  Math.hypot(found.centre.x - looked.centre.x, found.centre.y - looked.centre.y) < settings.steadyShift * looked.size &&
  Math.abs(Math.log(found.size / looked.size)) < settings.steadyScale &&
  Math.abs(Math.sin((found.rollRadians - looked.rollRadians) / 2)) < Math.sin(settings.steadyRollRadians / 2);

/** Candidates best first, without those that a better one accounts for. */
function withoutOverlaps(candidates: readonly FaceCandidate[]): FaceCandidate[] {
  const kept: FaceCandidate[] = [];
  for (const candidate of candidates) {
    if (kept.length === settings.maxFaces) break;
    const accountedFor = kept.some((better) => {
      const { intersectionOverUnion, contained } = overlapOf(squareOf(better), squareOf(candidate));
      if (intersectionOverUnion > settings.maxIntersectionOverUnion || contained > settings.maxContained) return true;
      return (
        intersectionOverUnion > settings.touchingIntersectionOverUnion && candidate.score < settings.minTouchingScore
      );
    });
    if (!accountedFor) kept.push(candidate);
  }
  return kept;
}

/** Two candidates may be drawn to one face by their second look. */
function withoutDuplicates(faces: readonly MeshedFace[]): MeshedFace[] {
  const kept: MeshedFace[] = [];
  for (const face of [...faces].sort((left, right) => right.confidence - left.confidence)) {
    const isDuplicate = kept.some((other) => {
      const { intersectionOverUnion, contained } = overlapOf(other.box, face.box);
      return intersectionOverUnion > settings.maxIntersectionOverUnion || contained > settings.maxContained;
    });
    if (!isDuplicate) kept.push(face);
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

interface Overlap {
  readonly intersectionOverUnion: number;
  /** Intersection as a share of the smaller box. */
  readonly contained: number;
}

function overlapOf(left: Box, right: Box): Overlap {
  const width = Math.min(left.x + left.width, right.x + right.width) - Math.max(left.x, right.x);
  const height = Math.min(left.y + left.height, right.y + right.height) - Math.max(left.y, right.y);
  const shared = Math.max(width, 0) * Math.max(height, 0);
  return {
    intersectionOverUnion: shared / (area(left) + area(right) - shared),
    contained: shared / Math.min(area(left), area(right)),
  };
}

function describeFace(image: RgbImage, { points, flag }: FaceMesh, score: number): MeshedFace {
  const landmarks = fiveLandmarksOf(points);
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
