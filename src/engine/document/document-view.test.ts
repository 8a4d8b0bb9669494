import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import { pictureOfPixels } from '../../../test/support/picture-of-pixels.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { documentView } from '#engine/document/document-view.js';
import { luminanceOf } from '#engine/image/luminance.js';

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
  expect(view.image).toBe(luminanceOf(working));
  expect(view.regions).toEqual([region]);
  expect(view.toWorking({ x: 3, y: 4 })).toEqual({ x: 3, y: 4 });
});

test('labels of a small document lost: it is cut out with a margin and its text looked for anew', async () => {
  const quad = box(40, 30, 100, 60);
  const view = await documentView(picture, working, { quad, directionDegrees: 0 }, detector);
  expect([view.image.width, view.image.height]).toEqual([106, 64]);
  expect(view.quad).toEqual(box(3, 2, 100, 60));
  expect(view.regions).toEqual([region]);
  // The pixel at the document's corner is the picture's at (40, 30).
  expect(view.image.data[2 * 106 + 3]).toBe(luminanceOf(working).data[30 * 200 + 40]);
  expect(view.closeUp.image).toBe(luminanceOf(working));
  const [corner] = view.closeUp.place(view.quad);
  expect([corner.x, corner.y].map(Math.round)).toEqual([40, 30]);
  const back = view.toWorking({ x: 3, y: 2 });
  expect(back.x).toBeCloseTo(40, 6);
  expect(back.y).toBeCloseTo(30, 6);
});

test('a document on its side is turned upright', async () => {
  const [a, b, c, d] = box(10, 5, 100, 140);
  const view = await documentView(picture, working, { quad: [b, c, d, a], directionDegrees: 90 }, detector);
  expect(view.directionDegrees).toBe(0);
  expect(view.image.width).toBeGreaterThan(view.image.height);
});

test('a document whose corners are off is levelled by its lines', async () => {
  const lines = (count: number) => ({
    detect: () =>
      Promise.resolve(
        Array.from({ length: count }, (_, i) => ({
          box: { x: 60, y: 20 + 15 * i, width: 60, height: 8, angleDegrees: 2 },
          score: 0.9,
        })),
      ),
  });
  const place = { quad: box(5, 5, 190, 120), directionDegrees: 0 };
  const rise = 95 * Math.tan((2 * Math.PI) / 180);
  const { quad } = await documentView(picture, working, place, lines(6));
  const off = [5 - rise, 5 + rise, 125 + rise, 125 - rise].map((y, i) => Math.abs(quad[i]!.y - y));
  expect(Math.max(...off)).toBeLessThan(1e-6);
  expect((await documentView(picture, working, place, lines(3))).quad, 'too few to tell').toEqual(place.quad);
});
