import type { Outline } from '#specimens/draw/outline.js';

/** How much of each pixel a shape covers: float32, row-major, 0–1; (left, top) is the first pixel's corner. */
export interface Coverage {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/**
 * Exact-area anti-aliasing by accumulation (Levien 2016, font-rs): every edge leaves the signed area to its right in
 * the pixels that it crosses, and a running sum along the row turns that into coverage. Overlaps of one direction
 * count once, opposite directions cancel. Null when nothing falls into `width` × `height`.
 */
export function rasterise(outline: Outline, width: number, height: number): Coverage | null {
  const bounds = boundsOf(outline, width, height);
  if (bounds === null) return null;
  const stride = bounds.width + 1;
  const sums = new Float32Array(stride * bounds.height + 1);
  for (const contour of outline) {
    for (let i = 0; i < contour.length; i += 2) {
      const j = i + 2 === contour.length ? 0 : i + 2;
      accumulate(
        sums,
        bounds.width,
        bounds.height,
        contour[i]! - bounds.left,
        contour[i + 1]! - bounds.top,
        contour[j]! - bounds.left,
        contour[j + 1]! - bounds.top,
      );
    }
  }
  const data = new Float32Array(bounds.width * bounds.height);
  for (let y = 0; y < bounds.height; y++) {
    let sum = 0;
    for (let x = 0; x < bounds.width; x++) {
      sum += sums[y * stride + x]!;
      data[y * bounds.width + x] = Math.min(1, Math.abs(sum));
    }
  }
  return { ...bounds, data };
}

function boundsOf(outline: Outline, width: number, height: number): Omit<Coverage, 'data'> | null {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const contour of outline) {
    for (let i = 0; i < contour.length; i += 2) {
      left = Math.min(left, contour[i]!);
      right = Math.max(right, contour[i]!);
      top = Math.min(top, contour[i + 1]!);
      bottom = Math.max(bottom, contour[i + 1]!);
    }
  }
  left = Math.max(0, Math.floor(left));
  top = Math.max(0, Math.floor(top));
  right = Math.min(width, Math.ceil(right));
  bottom = Math.min(height, Math.ceil(bottom));
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : null;
}

/** One edge, in coordinates of the buffer; what lies left or right of it is pushed onto its border. */
function accumulate(
  sums: Float32Array,
  width: number,
  height: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): void {
  if (y0 === y1) return;
  const direction = y0 < y1 ? 1 : -1;
  const [topX, topY, bottomX, bottomY] = y0 < y1 ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
  const slope = (bottomX - topX) / (bottomY - topY);
  const firstY = Math.max(0, topY);
  const lastY = Math.min(height, bottomY);
  const clamp = (x: number): number => Math.min(width, Math.max(0, x));
  for (let row = Math.floor(firstY); row < lastY; row++) {
    const from = Math.max(firstY, row);
    const to = Math.min(lastY, row + 1);
    if (to <= from) continue;
    const entry = clamp(topX + (from - topY) * slope);
    const exit = clamp(topX + (to - topY) * slope);
    spread(sums, row * (width + 1), Math.min(entry, exit), Math.max(entry, exit), direction * (to - from));
  }
}

/** Shares the signed height of an edge's piece in one row among the pixels between `left` and `right`. */
function spread(sums: Float32Array, base: number, left: number, right: number, signedHeight: number): void {
  const first = Math.floor(left);
  const last = Math.ceil(right);
  if (last <= first + 1) {
    const inside = (left + right) / 2 - first;
    sums[base + first]! += signedHeight * (1 - inside);
    sums[base + first + 1]! += signedHeight * inside;
    return;
  }
  const heightPerPixel = signedHeight / (right - left);
  let crossedBefore = 0;
  let previous = 0;
  for (let pixel = first; pixel < last; pixel++) {
    const from = Math.max(left, pixel);
    const to = Math.min(right, pixel + 1);
    const crossed = heightPerPixel * (to - from);
    const covered = crossedBefore + crossed * (pixel + 1 - (from + to) / 2);
    sums[base + pixel]! += covered - previous;
    previous = covered;
    crossedBefore += crossed;
  }
  sums[base + last]! += signedHeight - previous;
}
