import type { RgbImage } from '#engine/decode/rgb-image.js';

/** Gaussian blur with mirrored borders; `sigma` in pixels, 0 gives the picture itself. */
export function gaussianBlur(image: RgbImage, sigma: number): RgbImage {
  if (sigma <= 0) return image;
  const radius = Math.ceil(3 * sigma);
  const taps = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const total = taps.reduce((sum, tap) => sum + tap);
  const kernel = taps.map((tap) => tap / total);
  return blurColumns(blurRows(image, kernel), kernel);
}

/** The smear of a camera that moves while the shutter is open: the mean over a straight line, `lengthPixels` long. */
export function motionBlur(image: RgbImage, lengthPixels: number, angleDegrees: number): RgbImage {
  const samples = Math.round(lengthPixels);
  if (samples < 2) return image;
  const { width, height } = image;
  const cos = Math.cos((angleDegrees * Math.PI) / 180);
  const sin = Math.sin((angleDegrees * Math.PI) / 180);
  const offsets = Array.from({ length: samples }, (_, i) => i - (samples - 1) / 2).map((along) => ({
    dx: Math.round(along * cos),
    dy: Math.round(along * sin),
  }));
  const data = new Uint8Array(image.data.length);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (const { dx, dy } of offsets) {
        const from = (mirrored(y + dy, height) * width + mirrored(x + dx, width)) * 3;
        red += image.data[from]!;
        green += image.data[from + 1]!;
        blue += image.data[from + 2]!;
      }
      data[at] = Math.round(red / samples);
      data[at + 1] = Math.round(green / samples);
      data[at + 2] = Math.round(blue / samples);
    }
  }
  return { width, height, data };
}

interface FloatImage {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

function blurRows({ width, height, data }: RgbImage, kernel: Float64Array): FloatImage {
  const radius = (kernel.length - 1) / 2;
  const result = new Float32Array(data.length);
  const padded = new Float32Array((width + 2 * radius) * 3);
  for (let y = 0; y < height; y++) {
    const base = y * width * 3;
    for (let x = -radius; x < width + radius; x++) {
      const from = base + mirrored(x, width) * 3;
      const to = (x + radius) * 3;
      padded[to] = data[from]!;
      padded[to + 1] = data[from + 1]!;
      padded[to + 2] = data[from + 2]!;
    }
    for (let i = 0; i < width * 3; i++) {
      const middle = i + radius * 3;
      let sum = kernel[radius]! * padded[middle]!;
      for (let tap = 1; tap <= radius; tap++) {
        sum += kernel[radius + tap]! * (padded[middle - tap * 3]! + padded[middle + tap * 3]!);
      }
      result[base + i] = sum;
    }
  }
  return { width, height, data: result };
}

function blurColumns({ width, height, data }: FloatImage, kernel: Float64Array): RgbImage {
  const radius = (kernel.length - 1) / 2;
  const stride = width * 3;
  const result = new Uint8Array(data.length);
  const sums = new Float32Array(stride);
  for (let y = 0; y < height; y++) {
    const middle = y * stride;
    for (let i = 0; i < stride; i++) sums[i] = kernel[radius]! * data[middle + i]! + 0.5;
    for (let tap = 1; tap <= radius; tap++) {
      const weight = kernel[radius + tap]!;
      const above = mirrored(y - tap, height) * stride;
      const below = mirrored(y + tap, height) * stride;
      for (let i = 0; i < stride; i++) sums[i]! += weight * (data[above + i]! + data[below + i]!);
    }
    for (let i = 0; i < stride; i++) result[middle + i] = sums[i]!;
  }
  return { width, height, data: result };
}

/** The position inside 0…length−1 that a mirror at each border shows. */
function mirrored(position: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const inPeriod = Math.abs(position) % period;
  return inPeriod < length ? inPeriod : period - inPeriod;
}
