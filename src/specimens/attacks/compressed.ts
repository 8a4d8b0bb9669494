import type { RgbImage } from '#engine/decode/rgb-image.js';
import { blockCosines as cosines, blockSide as side } from '#engine/image/block-cosines.js';

/** ITU-T T.81, table K.1: quantisation of luminance at quality 50. */
const luminanceSteps = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
];

/**
 * What JPEG of a quality (1–100, scaled as the Independent JPEG Group does) leaves of a picture: each channel rounded block
 * by block as luminance is. For pictures that become part of another; whole files are encoded by sharp.
 */
export function compressed({ width, height, data }: RgbImage, quality: number): RgbImage {
  const factor = (quality < 50 ? 5000 / quality : 200 - 2 * quality) / 100;
  const steps = luminanceSteps.map((step) => Math.max(1, Math.round(step * factor)));
  const result = Uint8Array.from(data);
  const block = new Float64Array(side * side);
  for (let top = 0; top + side <= height; top += side) {
    for (let left = 0; left + side <= width; left += side) {
      for (let channel = 0; channel < 3; channel++) {
        const at = (index: number): number =>
          ((top + Math.floor(index / side)) * width + left + (index % side)) * 3 + channel;
        for (let i = 0; i < block.length; i++) block[i] = data[at(i)]! - 128;
        const coefficients = product(product(cosines, block, false), cosines, true);
        const rounded = coefficients.map((value, i) => Math.round(value / steps[i]!) * steps[i]!);
        const back = product(product(transposed(cosines), rounded, false), cosines, false);
        for (let i = 0; i < block.length; i++) result[at(i)] = Math.min(255, Math.max(0, Math.round(back[i]! + 128)));
      }
    }
  }
  return { width, height, data: result };
}

/** a · b, or a · bᵀ; 8 × 8. */
function product(a: Float64Array, b: Float64Array, transpose: boolean): Float64Array {
  return a.map((_, at) => {
    const row = Math.floor(at / side);
    const column = at % side;
    let sum = 0;
    for (let i = 0; i < side; i++)
      sum += a[row * side + i]! * (transpose ? b[column * side + i]! : b[i * side + column]!);
    return sum;
  });
}

const transposed = (a: Float64Array): Float64Array => a.map((_, at) => a[(at % side) * side + Math.floor(at / side)]!);
