import type { CanonicalFace } from '#engine/quality/canonical-face.js';

/** Keeps the logarithms of black pixels finite; levels of 255. */
const darkOffset = 6;

/** A square of the canonical face and its mean colour, in natural logarithms. */
export interface SkinCell {
  readonly column: number;
  readonly row: number;
  /** Middle of the square, −1 to 1 across and down the canonical face. */
  readonly x: number;
  readonly y: number;
  readonly luma: number;
  readonly redGreen: number;
  readonly blueGreen: number;
}

/** The squares of `cellSide` canonical pixels of which the mask holds at least `share`; colours are those of the masked pixels. */
export function skinCells(
  { rgb, sidePixels }: CanonicalFace,
  mask: Uint8Array,
  { cellSide, share }: { readonly cellSide: number; readonly share: number },
): SkinCell[] {
  const cells: SkinCell[] = [];
  const perSide = Math.floor(sidePixels / cellSide);
  for (let row = 0; row < perSide; row++) {
    for (let column = 0; column < perSide; column++) {
      let count = 0;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let y = row * cellSide; y < (row + 1) * cellSide; y++) {
        const end = y * sidePixels + (column + 1) * cellSide;
        for (let i = end - cellSide; i < end; i++) {
          if (mask[i] === 0) continue;
          count++;
          red += rgb[i * 3]!;
          green += rgb[i * 3 + 1]!;
          blue += rgb[i * 3 + 2]!;
        }
      }
      if (count < share * cellSide ** 2) continue;
      red = red / count + darkOffset;
      green = green / count + darkOffset;
      blue = blue / count + darkOffset;
      cells.push({
        column,
        row,
        x: ((column + 0.5) * cellSide * 2) / sidePixels - 1,
        y: ((row + 0.5) * cellSide * 2) / sidePixels - 1,
        luma: Math.log(0.2126 * red + 0.7152 * green + 0.0722 * blue),
        redGreen: Math.log(red / green),
        blueGreen: Math.log(blue / green),
      });
    }
  }
  return cells;
}
