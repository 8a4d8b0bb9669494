import type { RgbImage } from '#engine/decode/rgb-image.js';

/**
 * The whole picture at another size. Shrinking averages every input pixel by the area it covers, so nothing aliases;
 * enlarging interpolates linearly. Each axis is treated on its own, so the ratio may change.
 */
export function resize(image: RgbImage, width: number, height: number): RgbImage {
  if (width === image.width && height === image.height) return image;
  const columns = axisTaps(image.width, width);
  const rows = axisTaps(image.height, height);
  const narrowed = createRowCache(image, columns, width);
  const data = new Uint8Array(width * height * 3);
  const sums = new Float64Array(width * 3);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let tap = rows.ends[y]!, from = rows.first[y]!; tap < rows.ends[y + 1]!; tap++, from++) {
      const weight = rows.weights[tap]!;
      const row = narrowed(from);
      for (let i = 0; i < sums.length; i++) sums[i]! += weight * row[i]!;
    }
    for (let i = 0, at = y * sums.length; i < sums.length; i++, at++) data[at] = sums[i]! + 0.5;
  }
  return { width, height, data };
}

/** The picture's rows at the new width, asked for in rising order: two neighbours share at most one row. */
function createRowCache(image: RgbImage, columns: Taps, width: number): (y: number) => Float32Array {
  const kept = [0, 1].map(() => ({ y: -1, row: new Float32Array(width * 3) }));
  return (y) => {
    const slot = kept[y % 2]!;
    if (slot.y !== y) {
      slot.y = y;
      narrowRow(image, y, columns, slot.row);
    }
    return slot.row;
  };
}

function narrowRow({ width, data }: RgbImage, y: number, { first, ends, weights }: Taps, into: Float32Array): void {
  const start = y * width * 3;
  for (let x = 0, to = 0; to < into.length; x++, to += 3) {
    let from = start + first[x]! * 3;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let tap = ends[x]!; tap < ends[x + 1]!; tap++, from += 3) {
      const weight = weights[tap]!;
      red += weight * data[from]!;
      green += weight * data[from + 1]!;
      blue += weight * data[from + 2]!;
    }
    into[to] = red;
    into[to + 1] = green;
    into[to + 2] = blue;
  }
}

/** For each output position, the run of input positions it is made of. */
interface Taps {
  /** Where the run begins. */
  readonly first: Int32Array;
  /** Weights of a position: from its entry to the next one's; they sum to 1. */
  readonly ends: Int32Array;
  readonly weights: Float64Array;
}

function axisTaps(from: number, to: number): Taps {
  const first = new Int32Array(to);
  const ends = new Int32Array(to + 1);
  const weights: number[] = [];
  for (let at = 0; at < to; at++) {
    first[at] = to < from ? areaTap(from, to, at, weights) : linearTap(from, to, at, weights);
    ends[at + 1] = weights.length;
  }
  return { first, ends, weights: Float64Array.from(weights) };
}

function areaTap(from: number, to: number, at: number, weights: number[]): number {
  const start = (at * from) / to;
  const end = ((at + 1) * from) / to;
  const first = Math.floor(start);
  const last = Math.min(from - 1, Math.ceil(end) - 1);
  for (let i = first; i <= last; i++) weights.push((Math.min(end, i + 1) - Math.max(start, i)) / (end - start));
  return first;
}

function linearTap(from: number, to: number, at: number, weights: number[]): number {
  const centre = Math.min(from - 1, Math.max(0, ((at + 0.5) * from) / to - 0.5));
  const first = Math.min(Math.floor(centre), Math.max(0, from - 2));
  const share = centre - first;
  if (from === 1) weights.push(1);
  else weights.push(1 - share, share);
  return first;
}
