import type { Point, RotatedBox } from '#domain/geometry.js';
import { boxingAlong } from '#engine/document/barcode/boxing-along.js';
import type { Luminance } from '#engine/image/luminance.js';

/** A part of the picture that looks like a stacked barcode: dense print whose edges run one way. */
export interface StripedRegion {
  /** Its horizontal sides run across the stripes, up to a half turn. In pixels. */
  readonly box: RotatedBox;
}

/** Side of the squares that the picture is judged by, pixels. */
const cell = 8;
/** Mean gradient (grey levels a pixel) of a square of a barcode; paper and skin have 1 to 4, print 10 to 60. */
const leastGradient = 7;
/** How one-sided the directions of a square's edges are, 0–1: print in letters has about .3, a picture less. */
const leastCoherence = 0.2;
/** Neighbouring squares of one barcode agree in direction up to perspective. */
const largestTurnDegrees = 14;
/** Squares that are no part of it, inside its outline. */
const leastFill = 0.55;
/** 17 modules of start and one codeword a row, three rows: anything smaller cannot hold a name. */
const leastWidthCells = 9;
const leastHeightCells = 3;
/** A document has one or two; each candidate costs a few decodings. */
const maximumRegions = 3;

/** Where stacked barcodes may be, largest first; none in most pictures. */
export function stripedRegions(image: Luminance): StripedRegion[] {
  const grid = gradientGrid(image);
  const taken = new Uint8Array(grid.columns * grid.rows);
  const regions: { readonly region: StripedRegion; readonly cells: number }[] = [];
  for (let seed = 0; seed < taken.length; seed++) {
    if (taken[seed] === 1 || !isStriped(grid, seed)) continue;
    const cells = grow(grid, seed, taken);
    if (cells.length < leastWidthCells * leastHeightCells) continue;
    const angle = meanDirection(grid, cells);
    const corners = cells.flatMap((index) => cornersOf(grid, index));
    const box = boxingAlong(corners, angle);
    const area = (box.width * box.height) / cell ** 2;
    if (box.width < leastWidthCells * cell || box.height < leastHeightCells * cell) continue;
    if (cells.length < leastFill * area) continue;
    regions.push({ region: { box }, cells: cells.length });
  }
  return regions
    .sort((a, b) => b.cells - a.cells)
    .slice(0, maximumRegions)
    .map(({ region }) => region);
}

/** The structure tensor, summed over squares of the picture and then over their neighbours. */
interface GradientGrid {
  readonly columns: number;
  readonly rows: number;
  /** Mean |gradient|. */
  readonly strength: Float32Array;
  /** (Jxx − Jyy, 2 Jxy) over (Jxx + Jyy): length is the coherence, angle twice the gradient's direction. */
  readonly along: Float32Array;
  readonly across: Float32Array;
}

function gradientGrid({ width, height, data }: Luminance): GradientGrid {
  const columns = Math.floor(width / cell);
  const rows = Math.floor(height / cell);
  const size = columns * rows;
  const [difference, twice, trace] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
  for (let index = 0; index < size; index++) {
    const left = (index % columns) * cell;
    const top = Math.floor(index / columns) * cell;
    let [xx, yy, xy] = [0, 0, 0];
    // The picture's own border has no neighbours; of each square, every second row is enough.
    for (let y = Math.max(1, top); y < Math.min(height - 1, top + cell); y += 2) {
      const end = y * width + Math.min(width - 1, left + cell);
      for (let at = y * width + Math.max(1, left); at < end; at++) {
        const dx = data[at + 1]! - data[at - 1]!;
        const dy = data[at + width]! - data[at - width]!;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
      }
    }
    difference[index] = xx - yy;
    twice[index] = 2 * xy;
    trace[index] = xx + yy;
  }
  const [strength, along, across] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let [d, t, sum] = [0, 0, 0];
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
          d += difference[y * columns + x]!;
          t += twice[y * columns + x]!;
          sum += trace[y * columns + x]!;
        }
      }
      const index = row * columns + column;
      // Differences reach over two pixels, and were taken in half of the rows.
      strength[index] = Math.sqrt(trace[index]! / (cell ** 2 / 2)) / 2;
      along[index] = sum === 0 ? 0 : d / sum;
      across[index] = sum === 0 ? 0 : t / sum;
    }
  }
  return { columns, rows, strength, along, across };
}

const isStriped = ({ strength, along, across }: GradientGrid, index: number): boolean =>
  strength[index]! >= leastGradient && Math.hypot(along[index]!, across[index]!) >= leastCoherence;

/** The striped squares that hang together with the seed and run its way. */
function grow(grid: GradientGrid, seed: number, taken: Uint8Array): number[] {
  const { columns, rows } = grid;
  const least = Math.cos((2 * largestTurnDegrees * Math.PI) / 180);
  const cells = [seed];
  taken[seed] = 1;
  let [sumAlong, sumAcross] = [grid.along[seed]!, grid.across[seed]!];
  for (const index of cells) {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
        const other = y * columns + x;
        if (taken[other] === 1 || !isStriped(grid, other)) continue;
        const [a, b] = [grid.along[other]!, grid.across[other]!];
        if (a * sumAlong + b * sumAcross < least * Math.hypot(a, b) * Math.hypot(sumAlong, sumAcross)) continue;
        taken[other] = 1;
        sumAlong += a;
        sumAcross += b;
        cells.push(other);
      }
    }
  }
  return cells;
}

/** The direction of the gradient, degrees, −90 < angle ≤ 90. */
function meanDirection(grid: GradientGrid, cells: readonly number[]): number {
  let [along, across] = [0, 0];
  for (const index of cells) {
    along += grid.along[index]!;
    across += grid.across[index]!;
  }
  return (Math.atan2(across, along) * 90) / Math.PI;
}

function cornersOf({ columns }: GradientGrid, index: number): Point[] {
  const [left, top] = [(index % columns) * cell, Math.floor(index / columns) * cell];
  return [
    { x: left, y: top },
    { x: left + cell, y: top },
    { x: left + cell, y: top + cell },
    { x: left, y: top + cell },
  ];
}
