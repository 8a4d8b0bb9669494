import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import { pictureOfPixels } from '#engine/decode/picture-of-pixels.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { documentView } from '#engine/document/document-view.js';

/** A picture in which every pixel's red is its x, its green its y. */
const working: RgbImage = {
  width: 200,
  height: 150,
  data: Uint8Array.from({ length: 200 * 150 * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return [pixel % 200, Math.floor(pixel / 200), 0][i % 3]!;
  }),
};
const picture = pictureOfPixels(working);
const region = { box: { x: 1, y: 2, width: 30, height: 10, angleDegrees: 0 }, score: 0.9 };
const detector = { detect: () => Promise.resolve([region]) };

const box = (x: number, y: number, width: number, height: number): Quad => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
];

test('a document that fills the picture straight is read from the working copy', async () => {
  const quad = box(5, 5, 190, 120);
  const view = await documentView(picture, working, { quad, directionDegrees: 1 }, detector);
  expect(view.image).toBe(working);
  expect(view.regions).toEqual([region]);
  expect(view.toWorking({ x: 3, y: 4 })).toEqual({ x: 3, y: 4 });
});

test('labels of a small document lost: it is cut out with a margin and its text looked for anew', async () => {
  const quad = box(40, 30, 100, 60);
  const view = await documentView(picture, working, { quad, directionDegrees: 0 }, detector);
  expect([view.image.width, view.image.height]).toEqual([106, 64]);
  expect(view.quad).toEqual(box(3, 2, 100, 60));
  expect(view.regions).toEqual([region]);
  // The pixel at the document's corner is the picture's (40, 30).
  expect([...view.image.data.subarray((2 * 106 + 3) * 3, (2 * 106 + 3) * 3 + 2)]).toEqual([40, 30]);
  const corner = view.toWorking({ x: 3, y: 2 });
  expect(corner.x).toBeCloseTo(40, 6);
  expect(corner.y).toBeCloseTo(30, 6);
});

test('a document on its side is turned upright', async () => {
  const [a, b, c, d] = box(10, 5, 100, 140);
  const view = await documentView(picture, working, { quad: [b, c, d, a], directionDegrees: 90 }, detector);
  expect(view.directionDegrees).toBe(0);
  expect(view.image.width).toBeGreaterThan(view.image.height);
});
