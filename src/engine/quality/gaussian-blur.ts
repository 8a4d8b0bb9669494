/** One value per pixel, row-major, width × height. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Separable Gaussian, cut off at three standard deviations; the edge is continued by its last pixel. */
export function gaussianBlur({ width, height, data }: Plane, sigmaPixels: number): Plane {
  const radius = Math.ceil(3 * sigmaPixels);
  const kernel = Float32Array.from({ length: radius + 1 }, (_, i) => Math.exp((-i * i) / (2 * sigmaPixels ** 2)));
  const total = 2 * kernel.reduce((sum, value) => sum + value, 0) - kernel[0]!;
  kernel.forEach((value, i) => (kernel[i] = value / total));
  const rows = new Float32Array(data.length);
  const padded = new Float32Array(Math.max(width, height) + 2 * radius);
  for (let y = 0; y < height; y++) {
    padded.fill(data[y * width]!, 0, radius);
    padded.set(data.subarray(y * width, (y + 1) * width), radius);
    padded.fill(data[(y + 1) * width - 1]!, radius + width, 2 * radius + width);
    for (let x = 0; x < width; x++) rows[y * width + x] = weigh(padded, x + radius, kernel);
  }
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let i = -radius; i <= radius; i++) {
      const from = Math.min(height - 1, Math.max(0, y + i)) * width;
      const weight = kernel[Math.abs(i)]!;
      for (let x = 0; x < width; x++) out[y * width + x]! += weight * rows[from + x]!;
    }
  }
  return { width, height, data: out };
}

function weigh(values: Float32Array, at: number, kernel: Float32Array): number {
  let sum = kernel[0]! * values[at]!;
  for (let i = 1; i < kernel.length; i++) sum += kernel[i]! * (values[at - i]! + values[at + i]!);
  return sum;
}
