import { expect, test } from 'vitest';
import type { DeepfakeModel } from '#domain/deepfake-model.js';
import { createDeepfakeNet, genuineness } from '#engine/deepfake/deepfake-net.js';
import { deepfakeModel, deepfakeOnnx, type DeepfakeNetForm } from '../../../test/support/deepfake-net.js';

const plain = deepfakeModel(new Uint8Array());

/** What the net says of a square of one colour. */
async function said(form: DeepfakeNetForm, changes: Partial<DeepfakeModel>, colour: readonly [number, number, number]) {
  const onnx = deepfakeOnnx(form);
  const model = deepfakeModel(onnx, changes);
  const net = await createDeepfakeNet(model, onnx);
  const side = model.input.sidePixels;
  try {
    return await net.score(Float32Array.from({ length: side * side * 3 }, (_, at) => colour[at % 3]!));
  } finally {
    await net.release();
  }
}

test('pixels come in the order, the layout and the scale of the descriptor', async () => {
  const input = {
    ...plain.input,
    sidePixels: 48,
    layout: 'nhwc' as const,
    channelOrder: 'bgr' as const,
    mean: [55, 100, 20] as [number, number, number],
    scale: [1 / 400, 1 / 200, 1 / 100] as [number, number, number],
  };
  // The net's first channel is blue, its last is red.
  const weights = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ] as const;
  const of = (index: number) =>
    said(
      { sidePixels: 48, layout: 'nhwc', weights },
      { input, output: { name: 'verdict', values: 3, index, meaning: 'probability-genuine' } },
      [255, 200, 70],
    );
  expect(await of(0)).toBeCloseTo((70 - 20) / 100, 5);
  expect(await of(1)).toBeCloseTo((200 - 100) / 200, 5);
  expect(await of(2)).toBeCloseTo((255 - 55) / 400, 5);
});

test.each([
  ['probability-genuine', [0.8], 0, 0.8],
  ['probability-fake', [0.8], 0, 0.2],
  ['logit-genuine', [2], 0, 1 / (1 + Math.exp(-2))],
  ['logit-fake', [2], 0, 1 - 1 / (1 + Math.exp(-2))],
  ['softmax-genuine', [1, 3], 1, 1 / (1 + Math.exp(-2))],
  ['softmax-fake', [900, 902], 1, 1 - 1 / (1 + Math.exp(-2))],
] as const)('%s: 1 is genuine', (meaning, values, index, expected) => {
  expect(genuineness(Float32Array.from(values), index, meaning)).toBeCloseTo(expected, 6);
});

test.each([
  ['NaN', [NaN], 'it gives values that are not finite'],
  ['a number beside the one that counts', [0.5, Infinity], 'it gives values that are not finite'],
  ['a logit called a probability', [3.5], 'it gives 3.5, which is no probability'],
])('%s is no score', (_name, values, problem) => {
  expect(() => genuineness(Float32Array.from(values), 0, 'probability-genuine')).toThrow(problem);
});
