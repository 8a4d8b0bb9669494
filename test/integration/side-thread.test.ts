import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import type { PixelEvidence } from '#engine/document/cues/pixel-cues.js';
import { createSideThread } from '#engine/document/side-thread/create-side-thread.js';
import { sideWorkInThisThread } from '#engine/document/side-thread/side-work.js';

const [width, height] = [900, 640];
/** A pale document with fine print on a dark ground. */
const image = {
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    if (x < 100 || x >= 800 || y < 90 || y >= 550) return 50;
    return 170 + ((x * 7 + y * 13 + (at % 3) * 29) % 61);
  }),
};
const quad: Quad = [
  { x: 100, y: 90 },
  { x: 800, y: 90 },
  { x: 800, y: 550 },
  { x: 100, y: 550 },
];
const evidence: PixelEvidence = {
  image,
  quad,
  zone: null,
  jpeg: { left: 0, top: 0, steps: new Uint16Array(64).fill(4) },
  face: { x: 300, y: 200, width: 120, height: 150 },
};
const sideThread = createSideThread();

test('the side thread finds the edges that the reading thread would find', async () => {
  const found = await sideThread.straightEdges(image);
  expect(found.lines.length).toBeGreaterThan(3);
  const own = await sideWorkInThisThread.straightEdges(image);
  expect(found.lines).toEqual(own.lines);
  // Arrays of numbers as bytes: element by element takes seconds.
  expect(serialize(found.map).equals(serialize(own.map))).toBe(true);
});

test('the side thread judges pixels as the reading thread would', async () => {
  const cues = await sideThread.pixelCues(evidence);
  expect(cues.map(({ name }) => name)).toEqual([
    'fine-grid',
    'colourless',
    'mrz-typeface',
    'mrz-character',
    'portrait-compression',
  ]);
  expect(cues).toEqual(await sideWorkInThisThread.pixelCues(evidence));
});

test('work that fails in the side thread fails for who asked, and the thread goes on', async () => {
  const broken = { ...evidence, image: { ...image, width: -1 }, quad: null as never };
  await expect(sideThread.pixelCues(broken)).rejects.toThrow();
  expect((await sideThread.straightEdges(image)).map.width).toBe(448);
});
