import type { CanonicalFace } from '#engine/quality/canonical-face.js';
import { cheekZones } from '#engine/quality/cheek-zones.js';

/** What a* and b* of skin lie between (ISO/IEC 29794-5). */
const natural = { a: { from: 5, to: 25 }, b: { from: 5, to: 35 } } as const;
/** CIE 1931 XYZ of the white of sRGB (D65). */
const white = { x: 0.95047, y: 1, z: 1.08883 } as const;

/**
 * NaturalColour of ISO/IEC 29794-5: how far, in CIELAB units, the mean a* and b* of the two cheeks lie outside what skin
 * of any colour has in white light; 0 inside. The standard gives 100 to a negative a* or b*; here the distance goes on.
 * 0 as well where no cheek lies in the picture: nothing speaks against its colour.
 */
export function unnaturalColour(face: CanonicalFace): number {
  const zones = cheekZones(face);
  const places = [...zones.left, ...zones.right];
  if (places.length === 0) return 0;
  let a = 0;
  let b = 0;
  for (const i of places) {
    const lab = toAB(face.rgb[i * 3]!, face.rgb[i * 3 + 1]!, face.rgb[i * 3 + 2]!);
    a += lab.a / places.length;
    b += lab.b / places.length;
  }
  return Math.hypot(outside(a, natural.a), outside(b, natural.b));
}

const outside = (value: number, { from, to }: { readonly from: number; readonly to: number }): number =>
  Math.max(0, from - value, value - to);

/** a* and b* (CIE 15) of an sRGB colour, 0–255. */
function toAB(red: number, green: number, blue: number): { a: number; b: number } {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const x = cubeRoot((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / white.x);
  const y = cubeRoot((0.2126729 * r + 0.7151522 * g + 0.072175 * b) / white.y);
  const z = cubeRoot((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / white.z);
  return { a: 500 * (x - y), b: 200 * (y - z) };
}

function linear(level: number): number {
  const value = level / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

const cubeRoot = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (t * (24389 / 27) + 16) / 116);
