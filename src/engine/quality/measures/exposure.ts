import type { CanonicalFace } from '#engine/quality/canonical-face.js';
import { valuesWhere } from '#engine/quality/pixel-statistics.js';

/**
 * LuminanceMean of ISO/IEC 29794-5 (which asks for linear light), here on gamma-encoded luma, 0–1, over the skin: in
 * linear light dark skin under studio lamps (.05) and an under-exposed pale face give the same number.
 */
export function exposure(face: CanonicalFace, skin: Uint8Array): number {
  const values = valuesWhere(face.luma, skin);
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
