import type { Area, GrayPicture } from '#web/capture/guidance/gray-picture.js';

/** Mean brightness, 0–255. */
export function brightnessOf({ data, width }: GrayPicture, { left, top, width: w, height: h }: Area): number {
  let sum = 0;
  for (let y = top; y < top + h; y += 1) for (let x = left; x < left + w; x += 1) sum += data[y * width + x]!;
  return sum / (w * h);
}

/**
 * Mean square of the Laplacian over its neighbours' brightness: falls as edges soften. Over brightness, so that dim light does
 * not look like blur.
 */
export function sharpnessOf({ data, width }: GrayPicture, { left, top, width: w, height: h }: Area): number {
  let sum = 0;
  let light = 0;
  for (let y = top + 1; y < top + h - 1; y += 1) {
    for (let x = left + 1; x < left + w - 1; x += 1) {
      const at = y * width + x;
      const laplacian = 4 * data[at]! - data[at - 1]! - data[at + 1]! - data[at - width]! - data[at + width]!;
      sum += laplacian * laplacian;
      light += data[at]!;
    }
  }
  return light === 0 ? 0 : sum / light;
}

const glareCells = 24;
const burntOut = 254;
/** Of the area: more is white paper in bright light. */
const largestSpot = 0.3;

/**
 * Share of the area's cells that are burnt out whole, 0–1; 0 where most of it is: white paper is bright everywhere, a reflection in
 * a spot.
 */
export function glareOf({ data, width }: GrayPicture, area: Area): number {
  const cellWidth = Math.max(2, Math.floor(area.width / glareCells));
  const cellHeight = cellWidth;
  let cells = 0;
  let burnt = 0;
  for (let top = area.top; top + cellHeight <= area.top + area.height; top += cellHeight) {
    for (let left = area.left; left + cellWidth <= area.left + area.width; left += cellWidth) {
      cells += 1;
      let whole = true;
      for (let y = top; whole && y < top + cellHeight; y += 1) {
        for (let x = left; x < left + cellWidth; x += 1) {
          if (data[y * width + x]! < burntOut) {
            whole = false;
            break;
          }
        }
      }
      if (whole) burnt += 1;
    }
  }
  const share = cells === 0 ? 0 : burnt / cells;
  return share > largestSpot ? 0 : share;
}
