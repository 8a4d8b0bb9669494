/**
 * Smooths a square picture by a Gaussian; beyond the edge the edge's own value goes on.
 * @param pixels float RGB, row-major, side × side × 3
 * @param deviation standard deviation in pixels
 */
export function smoothSquare(pixels: Float32Array, side: number, deviation: number): Float32Array {
  const taps = gaussian(deviation);
  return along(along(pixels, side, taps, 1, side), side, taps, side, 1);
}

/** Weights from the middle outwards, of sum 1 when all but the first count twice. */
function gaussian(deviation: number): number[] {
  const weights = Array.from({ length: Math.ceil(3 * deviation) + 1 }, (_, i) => Math.exp(-0.5 * (i / deviation) ** 2));
  const sum = weights.reduce((total, weight, i) => total + (i === 0 ? weight : 2 * weight), 0);
  return weights.map((weight) => weight / sum);
}

/** Along lines whose pixels lie `step` apart, `lineStep` from line to line. */
function along(
  pixels: Float32Array,
  side: number,
  [middle, ...outer]: readonly number[],
  step: number,
  lineStep: number,
): Float32Array {
  const out = new Float32Array(pixels.length);
  for (let line = 0; line < side; line++) {
    for (let place = 0; place < side; place++) {
      const pixel = (position: number): number =>
        (line * lineStep + Math.min(side - 1, Math.max(0, position)) * step) * 3;
      const at = pixel(place);
      for (let channel = 0; channel < 3; channel++) out[at + channel] = middle! * pixels[at + channel]!;
      outer.forEach((weight, i) => {
        const before = pixel(place - i - 1);
        const after = pixel(place + i + 1);
        for (let channel = 0; channel < 3; channel++) {
          out[at + channel]! += weight * (pixels[before + channel]! + pixels[after + channel]!);
        }
      });
    }
  }
  return out;
}
