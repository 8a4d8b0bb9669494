import type { CanonicalFace } from '#engine/quality/canonical-face.js';
import { percentileOf } from '#engine/quality/pixel-statistics.js';
import { fitRobustly } from '#engine/quality/robust-fit.js';

/** Side of the squares that the skin is divided into, in canonical pixels, and the share of one that must be skin. */
const cell = { side: 8, skinShare: 0.6 } as const;
/**
 * What skin may differ from the rest: log luma from a smooth surface (the light), log chroma from one value. A face lit
 * by lamps of different colours differs more throughout, so the tolerance is at least thrice the difference that the
 * steadiest 30 % of the cells keep to.
 */
const tolerance = { luma: 0.5, chroma: 0.14, spreads: 3, steadyShare: 0.3 } as const;
/** Scales of the robust fits, in the same logarithms. */
const fitScale = { luma: 0.7, redGreen: 0.2, blueGreen: 0.25 } as const;
/** Blue is the noisiest channel. */
const blueWeight = 0.7;
/** Odd cells must lie together, this many, to be something on the face. */
const smallestGroup = 10;
/** Keeps the logarithms of black pixels finite; levels of 255. */
const darkOffset = 6;

interface Cell {
  readonly column: number;
  readonly row: number;
  readonly luma: number;
  readonly redGreen: number;
  readonly blueGreen: number;
}

/**
 * FaceOcclusionPrevention of ISO/IEC 29794-5: the share, 0–1, of the skin that is covered. The standard takes a
 * segmentation net; none may be shipped, so here skin is told by agreement: cells whose brightness or colour breaks out
 * of the smooth course of the rest, in groups. Finds masks, sunglasses, hair, hats, dark or coloured objects. Does not
 * find what has the colour of this face's skin (a hand), nor what covers most of it. Strong make-up, deep cast shadows
 * and lamps of several colours can be taken for a cover.
 */
export function occludedShare(face: CanonicalFace, skin: Uint8Array): number {
  const cells = cellsOf(face, skin);
  if (cells.length < 2 * smallestGroup) return 1;
  const half = face.sidePixels / cell.side / 2;
  const surface = ({ column, row }: Cell): number[] => {
    const x = (column - half) / half;
    const y = (row - half) / half;
    return [1, x, y, x * x, y * y];
  };
  const surfaces = cells.map(surface);
  const constants = cells.map(() => [1]);
  const luma = fitRobustly(
    surfaces,
    cells.map((item) => item.luma),
    fitScale.luma,
  );
  const red = fitRobustly(
    constants,
    cells.map((item) => item.redGreen),
    fitScale.redGreen,
  );
  const blue = fitRobustly(
    constants,
    cells.map((item) => item.blueGreen),
    fitScale.blueGreen,
  );
  const lumaResidual = luma.map(Math.abs);
  const chromaResidual = red.map((value, i) => Math.hypot(value, blueWeight * blue[i]!));
  const lumaLimit = limitOf(lumaResidual, tolerance.luma);
  const chromaLimit = limitOf(chromaResidual, tolerance.chroma);
  const odd = cells.filter((_, i) => lumaResidual[i]! > lumaLimit || chromaResidual[i]! > chromaLimit);
  return groupedCount(odd) / cells.length;
}

function limitOf(residuals: Float64Array, least: number): number {
  const steady = percentileOf(residuals.slice().sort(), tolerance.steadyShare);
  return Math.max(least, tolerance.spreads * steady);
}

function cellsOf({ rgb, sidePixels }: CanonicalFace, skin: Uint8Array): Cell[] {
  const cells: Cell[] = [];
  for (let row = 0; row < sidePixels / cell.side; row++) {
    for (let column = 0; column < sidePixels / cell.side; column++) {
      let count = 0;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let y = row * cell.side; y < (row + 1) * cell.side; y++) {
        for (let x = column * cell.side; x < (column + 1) * cell.side; x++) {
          const i = y * sidePixels + x;
          if (skin[i] === 0) continue;
          count++;
          red += rgb[i * 3]!;
          green += rgb[i * 3 + 1]!;
          blue += rgb[i * 3 + 2]!;
        }
      }
      if (count < cell.skinShare * cell.side ** 2) continue;
      red = red / count + darkOffset;
      green = green / count + darkOffset;
      blue = blue / count + darkOffset;
      cells.push({
        column,
        row,
        luma: Math.log(0.2126 * red + 0.7152 * green + 0.0722 * blue),
        redGreen: Math.log(red / green),
        blueGreen: Math.log(blue / green),
      });
    }
  }
  return cells;
}

/** How many cells belong to groups (touching at sides or corners) of at least `smallestGroup`. */
function groupedCount(odd: readonly Cell[]): number {
  const key = (column: number, row: number): number => row * 1000 + column;
  const open = new Map(odd.map((item) => [key(item.column, item.row), item]));
  let total = 0;
  for (const seed of odd) {
    if (!open.delete(key(seed.column, seed.row))) continue;
    const group = [seed];
    for (const member of group) {
      for (let row = member.row - 1; row <= member.row + 1; row++) {
        for (let column = member.column - 1; column <= member.column + 1; column++) {
          const neighbour = open.get(key(column, row));
          if (neighbour === undefined) continue;
          open.delete(key(column, row));
          group.push(neighbour);
        }
      }
    }
    if (group.length >= smallestGroup) total += group.length;
  }
  return total;
}
