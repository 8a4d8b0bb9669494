import type { CanonicalFace } from '#engine/quality/canonical-face.js';
import { lumaPercentiles } from '#engine/quality/pixel-statistics.js';

/**
 * Stands for LuminanceVariance and DynamicRange of ISO/IEC 29794-5: the span between the 2nd and the 98th percentile of
 * the luma in the face, 0–1. A span is easier to read than a variance, and unlike the entropy of the histogram it is not
 * raised by noise.
 */
export function contrast(face: CanonicalFace, wholeFace: Uint8Array): number {
  const [dark, bright] = lumaPercentiles(face.luma, wholeFace, [0.02, 0.98]);
  return bright! - dark!;
}
