import type { Luminance } from '#engine/image/luminance.js';

/** From here on print differs from its ground, in grey levels. */
const leastContrast = 30;
/** What is darker than this share of the way from ink to ground is ink; the lines of a background print stay lighter. */
const inkShare = 0.4;
/** A column with as many dark pixels is inked; one is noise. */
const leastInkPixels = 2;
/** Share of the height at the top and at the bottom that is not looked at: neighbouring lines reach into it. */
const ignoredShare = 0.12;
/** Words of one line stand no further apart than this, in heights of the line. */
const widestGap = 0.4;

/** Columns of a line, from ≤ column < to. */
export interface ColumnRange {
  readonly from: number;
  readonly to: number;
}

/**
 * How far the print of a detected word goes on to both sides: text detectors miss words of scripts that they were not
 * trained on, and those stand within a word's gap. Only dark print on a lighter ground is followed.
 * @param line grey levels of the line and of what lies beside it
 * @param detected the columns of `line` that the detector found; at least one
 */
export function inkExtent(line: Luminance, detected: ColumnRange): ColumnRange {
  const { width, height, data } = line;
  const [top, bottom] = [Math.round(ignoredShare * height), Math.round((1 - ignoredShare) * height)];
  const levels: number[] = [];
  for (let y = top; y < bottom; y++) levels.push(...data.subarray(y * width + detected.from, y * width + detected.to));
  levels.sort((a, b) => a - b);
  const ink = levels[Math.floor(0.05 * levels.length)] ?? 0;
  const ground = levels[levels.length >> 1] ?? 0;
  if (ground - ink < leastContrast) return detected;
  const darkest = ink + inkShare * (ground - ink);
  const isInked = (x: number): boolean => {
    let dark = 0;
    for (let y = top; y < bottom; y++) if (data[y * width + x]! < darkest) dark++;
    return dark >= leastInkPixels;
  };
  const gap = widestGap * height;
  let { from, to } = detected;
  for (let x = from - 1; x >= 0 && from - x <= gap; x--) if (isInked(x)) from = x;
  for (let x = to; x < width && x - to < gap; x++) if (isInked(x)) to = x + 1;
  return { from, to };
}
