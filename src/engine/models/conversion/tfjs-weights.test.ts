import { expect, test } from 'vitest';
import { decodeWeights } from '#engine/models/conversion/tfjs-weights.js';

test('weights are cut in manifest order and dequantised', () => {
  const file = new Uint8Array(4 + 2 + 2 + 2 + 4);
  const view = new DataView(file.buffer);
  view.setFloat32(0, 1.5, true);
  file.set([0, 255], 4);
  view.setUint16(6, 0xc000, true); // binary16 −2
  view.setUint16(8, 0x0001, true); // smallest subnormal
  view.setInt32(10, -7, true);
  const weights = decodeWeights(
    [
      {
        paths: ['a.bin'],
        weights: [
          { name: 'plain', shape: [1], dtype: 'float32' },
          { name: 'bytes', shape: [2], dtype: 'float32', quantization: { dtype: 'uint8', scale: 2, min: -10 } },
          { name: 'half', shape: [1, 2], dtype: 'float32', quantization: { dtype: 'float16' } },
          { name: 'integer', shape: [], dtype: 'int32' },
        ],
      },
    ],
    file,
  );
  expect([...weights]).toEqual([
    ['plain', { dims: [1], data: Float32Array.of(1.5) }],
    ['bytes', { dims: [2], data: Float32Array.of(-10, 500) }],
    ['half', { dims: [1, 2], data: Float32Array.of(-2, 2 ** -24) }],
    ['integer', { dims: [], data: Int32Array.of(-7) }],
  ]);
});

const one = [{ paths: ['a.bin'], weights: [{ name: 'w', shape: [1], dtype: 'float32' as const }] }];

test('a file that is too short names the weight', () => {
  expect(() => decodeWeights(one, new Uint8Array(3))).toThrow('weight file ends inside w');
});

test('a file that is too long is refused', () => {
  expect(() => decodeWeights(one, new Uint8Array(6))).toThrow('2 bytes after the last weight');
});
