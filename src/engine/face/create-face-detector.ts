import type { Box } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { boxArea, isSameFace, overlapOf } from '#engine/face/box-overlap.js';
import type { FaceDetector, MeshedFace } from '#engine/face/face-detector.js';
import { boundsOfMesh, type FaceMesh } from '#engine/face/face-mesh.js';
import { searchFaces } from '#engine/face/face-search.js';
import { fitFaceMesh, refitFaceMesh } from '#engine/face/fit-face-mesh.js';
import { fiveLandmarksOf } from '#engine/face/five-landmarks.js';
import { headPoseOf } from '#engine/face/head-pose.js';
import { createSession } from '#engine/models/session.js';

export interface FaceDetectorModels {
  /** ONNX bytes of the cards `face-detection` and `face-mesh`. */
  readonly faceDetection: Uint8Array;
  readonly faceMesh: Uint8Array;
}

/** BlazeFace finds candidates, the mesh net looks closely at each and rejects what is no face. */
export async function createFaceDetector(models: FaceDetectorModels): Promise<FaceDetector> {
  const detection = await createSession(models.faceDetection, { fixedShapes: true });
  const meshing = await createSession(models.faceMesh, { fixedShapes: true });
  return {
    async detect(image) {
      for await (const candidates of searchFaces(detection, image)) {
        const faces: MeshedFace[] = [];
        for (const candidate of candidates) {
          const mesh = await fitFaceMesh(meshing, image, candidate);
          const face = mesh === null ? null : describeFace(image, mesh, candidate.score);
          if (face !== null) faces.push(face);
        }
        if (faces.length > 0) {
          return withoutDuplicates(faces).sort((left, right) => boxArea(right.box) - boxArea(left.box));
        }
      }
      return [];
    },
    async refine(image, { mesh, confidence }) {
      const refined = await refitFaceMesh(meshing, image, mesh);
      return refined === null ? null : describeFace(image, refined, confidence);
    },
  };
}

/** Two candidates may be drawn to one face by their closer looks; the surer one stays. */
function withoutDuplicates(faces: readonly MeshedFace[]): MeshedFace[] {
  const kept: MeshedFace[] = [];
  for (const face of [...faces].sort((left, right) => right.confidence - left.confidence)) {
    if (!kept.some((other) => isSameFace(overlapOf(other.box, face.box)))) kept.push(face);
  }
  return kept;
}

/** Null when no pixel of the face lies in the picture. */
function describeFace(image: RgbImage, { points, flag }: FaceMesh, score: number): MeshedFace | null {
  const box = boxOf(points, image);
  if (box === null) return null;
  const landmarks = fiveLandmarksOf(points);
  const [leftEye, rightEye] = landmarks;
  return {
    box,
    landmarks,
    pose: headPoseOf(points),
    confidence: Math.min(score, flag),
    interEyeDistancePixels: Math.hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y),
    mesh: points,
  };
}

/** Around all points of the mesh, cut at the picture's edge. */
function boxOf(points: Float32Array, image: RgbImage): Box | null {
  const bounds = boundsOfMesh(points);
  const left = Math.max(bounds.x, 0);
  const top = Math.max(bounds.y, 0);
  const width = Math.min(bounds.x + bounds.width, image.width) - left;
  const height = Math.min(bounds.y + bounds.height, image.height) - top;
  return width > 0 && height > 0 ? { x: left, y: top, width, height } : null;
}
