import type { Quad } from '#domain/geometry.js';
import type { ImageSource } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { DocumentPortrait } from '#engine/document/document-reader.js';
import { enlargedCopy } from '#engine/document/enlarged-copy.js';
import { boxOfQuad } from '#engine/document/locate/quads.js';
import type { FaceDetector, MeshedFace } from '#engine/face/face-detector.js';
import { applySimilarity, invertSimilarity, scaleOf, type Similarity } from '#engine/face/similarity.js';
import { warpSquare } from '#engine/face/warp-square.js';

/** Side of the crop in face sizes: the whole head with its hair, and room for the detector. */
const cropSize = 2.4;
/** The recogniser takes 150 pixels of which the eyes' distance is a third; more pixels than twice that add nothing. */
const wantedInterEyePixels = 100;

/** Cuts out a face upright, at the best resolution the picture has up to what the recogniser can use. */
export async function cutPortrait(
  picture: ImageSource,
  working: RgbImage,
  face: MeshedFace,
  directionDegrees: number,
  faceDetector: FaceDetector,
): Promise<DocumentPortrait | null> {
  const image = await enlargedCopy(picture, working, wantedInterEyePixels / face.interEyeDistancePixels);
  const scale = image.width / working.width;
  /** Pixels of the image for one of the crop. */
  const reduction = Math.max(1, (face.interEyeDistancePixels * scale) / wantedInterEyePixels);
  const size = (Math.max(face.box.width, face.box.height) * scale) / reduction;
  const side = Math.max(64, Math.round(cropSize * size));
  const centreX = (face.box.x + face.box.width / 2) * scale;
  const centreY = (face.box.y + face.box.height / 2) * scale;
  const angle = (directionDegrees * Math.PI) / 180;
  const cos = Math.cos(angle) * reduction;
  const sin = Math.sin(angle) * reduction;
  const half = side / 2;
  const toImage = { a: cos, b: sin, tx: centreX - half * cos + half * sin, ty: centreY - half * sin - half * cos };
  const pixels = warpSquare(image, toImage, side);
  // The clamped array rounds; it is the one conversion that is fast.
  const crop = { width: side, height: side, data: new Uint8Array(new Uint8ClampedArray(pixels).buffer) };
  const known = {
    mesh: meshThrough(scaledBy(invertSimilarity(toImage), scale), face.mesh),
    confidence: face.confidence,
  };
  const isMiddle = ({ box }: MeshedFace): boolean =>
    Math.hypot(box.x + box.width / 2 - half, box.y + box.height / 2 - half) < size / 2;
  const refined = await faceDetector.refine(crop, known);
  // Where the closer look loses a face, the search may frame it better.
  const middle =
    refined !== null && isMiddle(refined)
      ? refined
      : (await faceDetector.detect(crop)).find((found) => isMiddle(found));
  if (middle === undefined) return null;
  const interEyeDistancePixels = (middle.interEyeDistancePixels * reduction * picture.width) / image.width;
  return { image: crop, face: middle, interEyeDistancePixels };
}

/** The similarity for points that are `scale` times smaller. */
const scaledBy = ({ a, b, tx, ty }: Similarity, scale: number): Similarity => ({ a: a * scale, b: b * scale, tx, ty });

function meshThrough(map: Similarity, mesh: Float32Array): Float32Array {
  const size = scaleOf(map);
  const moved = new Float32Array(mesh.length);
  for (let i = 0; i < mesh.length; i += 3) {
    const { x, y } = applySimilarity(map, { x: mesh[i]!, y: mesh[i + 1]! });
    moved.set([x, y, mesh[i + 2]! * size], i);
  }
  return moved;
}

/**
 * The picture of the holder around a face: ICAO 9303-3 §3.9 asks for a head of 70 to 80 % of the picture's height and for
 * 35 × 45 mm; the mesh spans from the chin to the middle of the forehead, three quarters of a head.
 */
export function portraitQuad(face: MeshedFace, directionDegrees: number): Quad {
  const angle = (directionDegrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (let i = 0; i < face.mesh.length; i += 3) {
    const x = face.mesh[i]!;
    const y = face.mesh[i + 1]!;
    left = Math.min(left, x * cos + y * sin);
    right = Math.max(right, x * cos + y * sin);
    top = Math.min(top, y * cos - x * sin);
    bottom = Math.max(bottom, y * cos - x * sin);
  }
  const meshHeight = bottom - top;
  const height = meshHeight / (0.75 * 0.75);
  const width = (height * 35) / 45;
  const u = (left + right) / 2;
  const v = top + 0.36 * meshHeight;
  const corner = (right: number, down: number) => {
    const along = u + (right * width) / 2;
    const across = v + (down * height) / 2;
    return { x: along * cos - across * sin, y: along * sin + across * cos };
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

export const portraitBox = (face: MeshedFace, directionDegrees: number) =>
  boxOfQuad(portraitQuad(face, directionDegrees));
