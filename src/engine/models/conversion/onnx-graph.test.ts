import { expect, test } from 'vitest';
import { OnnxGraph } from '#engine/models/conversion/onnx-graph.js';
import { createSession } from '#engine/models/session.js';

function addBias(): Uint8Array {
  const graph = new OnnxGraph('bias', [{ name: 'x', dims: ['batch', 2] }]);
  const bias = graph.floats([2], Float32Array.of(10, -20));
  const sum = graph.node('Add', ['x', bias]);
  graph.node('LeakyRelu', [sum], { alpha: { float: 0.5 } }, 'y');
  return graph.encode([{ name: 'y', dims: ['batch', 2] }]);
}

test('the encoded graph runs', async () => {
  const session = await createSession(addBias(), { fixedShapes: true });
  const { y } = await session.run({ x: { dims: [2, 2], data: Float32Array.of(1, 2, 3, 40) } });
  expect(y).toEqual({ dims: [2, 2], data: Float32Array.of(11, -9, 13, 20) });
});

test('equal calls give equal bytes', () => {
  expect(addBias()).toEqual(addBias());
});

test('a constant whose size disagrees with its dims is a bug of the caller', () => {
  const graph = new OnnxGraph('broken', []);
  expect(() => graph.floats([3], Float32Array.of(1, 2))).toThrow('constant of 2 values, dims say 3');
});
