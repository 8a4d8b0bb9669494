/** One value per pixel, row-major, width × height. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/**
 * Blurs by the kernel ¼ ½ ¼ with `step` pixels between its taps, across and down; its variance is step²/2. Applied with
 * steps 1, 2, 4 … (the "à trous" scheme of Holschneider et al. 1989) each round costs the same and doubles the scale.
 * Beyond the edge the edge's own value goes on.
 */
export function smooth({ width, height, data }: Plane, step: number): Plane {
  const across = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const last = row + width - 1;
    for (let i = row; i <= last; i++) {
      const before = i - step < row ? data[row]! : data[i - step]!;
      const after = i + step > last ? data[last]! : data[i + step]!;
      across[i] = 0.5 * data[i]! + 0.25 * (before + after);
    }
  }
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const above = Math.max(0, y - step) * width;
    const below = Math.min(height - 1, y + step) * width;
    for (let x = 0; x < width; x++) {
      out[row + x] = 0.5 * across[row + x]! + 0.25 * (across[above + x]! + across[below + x]!);
    }
  }
  return { width, height, data: out };
}
