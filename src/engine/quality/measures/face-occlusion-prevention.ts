import type { SkinCell } from '#engine/quality/skin-cells.js';
import type { SkinModel } from '#engine/quality/skin-model.js';

/** Odd cells must lie together, this many, to be something on the face. */
const smallestGroup = 10;

/**
 * FaceOcclusionPrevention of ISO/IEC 29794-5: the share, 0–1, of the skin that is covered; 1 where hardly any skin is
 * seen. The standard takes a segmentation net; none may be shipped, so here skin is told by agreement: cells whose
 * brightness or colour breaks out of the smooth course of the rest, in groups. Finds masks, sunglasses, hair, hats, dark
 * or coloured objects. Does not find what has the colour of this face's skin (a hand), nor what covers most of it. Strong
 * make-up, deep cast shadows and lamps of several colours can be taken for a cover.
 */
export function occludedShare(model: SkinModel | null): number {
  if (model === null) return 1;
  const { cells, limits } = model;
  const odd = cells.filter((item) => {
    const { luma, chroma } = model.differenceAt(item);
    return Math.abs(luma) > limits.luma || chroma > limits.chroma;
  });
  return groupedCount(odd) / cells.length;
}

/** How many cells belong to groups (touching at sides or corners) of at least `smallestGroup`. */
function groupedCount(odd: readonly SkinCell[]): number {
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
