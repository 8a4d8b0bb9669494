import type { RgbImage } from '#engine/decode/rgb-image.js';

/**
 * The whole picture at another size. Shrinking averages every input pixel by the area it covers, so nothing aliases;
 * enlarging interpolates linearly. Each axis is treated on its own, so the ratio may change.
 */
export function resize(image: RgbImage, width: number, height: number): RgbImage {
  if (width === image.width && height === image.height) return image;
  const horizontal = axisWeights(image.width, width);
  const vertical = axisWeights(image.height, height);
  const rows = new Float32Array(image.height * width * 3);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) {
      const to = (y * width + x) * 3;
      const { first, weights } = horizontal[x]!;
      for (let i = 0; i < weights.length; i++) {
        const from = (y * image.width + first + i) * 3;
        const weight = weights[i]!;
        rows[to]! += weight * image.data[from]!;
        rows[to + 1]! += weight * image.data[from + 1]!;
        rows[to + 2]! += weight * image.data[from + 2]!;
      }
    }
  }
  const data = new Uint8Array(width * height * 3);
  const stride = width * 3;
  for (let y = 0; y < height; y++) {
    const { first, weights } = vertical[y]!;
    for (let x = 0; x < stride; x++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * rows[(first + i) * stride + x]!;
      data[y * stride + x] = Math.round(sum);
    }
  }
  return { width, height, data };
}

interface Tap {
  readonly first: number;
  readonly weights: Float64Array;
}

/** For each output position, the run of input positions it is made of; weights sum to 1. */
function axisWeights(from: number, to: number): Tap[] {
  return Array.from({ length: to }, (_, at) => (to < from ? areaTap(from, to, at) : linearTap(from, to, at)));
}

function areaTap(from: number, to: number, at: number): Tap {
  const start = (at * from) / to;
  const end = ((at + 1) * from) / to;
  const first = Math.floor(start);
  const last = Math.min(from - 1, Math.ceil(end) - 1);
  const weights = Float64Array.from({ length: last - first + 1 }, (_, i) => {
    const covered = Math.min(end, first + i + 1) - Math.max(start, first + i);
    return covered / (end - start);
  });
  return { first, weights };
}

function linearTap(from: number, to: number, at: number): Tap {
  const centre = Math.min(from - 1, Math.max(0, ((at + 0.5) * from) / to - 0.5));
  const first = Math.min(Math.floor(centre), Math.max(0, from - 2));
  const share = centre - first;
  return { first, weights: from === 1 ? Float64Array.of(1) : Float64Array.of(1 - share, share) };
}
