import type { Box } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { reduceRegion } from '#engine/face/reduce-region.js';
import { lumaOf } from '#engine/image/luma.js';

/** The picture is reduced until the face is at most so wide: edges that matter are long. */
const faceWidthPixels = 80;
/** Where a side of the rectangle is looked for, from the middle of the face, in half sizes of its box. */
const reach = { from: 0.9, to: 1.8 } as const;
/** Most that a side leans to either side along its length, in pixels, half of it at each end. */
const mostLean = 2;
/** Levels of luma of a step, and how many times it must exceed the steps two pixels to either side. */
const leastStep = 6;
const dominance = 2;

/**
 * A straight frame around the face: the border of a picture that was laid in, or of a screen or print that is held up. Value:
 * 0–1, how much of a side's length is a step of one sign along one straight line, of the third best of the four sides: two
 * straight edges are any door. Null where the picture has no room for three sides.
 */
export function faceEdge(image: RgbImage, box: Box): number | null {
  const factor = Math.max(1, Math.ceil(box.width / faceWidthPixels));
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  const half = Math.max(box.width, box.height) / 2;
  const region = {
    left: Math.max(0, Math.floor(x - (reach.to + 0.2) * half)),
    top: Math.max(0, Math.floor(y - (reach.to + 0.2) * half)),
    right: Math.min(image.width, Math.ceil(x + (reach.to + 0.2) * half)),
    bottom: Math.min(image.height, Math.ceil(y + (reach.to + 0.2) * half)),
  };
  const { width, height, data } = reduceRegion(image, region, factor, factor > 2 ? 2 : 1);
  const luma = Float32Array.from({ length: width * height }, (_, at) =>
    lumaOf(data[at * 3]!, data[at * 3 + 1]!, data[at * 3 + 2]!),
  );
  const middle = { x: (x - region.left) / factor, y: (y - region.top) / factor };
  const length = half / factor;
  const sides = [
    { steps: stepsAlong(luma, width, height, 1), size: [width, height], at: [middle.x, middle.y] },
    {
      steps: transposed(stepsAlong(luma, width, height, width), width, height),
      size: [height, width],
      at: [middle.y, middle.x],
    },
  ].flatMap(({ steps, size: [across, along], at: [centre, other] }) =>
    [-1, 1].map((sign) => bestLine(steps, across!, along!, centre!, other!, length, sign)),
  );
  const found = sides.filter((side) => side !== null).sort((left, right) => right - left);
  return found[2] ?? null;
}

/** Signed steps between the pixels before and after, where they stand out from those beside them; else 0. */
function stepsAlong(luma: Float32Array, width: number, height: number, step: number): Int8Array {
  const result = new Int8Array(width * height);
  for (let y = step === 1 ? 0 : 3; y < height - (step === 1 ? 0 : 3); y++) {
    for (let x = step === 1 ? 3 : 0; x < width - (step === 1 ? 3 : 0); x++) {
      const at = y * width + x;
      const rise = luma[at + step]! - luma[at - step]!;
      const size = Math.abs(rise);
      if (size < leastStep) continue;
      const beside = Math.max(
        Math.abs(luma[at + 3 * step]! - luma[at + step]!),
        Math.abs(luma[at - step]! - luma[at - 3 * step]!),
      );
      if (size >= dominance * beside) result[at] = Math.sign(rise);
    }
  }
  return result;
}

function transposed(values: Int8Array, width: number, height: number): Int8Array {
  const result = new Int8Array(values.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) result[x * height + y] = values[y * width + x]!;
  return result;
}

/** Where lines of every leaning run, beside their middle. */
const leanings = (count: number): Int8Array[] =>
  [-4, -2, 0, 2, 4].map((lean) => Int8Array.from({ length: count }, (_, i) => Math.round(lean * (i / count - 0.5))));

/** Of the lines on one side that are upright or nearly so: the largest share of steps of one sign; null without room. */
function bestLine(
  steps: Int8Array,
  across: number,
  along: number,
  centre: number,
  other: number,
  half: number,
  sign: number,
): number | null {
  const first = Math.max(0, Math.round(other - half));
  const last = Math.min(along, Math.round(other + half));
  const count = last - first;
  if (count < half) return null;
  const leans = leanings(count);
  let best: number | null = null;
  for (let distance = reach.from * half; distance <= reach.to * half; distance++) {
    const place = Math.round(centre + sign * distance);
    if (place - mostLean < 3 || place + mostLean > across - 4) continue;
    for (const offsets of leans) {
      let up = 0;
      let down = 0;
      for (let i = 0, start = first * across + place; i < count; i++, start += across) {
        const found = steps[start + offsets[i]!]!;
        if (found > 0) up++;
        else if (found < 0) down++;
      }
      best = Math.max(best ?? 0, Math.abs(up - down) / count);
    }
  }
  return best;
}
