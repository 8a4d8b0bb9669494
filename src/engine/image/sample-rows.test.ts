import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { applyHomography, homographyBetween } from '#engine/image/homography.js';
import { luminanceOf } from '#engine/image/luminance.js';
import { sampleQuad } from '#engine/image/sample-quad.js';
import { channelsOf, sampleRows, type Raster } from '#engine/image/sample-rows.js';

/** Each pixel another colour, without a pattern. */
const speckled = (width: number, height: number): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * i * 7 + i * 31) % 251),
});

const grey = (image: RgbImage): Raster => luminanceOf(image);

/** The value of one channel by the definition: the mean of bilinear samples, the border repeated outside. */
function sampledSlowly(image: Raster, quad: Quad, size: [number, number], samples: [number, number]) {
  const [width, height] = size;
  const channels = channelsOf(image);
  const corners: Quad = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
  const map = homographyBetween(corners, quad)!;
  const clamped = (value: number, last: number) => Math.min(Math.max(value, 0), last);
  const at = (x: number, y: number, channel: number) =>
    image.data[(clamped(y, image.height - 1) * image.width + clamped(x, image.width - 1)) * channels + channel]!;
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width * channels }, (_, i) => {
      let sum = 0;
      for (let n = 0; n < samples[0] * samples[1]; n++) {
        const place = applyHomography(map, {
          x: Math.floor(i / channels) + ((n % samples[0]) + 0.5) / samples[0],
          y: y + (Math.floor(n / samples[0]) + 0.5) / samples[1],
        });
        const [u, v] = [place.x - 0.5, place.y - 0.5];
        const [left, top] = [Math.floor(u), Math.floor(v)];
        const across = (row: number) =>
          at(left, row, i % channels) * (1 - (u - left)) + at(left + 1, row, i % channels) * (u - left);
        sum += across(top) * (1 - (v - top)) + across(top + 1) * (v - top);
      }
      return sum / (samples[0] * samples[1]);
    }),
  );
}

const askew: Quad = [
  { x: 3.2, y: 1.1 },
  { x: 17.5, y: 2.7 },
  { x: 19.1, y: 13.3 },
  { x: 1.4, y: 11.9 },
];
const beyond = askew.map(({ x, y }) => ({ x: x - 6, y: y + 5 })) as unknown as Quad; // four corners in, four out

test.each<[string, Raster, Quad, [number, number], [number, number]]>([
  ['in perspective', speckled(20, 14), askew, [15, 10], [1, 1]],
  ['shrunken along the text', speckled(20, 14), askew, [5, 10], [3, 1]],
  ['shrunken', speckled(20, 14), askew, [7, 4], [2, 3]],
  ['in part outside the picture', speckled(20, 14), beyond, [15, 10], [1, 1]],
  ['shrunken, in grey', grey(speckled(20, 14)), askew, [7, 4], [2, 3]],
  ['a picture of one pixel', speckled(1, 1), askew, [15, 10], [1, 1]],
])('%s', (_name, image, quad, size, samples) => {
  const rows: number[][] = [];
  expect(sampleRows(image, quad, ...size, (row) => rows.push([...row]))).toBe(true);
  const slowly = sampledSlowly(image, quad, size, samples);
  rows.forEach((row, y) => row.forEach((value, i) => expect(value).toBeCloseTo(slowly[y]![i]!, 6)));
  expect(rows.length).toBe(size[1]);
});

test('a quad on a line has no rows', () => {
  const point = { x: 1, y: 1 };
  const flat: Quad = [point, { x: 2, y: 1 }, { x: 3, y: 1 }, { x: 4, y: 1 }];
  expect(sampleRows(speckled(8, 8), flat, 4, 4, () => expect.unreachable())).toBe(false);
  expect(sampleQuad(speckled(8, 8), flat, 4, 4)).toBeNull();
});

test('planes are red, green and blue', () => {
  const image = { width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  const whole: Quad = [
    { x: 0, y: 0 },
    { x: 2, y: 0 },
    { x: 2, y: 1 },
    { x: 0, y: 1 },
  ];
  expect(sampleQuad(image, whole, 2, 1)).toEqual(Float32Array.of(1, 4, 2, 5, 3, 6));
});
