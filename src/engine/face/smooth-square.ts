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
  weights: readonly number[],
  step: number,
  lineStep: number,
): Float32Array {
  const out = new Float32Array(pixels.length);
  const last = side - 1;
  for (let line = 0; line < side; line++) {
    const start = line * lineStep * 3;
    for (let place = 0; place < side; place++) {
      const at = start + place * step * 3;
      let [red, green, blue] = [
        weights[0]! * pixels[at]!,
        weights[0]! * pixels[at + 1]!,
        weights[0]! * pixels[at + 2]!,
      ];
      for (let i = 1; i < weights.length; i++) {
        const weight = weights[i]!;
        const before = start + (place < i ? 0 : place - i) * step * 3;
        const after = start + (place + i > last ? last : place + i) * step * 3;
        red += weight * (pixels[before]! + pixels[after]!);
        green += weight * (pixels[before + 1]! + pixels[after + 1]!);
        blue += weight * (pixels[before + 2]! + pixels[after + 2]!);
      }
      out[at] = red;
      out[at + 1] = green;
      out[at + 2] = blue;
    }
  }
  return out;
}
