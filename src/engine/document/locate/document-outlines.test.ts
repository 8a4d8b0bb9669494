import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import { documentOutlines, showsCard } from '#engine/document/locate/document-outlines.js';
import { areNearlyAlike, quadContains } from '#engine/document/locate/quads.js';
import { straightEdges } from '#engine/document/locate/straight-edges.js';

const [width, height] = [400, 300];
const quad = (...flat: number[]): Quad => [0, 2, 4, 6].map((i) => ({ x: flat[i]!, y: flat[i + 1]! })) as Quad; // eight numbers in

/** The edges of a pale document on a ground. */
function edgesOf(document: Quad, ground: (x: number, y: number) => number) {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    data.fill(quadContains(document, { x: x + 0.5, y: y + 0.5 }) ? 215 : ground(x, y), at * 3, at * 3 + 3);
  }
  return straightEdges({ width, height, data });
}

const plain = (): number => 60;
/** Checks of 12 pixels in three shades, as of a table cloth. */
const checked = (x: number, y: number): number => 90 + 45 * ((Math.floor(x / 12) % 2) + (Math.floor(y / 12) % 2));

const text = { box: { x: 150, y: 140, width: 80, height: 12, angleDegrees: 4 }, score: 0.9 };
/** 254 × 160 pixels, turned by 4 degrees. */
const card = quad(70, 60, 323, 78, 312, 238, 59, 220);

test.each([
  ['a plain', plain],
  ['a checked', checked],
])('a card on %s ground is found around a line of its text', (_, ground) => {
  const found = documentOutlines(edgesOf(card, ground), [text], []);
  expect(found).toHaveLength(1);
  expect(areNearlyAlike(found[0]!.quad, card)).toBe(true);
  expect(found[0]!.upright).toBe(false);
  expect(showsCard(found[0]!)).toBe(true);
});

test('a second card is found though all of the longest lines lie on the first', () => {
  const other = quad(40, 20, 120, 20, 120, 70, 40, 70);
  const first = quad(140, 80, 380, 80, 380, 232, 140, 232);
  const both = edgesOf(first, (x, y) => (quadContains(other, { x, y }) ? 215 : 60));
  const line = (x: number, y: number, length: number) => ({
    box: { x, y, width: length, height: 10, angleDegrees: 0 },
    score: 0.9,
  });
  const lines = [100, 130, 160, 190].map((y) => line(170, y, 150));
  expect(documentOutlines(both, [...lines, line(55, 40, 50)], [])).toHaveLength(2);
});

test('text on the ground itself shows no document', () => {
  expect(documentOutlines(edgesOf(quad(0, 0, 0, 0, 0, 0, 0, 0), checked), [text], [])).toEqual([]);
});

test('a sheet of paper is no card', () => {
  const sheet = quad(80, 70, 306, 70, 306, 230, 80, 230);
  const found = documentOutlines(edgesOf(sheet, plain), [{ ...text, box: { ...text.box, angleDegrees: 0 } }], []);
  expect(found.map(showsCard)).toEqual([false]);
});
