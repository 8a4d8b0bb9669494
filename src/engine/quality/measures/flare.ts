import type { CanonicalFace } from '#engine/quality/canonical-face.js';

/** Luma from which a pixel begins to count as blown, and from which it counts whole (247 of 255 in ISO/IEC 29794-5). */
const ramp = { from: 0.9, to: 247 / 255 };

/**
 * Blown highlights: the share of the face, 0–1, that is so bright that nothing is drawn on it any more: reflections of
 * a lamp or flash, over-exposure. The counterpart of OverExposurePrevention of ISO/IEC 29794-5. A veil of stray light
 * that stays below white is not seen here but as lost contrast.
 */
export function flare(face: CanonicalFace, wholeFace: Uint8Array): number {
  let area = 0;
  let blown = 0;
  for (let i = 0; i < wholeFace.length; i++) {
    if (wholeFace[i] === 0) continue;
    area++;
    blown += Math.min(1, Math.max(0, (face.luma[i]! - ramp.from) / (ramp.to - ramp.from)));
  }
  return area === 0 ? 0 : blown / area;
}
