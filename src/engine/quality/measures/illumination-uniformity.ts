import { canonicalInterEyePixels, canonicalSidePixels, type CanonicalFace } from '#engine/quality/canonical-face.js';
import { meshPoints } from '#engine/quality/mesh-regions.js';

/** Zones of ISO/IEC 29794-5: squares of .3 inter-eye distance, half-way from the eyes to the mouth, outwards of the eyes. */
const zoneShare = 0.3;

/** sRGB (IEC 61966-2-1) to linear light, for the 256 levels. */
const linearLevels = Uint8Array.from({ length: 256 }, (_, level) => {
  const value = level / 255;
  return Math.floor(255 * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4) + 0.5);
});

/**
 * IlluminationUniformity of ISO/IEC 29794-5: the common part, 0–1, of the luminance histograms of the left and the right
 * cheek. 1 when both are lit alike.
 */
export function illuminationUniformity(face: CanonicalFace): number {
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
  const left = histogram(face, leftEye.x - zone, leftEye.y + eyesToMouth / 2, zone);
  const right = histogram(face, rightEye.x, rightEye.y + eyesToMouth / 2, zone);
  let common = 0;
  for (let level = 0; level < 256; level++) common += Math.min(left[level]!, right[level]!);
  return common;
}

/** Shares of the 256 levels of linear luminance in a square; all 0 when the square lies outside the picture. */
function histogram(face: CanonicalFace, left: number, top: number, zone: number): Float64Array {
  const shares = new Float64Array(256);
  let count = 0;
  for (let y = Math.round(top); y < Math.round(top) + zone; y++) {
    for (let x = Math.round(left); x < Math.round(left) + zone; x++) {
      if (x < 0 || y < 0 || x >= face.sidePixels || y >= face.sidePixels) continue;
      const i = y * face.sidePixels + x;
      if (face.inside[i] === 0) continue;
      shares[linearLuminance(face.rgb, i * 3)]!++;
      count++;
    }
  }
  if (count > 0) for (let level = 0; level < 256; level++) shares[level]! /= count;
  return shares;
}

const linearLuminance = (rgb: Float32Array, i: number): number =>
  Math.min(
    255,
    Math.round(
      0.2126 * linearLevels[Math.round(rgb[i]!)]! +
        0.7152 * linearLevels[Math.round(rgb[i + 1]!)]! +
        0.0722 * linearLevels[Math.round(rgb[i + 2]!)]!,
    ),
  );
