import { canonicalInterEyePixels, canonicalSidePixels, type CanonicalFace } from '#engine/quality/canonical-face.js';
import { meshPoints } from '#engine/quality/mesh-regions.js';

/** Zones of ISO/IEC 29794-5: squares of .3 inter-eye distance, half-way from the eyes to the mouth, outwards of the eyes. */
const zoneShare = 0.3;

/** Places of the pixels of the left and of the right cheek's square that lie in the picture: indices into planes. */
export function cheekZones(face: CanonicalFace): { readonly left: Int32Array; readonly right: Int32Array } {
  const scale = face.sidePixels / canonicalSidePixels;
  const zone = Math.round(zoneShare * canonicalInterEyePixels * scale);
  const at = (point: number) => ({ x: face.mesh[point * 2]!, y: face.mesh[point * 2 + 1]! });
  const middle = (first: number, second: number) => ({
    x: (at(first).x + at(second).x) / 2,
    y: (at(first).y + at(second).y) / 2,
  });
  const leftEye = middle(meshPoints.leftEyeOuterCorner, meshPoints.leftEyeInnerCorner);
  const rightEye = middle(meshPoints.rightEyeInnerCorner, meshPoints.rightEyeOuterCorner);
  const mouth = middle(meshPoints.upperLipInner, meshPoints.lowerLipInner);
  const eyesToMouth = Math.hypot(mouth.x - (leftEye.x + rightEye.x) / 2, mouth.y - (leftEye.y + rightEye.y) / 2);
  return {
    left: squareOf(face, leftEye.x - zone, leftEye.y + eyesToMouth / 2, zone),
    right: squareOf(face, rightEye.x, rightEye.y + eyesToMouth / 2, zone),
  };
}

function squareOf(face: CanonicalFace, left: number, top: number, zone: number): Int32Array {
  const places: number[] = [];
  for (let y = Math.round(top); y < Math.round(top) + zone; y++) {
    for (let x = Math.round(left); x < Math.round(left) + zone; x++) {
      if (x < 0 || y < 0 || x >= face.sidePixels || y >= face.sidePixels) continue;
      const i = y * face.sidePixels + x;
      if (face.inside[i] === 1) places.push(i);
    }
  }
  return Int32Array.from(places);
}
