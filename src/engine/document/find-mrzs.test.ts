import { expect, test } from 'vitest';
import { findMrzs, type FindMrzsInput } from '#engine/document/find-mrzs.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import type { Luminance } from '#engine/image/luminance.js';

const working: Luminance = { width: 800, height: 600, data: new Uint8Array(800 * 600), channels: 1 };
const enlarged = () => Promise.resolve(working);
const card = cornersOfBox({ x: 50, y: 50, width: 700, height: 440 });
const row = (width: number, y: number): TextRegion => ({
  box: { x: 80, y, width, height: 20, angleDegrees: 0 },
  score: 0.9,
});

/** The ways in which candidates are handed to a reader that finds none of them to be a zone. */
async function ways(input: Pick<FindMrzsInput, 'regions' | 'outlines' | 'direction'>): Promise<number[]> {
  const asked: number[] = [];
  const mrzReader: FindMrzsInput['mrzReader'] = {
    read(_image, _candidate, directionDegrees) {
      asked.push(directionDegrees);
      return Promise.resolve(null);
    },
  };
  const found = await findMrzs({ working, enlarged, mrzReader, now: new Date('2026-01-15'), ...input });
  expect(found).toEqual([]);
  return asked;
}

const sure = { angleDegrees: 0, isSure: true };

test('two rows as long as a zone are read, both ways up where the direction is unsure', async () => {
  const regions = [row(600, 400), row(600, 440)];
  expect(await ways({ regions, outlines: [card], direction: sure })).toContain(0);
  const unsure = await ways({ regions, outlines: [card], direction: { angleDegrees: 0, isSure: false } });
  expect(unsure.slice(0, 2)).toEqual([0, 180]);
});

test('rows too short for the document that they stand on are not read; where no edges show, they are', async () => {
  const regions = [row(180, 400), row(180, 418)];
  expect(await ways({ regions, outlines: [card], direction: sure })).toEqual([]);
  expect(await ways({ regions, outlines: [], direction: sure })).not.toEqual([]);
});
