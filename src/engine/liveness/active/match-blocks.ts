import { alignedSide, type AlignedFace } from '#engine/liveness/active/aligned-face.js';

/** A place of one picture, and where its surroundings lie in the other. Centres in pixels. */
export interface BlockMatch {
  readonly x: number;
  readonly y: number;
  readonly u: number;
  readonly v: number;
  /** Normalised cross-correlation, −1…1. */
  readonly likeness: number;
}

const blockSide = 13;
const gridStep = 7;
/** Smooth skin looks alike everywhere: standard deviation of luma below which a block has no place. */
const leastDeviation = 4;
const leastLikeness = 0.75;
/** Standard deviations of how far places of the face may lie from where the mesh says the face is: within its hull's box. */
const faceMargin = 0.04;

/** Finds blocks of a face again in another picture of it that was warped to lie over the first; NaN there is nothing. */
export function matchBlocks(from: AlignedFace, to: Float32Array, reachPixels: number): BlockMatch[] {
  const box = boxOf(from.mesh);
  const matches: BlockMatch[] = [];
  const half = (blockSide - 1) / 2;
  for (let y = box.top; y <= box.bottom; y += gridStep) {
    for (let x = box.left; x <= box.right; x += gridStep) {
      const left = Math.round(x) - half;
      const top = Math.round(y) - half;
      if (!isInside(left, top)) continue;
      const block = standardised(from.luma, left, top);
      if (block === null) continue;
      const best = bestPlace(block, to, { left, top, reachPixels });
      if (best === null || best.likeness < leastLikeness) continue;
      const centre = { x: left + half + 0.5, y: top + half + 0.5 };
      matches.push({ ...centre, u: centre.x + best.right, v: centre.y + best.down, likeness: best.likeness });
    }
  }
  return matches;
}

const isInside = (left: number, top: number): boolean =>
  left >= 0 && top >= 0 && left + blockSide <= alignedSide && top + blockSide <= alignedSide;

function boxOf(mesh: Float32Array) {
  let [left, top, right, bottom] = [alignedSide, alignedSide, 0, 0];
  for (let i = 0; i < mesh.length; i += 2) {
    left = Math.min(left, mesh[i]!);
    right = Math.max(right, mesh[i]!);
    top = Math.min(top, mesh[i + 1]!);
    bottom = Math.max(bottom, mesh[i + 1]!);
  }
  const margin = faceMargin * (bottom - top);
  return { left: left + margin, top: top + margin, right: right - margin, bottom: bottom - margin };
}

/** Mean taken off and scaled to length 1; null where it is too smooth. */
function standardised(luma: Uint8Array | Float32Array, left: number, top: number): Float32Array | null {
  const block = new Float32Array(blockSide * blockSide);
  let sum = 0;
  for (let row = 0; row < blockSide; row++) {
    for (let column = 0; column < blockSide; column++) {
      const value = luma[(top + row) * alignedSide + left + column]!;
      block[row * blockSide + column] = value;
      sum += value;
    }
  }
  const mean = sum / block.length;
  let squares = 0;
  for (let i = 0; i < block.length; i++) {
    block[i]! -= mean;
    squares += block[i]! ** 2;
  }
  // NaN where part of the block lies outside.
  if (!(squares >= leastDeviation ** 2 * block.length)) return null;
  const length = Math.sqrt(squares);
  for (let i = 0; i < block.length; i++) block[i]! /= length;
  return block;
}

interface Place {
  readonly right: number;
  readonly down: number;
  readonly likeness: number;
}

/** The most alike place within reach, between pixels; null where it lies at the end of the reach. */
function bestPlace(
  block: Float32Array,
  to: Float32Array,
  { left, top, reachPixels }: { readonly left: number; readonly top: number; readonly reachPixels: number },
): Place | null {
  const width = 2 * reachPixels + 1;
  const scores = new Float32Array(width * width).fill(-1);
  let best = -1;
  for (let down = -reachPixels; down <= reachPixels; down++) {
    for (let right = -reachPixels; right <= reachPixels; right++) {
      if (!isInside(left + right, top + down)) continue;
      const at = (down + reachPixels) * width + right + reachPixels;
      scores[at] = likenessAt(block, to, left + right, top + down);
      if (best < 0 || scores[at] > scores[best]!) best = at;
    }
  }
  if (best < 0) return null;
  const column = best % width;
  const row = (best - column) / width;
  if (column === 0 || row === 0 || column === width - 1 || row === width - 1) return null;
  const peak = scores[best]!;
  return {
    right: column - reachPixels + vertex(scores[best - 1]!, peak, scores[best + 1]!),
    down: row - reachPixels + vertex(scores[best - width]!, peak, scores[best + width]!),
    likeness: peak,
  };
}

/** Where the parabola through three neighbours has its top, from the middle one: −.5….5. */
function vertex(before: number, peak: number, after: number): number {
  const curve = before - 2 * peak + after;
  return curve < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curve))) : 0;
}

/** Normalised cross-correlation of a standardised block with the pixels there; −1 where those are smooth or missing. */
function likenessAt(block: Float32Array, to: Float32Array, left: number, top: number): number {
  let [sum, squares, product] = [0, 0, 0];
  for (let row = 0; row < blockSide; row++) {
    let at = (top + row) * alignedSide + left;
    for (let i = row * blockSide; i < (row + 1) * blockSide; i++, at++) {
      const value = to[at]!;
      sum += value;
      squares += value * value;
      product += value * block[i]!;
    }
  }
  const spread = squares - (sum * sum) / block.length;
  return spread > block.length ? product / Math.sqrt(spread) : -1;
}
