import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import { quadContains } from '#engine/document/locate/quads.js';
import { snapToEdges } from '#engine/document/locate/snap-to-edges.js';

/** A pale quad on a dark ground, with further painting on top. */
function picture(card: Quad, paint: (x: number, y: number) => number | null = () => null) {
  const [width, height] = [400, 300];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const grey = paint(x, y) ?? (quadContains(card, { x: x + 0.5, y: y + 0.5 }) ? 210 : 60);
      data.fill(grey, (y * width + x) * 3, (y * width + x + 1) * 3);
    }
  }
  return { width, height, data };
}

const quad = (...flat: number[]): Quad => [0, 2, 4, 6].map((i) => ({ x: flat[i]!, y: flat[i + 1]! })) as Quad; // eight numbers in
const reach = { inwards: 0.2, outwards: 0.2, deviation: 0.15 };
const reaches = [reach, reach, reach, reach] as const;
const farthest = (a: Quad, b: Quad) => Math.max(...a.map(({ x, y }, i) => Math.hypot(x - b[i]!.x, y - b[i]!.y)));

test('sides go to the edges of the document, also of one seen aslant', () => {
  const card = quad(60, 50, 340, 70, 330, 250, 70, 240);
  const expected = quad(75, 62, 325, 62, 325, 236, 75, 236);
  expect(farthest(snapToEdges(picture(card), expected, reaches, []), card)).toBeLessThan(4);
});

test('where nothing shows an edge, the quad stays', () => {
  const expected = quad(60, 50, 340, 50, 340, 250, 60, 250);
  expect(snapToEdges(picture(quad(0, 0, 400, 0, 400, 300, 0, 300)), expected, reaches, [])).toEqual(expected);
});

test('a rule across the document is no side when print lies beyond it', () => {
  const card = quad(60, 50, 340, 50, 340, 250, 60, 250);
  const ruled = picture(card, (x, y) => (y >= 74 && y < 80 && x > 60 && x < 340 ? 0 : null));
  const expected = quad(60, 70, 340, 70, 340, 250, 60, 250);
  const content = [
    { x: 100, y: 62 },
    { x: 300, y: 62 },
  ];
  expect(farthest(snapToEdges(ruled, card, reaches, content), card)).toBeLessThan(3);
  expect(farthest(snapToEdges(ruled, expected, reaches, []), card)).toBeGreaterThan(15);
});
