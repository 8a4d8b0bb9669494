import type { Point, Quad } from '#domain/geometry.js';
import {
  fitShape,
  likeness,
  type Shape,
  type ShapeBank,
  type ShapeFit,
} from '#engine/document/cues/print/fit-shape.js';
import { shapeSize } from '#engine/document/cues/print/shape-size.js';
import type { Luminance } from '#engine/image/luminance.js';
import { sampleQuad } from '#engine/image/sample-quad.js';

/** A character of the zone with its place in it. */
export interface ZoneFit extends ShapeFit {
  readonly line: number;
  readonly column: number;
  readonly symbol: string;
}

const { width, height, pitch, capital, baseline } = shapeSize;
/** How far characters may lie from where the reader has them, in pixels of the shape. */
const reach = 4;
const columns = 2 * reach + 1;
const states = columns * columns;
const patchWidth = width + 2 * reach;
const patchHeight = height + 2 * reach;

/** A character with its surroundings, upright: float64 luma, row-major `patchHeight` × `patchWidth`. */
type Patch = Float64Array;

/**
 * How each character of a zone lies to the shapes of OCR-B; one list for each bank of shapes. Lines with characters that have
 * no shape are left out.
 * @param middles of the characters of each line, in pixels of the image
 */
export function fitZone(
  image: Luminance,
  middles: readonly (readonly Point[])[],
  lines: readonly string[],
  banks: readonly [ShapeBank, ...ShapeBank[]],
): ZoneFit[][] {
  const placed = lines.flatMap((text, line) => {
    const shapes = Array.from(text, (symbol) => banks[0].get(symbol)).filter((shape) => shape !== undefined);
    const patches = patchesOf(image, middles[line] ?? []);
    if (shapes.length < text.length || patches?.length !== text.length) return [];
    return likeliestPlaces(shapes, patches).map((place, column) => {
      return { line, column, symbol: text[column]!, patch: patches[column]!, ...place };
    });
  });
  return banks.map((bank) =>
    placed.map(({ line, column, symbol, patch, x, y }): ZoneFit => {
      const fit = fitShape(bank.get(symbol)!, patch, patchWidth, reach + x, reach + y);
      return { line, column, symbol, ...fit, drop: fit.drop + y / capital, shift: fit.shift + x / capital };
    }),
  );
}

/** Each character along the line through its neighbours. Null when they lie upon each other. */
function patchesOf(image: Luminance, middles: readonly Point[]): Patch[] | null {
  const patches: Patch[] = [];
  for (const [i, middle] of middles.entries()) {
    const before = middles[Math.max(0, i - 2)]!;
    const after = middles[Math.min(middles.length - 1, i + 2)]!;
    const steps = Math.min(middles.length - 1, i + 2) - Math.max(0, i - 2);
    const along = { x: (after.x - before.x) / (steps * pitch), y: (after.y - before.y) / (steps * pitch) };
    const corner = (x: number, y: number): Point => ({
      x: middle.x + x * along.x - y * along.y,
      y: middle.y + x * along.y + y * along.x,
    });
    const left = -patchWidth / 2;
    const top = capital / 2 - baseline - reach;
    const frame: Quad = [
      corner(left, top),
      corner(left + patchWidth, top),
      corner(left + patchWidth, top + patchHeight),
      corner(left, top + patchHeight),
    ];
    const patch = sampleQuad(image, frame, patchWidth, patchHeight);
    if (patch === null) return null;
    patches.push(Float64Array.from(patch));
  }
  return patches;
}

/** Where the characters lie off their middles, by the likeliest path: from one to the next it moves a pixel at most. */
function likeliestPlaces(shapes: readonly Shape[], patches: readonly Patch[]): { x: number; y: number }[] {
  const from = shapes.map(() => new Int16Array(states));
  let sums = new Float64Array(states);
  for (const [column, shape] of shapes.entries()) {
    const next = new Float64Array(states);
    for (let state = 0; state < states; state++) {
      const x = state % columns;
      const y = Math.floor(state / columns);
      let best = state;
      for (let dy = -1; column > 0 && dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const other = state + dy * columns + dx;
          if (x + dx < 0 || x + dx >= columns || other < 0 || other >= states) continue;
          if (sums[other]! > sums[best]!) best = other;
        }
      }
      from[column]![state] = best;
      next[state] = sums[best]! + likeness(shape, patches[column]!, patchWidth, x, y);
    }
    sums = next;
  }
  let state = sums.reduce((best, sum, at) => (sum > sums[best]! ? at : best), 0);
  const places: { x: number; y: number }[] = [];
  for (let column = shapes.length - 1; column >= 0; column--) {
    places.unshift({ x: (state % columns) - reach, y: Math.floor(state / columns) - reach });
    state = from[column]![state]!;
  }
  return places;
}
