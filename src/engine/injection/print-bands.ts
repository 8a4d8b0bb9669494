import { pictureOfPrint, printSide, type FilmPrint } from '#engine/injection/film-print.js';

const bandBits = 28;
/** Of a print's frames, how many are looked up: spread over its time. */
const mostFrames = 16;

/**
 * Values that films with like frames mostly have in common: of each frame the signs of the steps between neighbours (difference
 * hash, N. Krawetz, 2013, "Kind of Like That"), here across and down an 8 × 8 picture, 112 bits, cut into bands of 28. Of a frame
 * that was encoded anew about one bit in fifty differs, so that every second band stays as it was. At most 64 values.
 */
export function printBands(print: FilmPrint): string[] {
  const count = print.timesMs.length;
  const step = Math.max(1, count / mostFrames);
  const values = new Set<string>();
  for (let index = 0; Math.floor(index) < count; index += step) {
    const bits = differenceHash(pictureOfPrint(print, Math.floor(index)));
    for (let band = 0; band * bandBits < bits.length; band++) {
      values.add(`${band}:${bits.slice(band * bandBits, (band + 1) * bandBits)}`);
    }
  }
  return [...values];
}

function differenceHash(picture: Uint8Array): string {
  let [across, down] = ['', ''];
  for (let at = 0; at < picture.length; at++) {
    const level = picture[at]!; // within its length, as the next ones
    if (at % printSide < printSide - 1) across += picture[at + 1]! > level ? '1' : '0';
    if (at + printSide < picture.length) down += picture[at + printSide]! > level ? '1' : '0';
  }
  return across + down;
}
