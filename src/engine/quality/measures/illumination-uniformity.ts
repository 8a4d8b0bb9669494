import type { CanonicalFace } from '#engine/quality/canonical-face.js';
import { cheekZones } from '#engine/quality/cheek-zones.js';
import { linearLuminance } from '#engine/quality/linear-levels.js';

/**
 * IlluminationUniformity of ISO/IEC 29794-5: the common part, 0–1, of the luminance histograms of the left and the right
 * cheek. 1 when both are lit alike.
 */
export function illuminationUniformity(face: CanonicalFace): number {
  const zones = cheekZones(face);
  const left = histogram(face, zones.left);
  const right = histogram(face, zones.right);
  let common = 0;
  for (let level = 0; level < 256; level++) common += Math.min(left[level]!, right[level]!);
  return common;
}

/** Shares of the 256 levels of linear luminance at these places; all 0 when there are none. */
function histogram({ rgb }: CanonicalFace, places: Int32Array): Float64Array {
  const shares = new Float64Array(256);
  for (const i of places) shares[linearLuminance(rgb, i * 3)]! += 1 / places.length;
  return shares;
}
