import { canonicalSidePixels, type CanonicalFace } from '#engine/quality/canonical-face.js';

type Colour = readonly [number, number, number];

/** A canonical face of one colour per pixel (0–255), whose mesh points all lie in the middle unless given. */
export function syntheticFace(
  colourAt: (x: number, y: number) => Colour,
  points: Readonly<Record<number, readonly [number, number]>> = {},
): CanonicalFace {
  const side = canonicalSidePixels;
  const rgb = new Float32Array(side * side * 3);
  const luma = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [red, green, blue] = colourAt(x, y);
      rgb.set([red, green, blue], (y * side + x) * 3);
      luma[y * side + x] = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    }
  }
  const mesh = new Float32Array(468 * 2).fill(side / 2);
  for (const [point, position] of Object.entries(points)) mesh.set(position, Number(point) * 2);
  return { sidePixels: side, rgb, luma, inside: new Uint8Array(side * side).fill(1), mesh, imagePixelsPerPixel: 1 };
}

/** A mask of the pixels for which `inside` holds. */
export function maskWhere(inside: (x: number, y: number) => boolean): Uint8Array {
  const side = canonicalSidePixels;
  return Uint8Array.from({ length: side * side }, (_, i) => Number(inside(i % side, Math.floor(i / side))));
}
