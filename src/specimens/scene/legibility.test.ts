import { expect, test } from 'vitest';
import { measureLegibility } from '#specimens/scene/legibility.js';

/** Stripes of ink on a ground, 4 pixels each; from the middle on the ink is `pale`. */
function stripes(dark: number, pale: number) {
  const [width, height] = [80, 20];
  const data = new Uint8Array(width * height * 3).fill(200);
  for (let at = 0; at < data.length; at++) {
    const x = Math.floor(at / 3) % width;
    if (x % 8 < 4) data[at] = x < width / 2 ? dark : pale;
  }
  return { width, height, data };
}

const cells = Array.from({ length: 10 }, (_, i) => ({ x: i, y: 0, width: 1, height: 2 }));
const toPicture = ({ x, y }: { x: number; y: number }) => ({ x: x * 8, y: y * 10 });

test.each([
  ['plain print', stripes(50, 50), 0.5, toPicture, { contrast: 150, characterPixels: 8, whole: true, readable: true }],
  ['print that burns out on one half', stripes(50, 180), 0.5, toPicture, { contrast: 20, readable: false }],
  ['blurred print', stripes(50, 50), 1.6, toPicture, { readable: false }],
  [
    'small print',
    stripes(50, 50),
    0.5,
    ({ x, y }: { x: number; y: number }) => ({ x: x * 7, y: y * 10 }),
    { characterPixels: 7, readable: false },
  ],
  [
    'print that leaves the picture',
    stripes(50, 50),
    0.5,
    ({ x, y }: { x: number; y: number }) => ({ x: x * 8 + 1, y: y * 10 }),
    { whole: false, readable: false },
  ],
])('%s', (_name, image, blurSigma, map, expected) => {
  expect(measureLegibility({ image, cells, toPicture: map, measure: 'width', blurSigma })).toMatchObject(expected);
});
