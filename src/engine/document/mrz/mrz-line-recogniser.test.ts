import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import { createMrzLineRecogniser, cutMrzLines } from '#engine/document/mrz/mrz-line-recogniser.js';
import type { FloatTensor } from '#engine/models/session.js';

/** 128 × 64, the upper half white, the lower half pure green. */
const halves = {
  width: 128,
  height: 64,
  data: Uint8Array.from({ length: 128 * 64 * 3 }, (_, i) => (i < 128 * 32 * 3 ? 255 : [0, 255, 0][i % 3]!)),
};
const strip = (top: number): Quad => [
  { x: 0, y: top },
  { x: 128, y: top },
  { x: 128, y: top + 32 },
  { x: 0, y: top + 32 },
];

test('lines are cut to one width, as luminance', () => {
  const { count, width, data } = cutMrzLines(halves, [strip(0), strip(32)], 129.7)!;
  expect([count, width, data.length]).toEqual([2, 128, 2 * 32 * 128]);
  expect(data[10 * 128 + 5]).toBeCloseTo(1, 6);
  expect(data[(32 + 10) * 128 + 5]).toBeCloseTo(0.587, 6);
});

test('a strip without height, or without a known width, has no line', () => {
  const [a, b] = strip(0);
  expect(cutMrzLines(halves, [[a, b, b, a]], 128)).toBeNull();
  expect(cutMrzLines(halves, [strip(0)], NaN)).toBeNull();
});

test('each line gets its own probabilities, none of them nought', async () => {
  const asked: FloatTensor[] = [];
  const recogniser = createMrzLineRecogniser({
    run(inputs) {
      asked.push(inputs.line!);
      return Promise.resolve({
        probabilities: { dims: [2, 1, 38], data: Float32Array.from({ length: 76 }, (_, i) => Number(i === 75)) },
      });
    },
    release: () => Promise.resolve(),
  });
  const lines = await recogniser.recognise({ count: 2, width: 64, data: new Float32Array(2 * 32 * 64) });
  expect(asked.map(({ dims }) => dims)).toEqual([[2, 1, 32, 64]]);
  expect(lines.map(({ steps, data }) => [steps, data.length, data[37]])).toEqual([
    [1, 38, 1e-6],
    [1, 38, 1 + 1e-6],
  ]);
});

test('a net of another shape is refused', async () => {
  const recogniser = createMrzLineRecogniser({
    run: () => Promise.resolve({ probabilities: { dims: [1, 16, 97], data: new Float32Array(16 * 97) } }),
    release: () => Promise.resolve(),
  });
  await expect(recogniser.recognise({ count: 1, width: 64, data: new Float32Array(32 * 64) })).rejects.toThrow(
    '1×16×97',
  );
});
