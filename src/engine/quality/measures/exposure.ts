import type { CanonicalFace } from '#engine/quality/canonical-face.js';

/**
 * LuminanceMean of ISO/IEC 29794-5 (which asks for linear light), here on gamma-encoded luma, 0–1, over the skin: in
 * linear light dark skin under studio lamps (.05) and an under-exposed pale face give the same number.
 */
export function exposure(face: CanonicalFace, skin: Uint8Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < skin.length; i++) {
    if (skin[i] === 0) continue;
    sum += face.luma[i]!;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
