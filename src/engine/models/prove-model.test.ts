import { expect, test } from 'vitest';
import { modelCardSchema, type ModelCard } from '#domain/card.js';
import { OnnxGraph } from '#engine/models/conversion/onnx-graph.js';
import { readModelCard } from '#engine/models/model-cards.js';
import { proveModel } from '#engine/models/prove-model.js';
import { recogniserOnnx } from '../../../test/support/recogniser-net.js';

/** Nets of the catalogue cannot be had here: these have the inputs and outputs of their cards. */
function netFor({ image }: ModelCard, output: string, input = image!.name): Uint8Array {
  const side = image!.sidePixels;
  const graph = new OnnxGraph('net', [{ name: input, dims: [1, 3, side, side] }]);
  graph.node('ReduceMean', [input], { axes: [2, 3], keepdims: 0 }, output);
  return graph.encode([{ name: output, dims: [1, 3] }]);
}

test.each(['yunet', 'ediffiqa-tiny'] as const)('%s: a net that takes its input and gives numbers', async (id) => {
  const card = await readModelCard(id);
  expect(await proveModel(card, netFor(card, 'any'))).toBeNull();
  expect(await proveModel(card, netFor(card, 'any', 'another'))).toContain("input 'another' is missing");
  expect(await proveModel(card, Uint8Array.of(1, 2, 3))).not.toBeNull();
});

test.each(['sface', 'sface-int8'] as const)('%s: a net of 128 dimensions, one picture at a time', async (id) => {
  const card = await readModelCard(id);
  const named = (onnx: ModelCard): ModelCard =>
    modelCardSchema.parse({
      ...onnx,
      image: { ...onnx.image, name: 'input' },
      recogniser: { ...onnx.recogniser, output: 'output' },
    });
  expect(await proveModel(named(card), recogniserOnnx({ dimensions: 128 }))).toBeNull();
  expect(await proveModel(named(card), recogniserOnnx({ dimensions: 64 }))).toContain('is not 1 × 128');
  // It has no threshold of ours: nothing is decided by it before it was calibrated.
  expect(card.recogniser?.operatingPoints).toBeUndefined();
});
