import { expect, test } from 'vitest';
import type { ImageInput } from '#domain/card.js';
import { toNetInput } from '#engine/face/net-input.js';

const input = (over: Partial<ImageInput>): ImageInput => ({
  name: 'x',
  sidePixels: 2,
  layout: 'nchw',
  channelOrder: 'rgb',
  mean: [0, 0, 0],
  scale: 1,
  ...over,
});

/** Red 1–4, green 10–40, blue 100–400. */
const pixels = Float32Array.of(1, 10, 100, 2, 20, 200, 3, 30, 300, 4, 40, 400);

test('planar, red first', () => {
  expect(toNetInput([{ pixels, mirrored: false }], input({}))).toEqual({
    dims: [1, 3, 2, 2],
    data: Float32Array.of(1, 2, 3, 4, 10, 20, 30, 40, 100, 200, 300, 400),
  });
});

test('planar, blue first, mirrored', () => {
  expect(toNetInput([{ pixels, mirrored: true }], input({ channelOrder: 'bgr' })).data).toEqual(
    Float32Array.of(200, 100, 400, 300, 20, 10, 40, 30, 2, 1, 4, 3),
  );
});

test('interleaved, blue first; the mean stays in the order red, green, blue', () => {
  const bgr = toNetInput(
    [{ pixels, mirrored: false }],
    input({ layout: 'nhwc', channelOrder: 'bgr', mean: [1, 10, 100], scale: 2 }),
  );
  expect(bgr).toEqual({ dims: [1, 2, 2, 3], data: Float32Array.of(0, 0, 0, 200, 20, 2, 400, 40, 4, 600, 60, 6) });
});

test('two crops make a batch', () => {
  const batch = toNetInput(
    [
      { pixels, mirrored: false },
      { pixels, mirrored: true },
    ],
    input({}),
  );
  expect(batch.dims).toEqual([2, 3, 2, 2]);
  expect([...batch.data.subarray(12, 16)]).toEqual([2, 1, 4, 3]);
});
