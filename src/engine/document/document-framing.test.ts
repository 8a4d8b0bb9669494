import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import { documentFraming } from '#engine/document/document-framing.js';

/** An upright rectangle by its edges. */
const between = (left: number, top: number, right: number, bottom: number): Quad => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
];
const framing = (quad: Quad, width = 2000, height = 1500) =>
  documentFraming({ document: { quad }, picture: { width, height } });

test('a document with room around it', () => {
  expect(framing(between(100, 100, 1100, 730))).toEqual({ isCropped: false, isTooSmall: false });
});

test.each([
  ['outside on the left', between(-5, 100, 995, 730), true],
  ['on the right border', between(1000, 100, 2000, 730), true],
  ['a hundredth of its length from the lower border', between(100, 860, 1100, 1490), true],
  ['two hundredths from it', between(100, 850, 1100, 1480), false],
])('%s', (_, quad, isCropped) => {
  expect(framing(quad)).toEqual({ isCropped, isTooSmall: false });
});

test('a document that fills the picture is whole if it has the proportions of one', () => {
  expect(framing(between(0, 0, 1012, 638), 1012, 638).isCropped).toBe(false); // ID-1 at 300 dots an inch
  expect(framing(between(0, 0, 638, 1012), 638, 1012).isCropped).toBe(false);
  expect(framing(between(0, 0, 820, 638), 820, 638).isCropped).toBe(true);
});

test('under 600 pixels it is too small', () => {
  expect(framing(between(100, 100, 699, 478)).isTooSmall).toBe(true);
  expect(framing(between(100, 100, 700, 478)).isTooSmall).toBe(false);
});
