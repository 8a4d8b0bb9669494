import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import { framesOf, measureBlock } from '#engine/document/mrz/line-frames.js';
import type { MrzLineRecogniser } from '#engine/document/mrz/mrz-line-recogniser.js';
import { symbolStride } from '#engine/document/mrz/symbols.js';
import type { Luminance } from '#engine/image/luminance.js';

const image: Luminance = { width: 4, height: 4, data: new Uint8Array(4 * 4), channels: 1 };
const strip = (top: number): Quad => [
  { x: 100, y: top },
  { x: 540, y: top },
  { x: 540, y: top + 12 },
  { x: 100, y: top + 12 },
];

/**
 * A net that sees lines of characters 10 pixels apart, from x = 105 on, clearly where its input shows them at its own scale
 * and hardly elsewhere. What it is shown lies from 100 − 1.6 pitches to 540 + 1.6 pitches of the guess.
 */
function recogniserOf(characters: number): MrzLineRecogniser {
  return {
    recognise({ count, width }) {
      const guess = 440 / (width / 14.5 - 3.2);
      const from = 100 - 1.6 * guess;
      const pixelsPerStep = (440 + 3.2 * guess) / (width / 4);
      const probability = Math.max(0.3, 1 - Math.abs(guess - 10) / 10);
      const steps = width / 4;
      return Promise.resolve(
        Array.from({ length: count }, () => {
          const data = new Float64Array(steps * symbolStride);
          for (let step = 0; step < steps; step++) data[step * symbolStride] = 0.2;
          for (let i = 0; i < characters; i++) {
            const step = Math.floor((105 + 10 * i - from) / pixelsPerStep);
            data[step * symbolStride + 1 + (i % 36)] = probability;
          }
          return { steps, data };
        }),
      );
    },
  };
}

test('the pitch, the ends and the clarity are those of the scale at which the lines are clearest', async () => {
  const block = (await measureBlock(image, [strip(0), strip(30)], recogniserOf(44)))!;
  expect(block.pitchPixels).toBeCloseTo(10, 0);
  expect(Math.abs(block.firstPixels - 5)).toBeLessThan(3);
  expect(Math.abs(block.lastPixels - 435)).toBeLessThan(3);
  expect(block.characters).toBe(44);
  expect(block.clarity).toBeGreaterThan(0.9);
});

test('a handful of characters is no block', async () => {
  expect(await measureBlock(image, [strip(0), strip(30)], recogniserOf(5))).toBeNull();
});

test('frames reach from before the first to behind the last character, or as far as lines of a given length do', () => {
  const axes = [{ origin: { x: 100, y: 6 }, along: { x: 1, y: 0 }, down: { x: 0, y: 1 } }];
  const block = { axes, pitchPixels: 10, firstPixels: 5, lastPixels: 205, clarity: 1, characters: 21 };
  const scale = { pitchPixels: 15, capitalPixels: 16 };
  const ends = (characters: number | null) => framesOf(block, scale, characters)[0]!.map(({ x }) => Math.round(x));
  expect(ends(null)).toEqual([89, 321, 321, 89]);
  expect(ends(30)).toEqual([89, 411, 411, 89]);
  // A capital is 10 / 1.06 pixels high, and half of the 32 pixels of a line.
  expect(framesOf(block, scale, null)[0]!.map(({ y }) => Number(y.toFixed(2)))).toEqual([-3.43, -3.43, 15.43, 15.43]);
});
