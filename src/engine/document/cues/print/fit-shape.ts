import { mrzShapes } from '#engine/document/cues/print/mrz-shapes.js';
import { shapeSize } from '#engine/document/cues/print/shape-size.js';

/** How a printed character lies to the shape of its symbol. */
export interface ShapeFit {
  /** Share of the character's variance that no moved, stretched, darker or lighter shape explains: 0 alike – 1 nothing in common. */
  readonly residual: number;
  /** Lower than the cell's baseline, in capital heights. */
  readonly drop: number;
  /** Further right than the cell's middle, in capital heights. */
  readonly shift: number;
  /** Higher, wider than the shape; 0 the same, .1 a tenth more. */
  readonly growth: number;
  readonly widening: number;
  /** Grey levels between ground and full ink. */
  readonly contrast: number;
}

const { width, height, baseline, capital } = shapeSize;
const pixels = width * height;
/** A shape with its derivatives and what solves for them; `terms` rows: 1, shape, dx, dy, x·dx, y·dy. */
export interface Shape {
  readonly normalised: Float64Array;
  readonly terms: readonly Float64Array[];
  /** Row-major terms × pixels: least squares weights. */
  readonly solution: readonly Float64Array[];
}

/** The shapes of all symbols, each blurred by `sigma` pixels of the shape beyond what they are. */
export type ShapeBank = ReadonlyMap<string, Shape>;

export function createShapeBank(sigma: number): ShapeBank {
  return new Map(
    Object.entries(mrzShapes).map(([symbol, digits]) => {
      const dark = Float64Array.from(digits, (digit) => parseInt(digit, 16) / 15);
      return [symbol, shapeOf(blurred(dark, sigma))];
    }),
  );
}

/**
 * How like a shape the cell at (`left`, `top`) is: their correlation, 1 for the same.
 * @param luma float64, row-major, rows of `stride`; the cell lies within
 */
export function likeness({ normalised }: Shape, luma: Float64Array, stride: number, left: number, top: number): number {
  let sum = 0;
  let squares = 0;
  let product = 0;
  for (let y = 0, at = 0; y < height; y++) {
    let from = (top + y) * stride + left;
    for (let x = 0; x < width; x++, at++, from++) {
      const value = luma[from]!;
      sum += value;
      squares += value * value;
      product -= value * normalised[at]!;
    }
  }
  return product / Math.sqrt(Math.max(1, squares - (sum * sum) / pixels));
}

/**
 * Fits a shape to the cell at (`left`, `top`), where it is known to a pixel: position, size and darkness together, to the
 * first order (Lucas and Kanade 1981).
 */
export function fitShape(
  { terms, solution }: Shape,
  luma: Float64Array,
  stride: number,
  left: number,
  top: number,
): ShapeFit {
  const cell = new Float64Array(pixels);
  let total = 0;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) total += cell[at] = -luma[(top + y) * stride + left + x]!;
  }
  const weights = solution.map((row) => dot(row, cell));
  const [, contrast, dx, dy, wider, higher] = weights as [number, number, number, number, number, number]; // as many as terms
  const mean = total / pixels;
  let unexplained = 0;
  let all = 0;
  for (let at = 0; at < pixels; at++) {
    let explained = 0;
    for (let i = 0; i < terms.length; i++) explained += terms[i]![at]! * weights[i]!;
    unexplained += (cell[at]! - explained) ** 2;
    all += (cell[at]! - mean) ** 2;
  }
  // The shape moved right by d is the shape less d times its derivative.
  return {
    residual: unexplained / Math.max(1e-9, all),
    contrast,
    drop: -dy / contrast / capital,
    shift: -dx / contrast / capital,
    growth: -higher / contrast,
    widening: -wider / contrast,
  };
}

function shapeOf(dark: Float64Array): Shape {
  const mean = dark.reduce((sum, value) => sum + value, 0) / pixels;
  const centred = dark.map((value) => value - mean);
  const length = Math.sqrt(dot(centred, centred));
  const at = (x: number, y: number): number =>
    dark[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))]!;
  const over = (value: (x: number, y: number) => number): Float64Array =>
    Float64Array.from({ length: pixels }, (_, i) => value(i % width, Math.floor(i / width)));
  const dx = over((x, y) => (at(x + 1, y) - at(x - 1, y)) / 2);
  const dy = over((x, y) => (at(x, y + 1) - at(x, y - 1)) / 2);
  // Widths grow from the middle, heights from the baseline.
  const terms = [
    over(() => 1),
    dark,
    dx,
    dy,
    over((x, y) => (x + 0.5 - width / 2) * dx[y * width + x]!),
    over((x, y) => (y + 0.5 - baseline) * dy[y * width + x]!),
  ];
  return { normalised: centred.map((value) => value / length), terms, solution: pseudoInverse(terms) };
}

/** (TᵀT)⁻¹Tᵀ of the terms as columns. */
function pseudoInverse(terms: readonly Float64Array[]): Float64Array[] {
  const rows = terms.map((a) => terms.map((b) => dot(a, b)));
  const right = terms.map((term) => Float64Array.from(term));
  for (let i = 0; i < rows.length; i++) rows[i]![i]! += 1e-6;
  for (let pivot = 0; pivot < rows.length; pivot++) {
    for (let row = 0; row < rows.length; row++) {
      if (row === pivot) continue;
      const factor = rows[row]![pivot]! / rows[pivot]![pivot]!;
      for (let column = pivot; column < rows.length; column++) rows[row]![column]! -= factor * rows[pivot]![column]!;
      for (let i = 0; i < pixels; i++) right[row]![i]! -= factor * right[pivot]![i]!;
    }
  }
  return right.map((row, i) => row.map((value) => value / rows[i]![i]!));
}

function blurred(dark: Float64Array, sigma: number): Float64Array {
  if (sigma === 0) return dark;
  const kernel = [-3, -2, -1, 0, 1, 2, 3].map((d) => Math.exp((-d * d) / (2 * sigma * sigma)));
  const total = kernel.reduce((sum, weight) => sum + weight, 0);
  const along = (from: Float64Array, dx: number, dy: number): Float64Array =>
    from.map((_, at) => {
      const x = at % width;
      const y = Math.floor(at / width);
      const value = (d: number): number => {
        const u = x + d * dx;
        const v = y + d * dy;
        return u < 0 || v < 0 || u >= width || v >= height ? 0 : from[v * width + u]!;
      };
      return kernel.reduce((sum, weight, i) => sum + weight * value(i - 3), 0) / total;
    });
  return along(along(dark, 1, 0), 0, 1);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
