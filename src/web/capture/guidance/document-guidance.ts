import type { Area, GrayPicture } from '#web/capture/guidance/gray-picture.js';
import { brightnessOf, glareOf, sharpnessOf } from '#web/capture/guidance/measures.js';

export type DocumentAdvice = 'searching' | 'too-far' | 'cropped' | 'glare' | 'blur' | 'dark' | 'good';

/**
 * Sharpness: ten specimens of ../shared in a picture of 1280 pixels have 2.2 to 15.5, and blurred with a sigma of 4 pixels 0.3 to 1.5;
 * the rest is set on drawings. They only advise: the shutter works whatever they say, and the server
 * judges.
 */
const limits = {
  darkest: 45,
  glareShare: 0.006,
  leastSharpness: 1.6,
  /** A cell with so many strong edges shows print. */
  strongEdge: 28,
  edgesPerCell: 0.06,
  /** The same of a strip along one side of the picture: print goes on outside of it. */
  edgesAtBorder: 0.05,
  borderPixels: 6,
  /** Of the cells in the frame. */
  leastPrinted: 0.06,
  /** Of the frame's width. */
  smallest: 0.55,
} as const;

const columns = 16;
const rows = 10;

/** `frame`: where the page shows the outline, in pixels of the picture (about 320 wide). */
export function adviseDocument(picture: GrayPicture, frame: Area): DocumentAdvice {
  if (brightnessOf(picture, frame) < limits.darkest) return 'dark';
  const printed = printedCells(picture);
  const extent = extentOf(printed);
  if (extent === null || extent.share < limits.leastPrinted) return 'searching';
  if (printAtBorder(picture) > limits.edgesAtBorder) return 'cropped';
  if (extent.width * picture.width < limits.smallest * frame.width) return 'too-far';
  if (glareOf(picture, frame) > limits.glareShare) return 'glare';
  return sharpnessOf(picture, frame) < limits.leastSharpness ? 'blur' : 'good';
}

/** Whether each cell of a grid over the picture shows print, row by row. */
function printedCells(picture: GrayPicture): boolean[] {
  const width = Math.floor(picture.width / columns);
  const height = Math.floor(picture.height / rows);
  return Array.from({ length: columns * rows }, (_, cell) => {
    const left = (cell % columns) * width;
    const top = Math.floor(cell / columns) * height;
    return printIn(picture, { left, top, width, height }) > limits.edgesPerCell;
  });
}

/** Share of an area's pixels with a strong edge to the next one, 0–1. */
function printIn({ data, width, height }: GrayPicture, area: Area): number {
  let strong = 0;
  for (let y = area.top; y < Math.min(area.top + area.height, height - 1); y += 1) {
    for (let x = area.left; x < Math.min(area.left + area.width, width - 1); x += 1) {
      const at = y * width + x;
      const step = Math.abs(data[at]! - data[at + 1]!) + Math.abs(data[at]! - data[at + width]!);
      if (step > limits.strongEdge) strong += 1;
    }
  }
  return strong / (area.width * area.height);
}

/** Of the side of the picture that shows most of it. */
function printAtBorder(picture: GrayPicture): number {
  const { width, height } = picture;
  const thick = limits.borderPixels;
  const sides: Area[] = [
    { left: 0, top: 0, width: thick, height },
    { left: width - thick, top: 0, width: thick, height },
    { left: 0, top: 0, width, height: thick },
    { left: 0, top: height - thick, width, height: thick },
  ];
  return Math.max(...sides.map((side) => printIn(picture, side)));
}

interface Extent {
  /** Of the picture's width, 0–1. */
  readonly width: number;
  /** Of all cells. */
  readonly share: number;
}

/** Where print lies; cells that stand alone are the table's grain. */
function extentOf(printed: readonly boolean[]): Extent | null {
  let first = columns;
  let last = -1;
  let count = 0;
  printed.forEach((is, cell) => {
    if (!is || !hasNeighbour(printed, cell)) return;
    count += 1;
    first = Math.min(first, cell % columns);
    last = Math.max(last, cell % columns);
  });
  if (count === 0) return null;
  return { width: (last - first + 1) / columns, share: count / printed.length };
}

function hasNeighbour(printed: readonly boolean[], cell: number): boolean {
  const column = cell % columns;
  return (
    (column > 0 && printed[cell - 1] === true) ||
    (column < columns - 1 && printed[cell + 1] === true) ||
    printed[cell - columns] === true ||
    printed[cell + columns] === true
  );
}
