import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DeepfakeModel } from '#domain/deepfake-model.js';
import { OnnxGraph } from '#engine/models/conversion/onnx-graph.js';

/** Makes a net against deepfakes that knows nothing: the mean of each channel, weighted. */
export interface DeepfakeNetForm {
  readonly sidePixels?: number;
  readonly layout?: 'nchw' | 'nhwc';
  /** Only the upper half of the picture counts. */
  readonly upperHalf?: boolean;
  /** One row of weights (of the net's three channels in their order) and one bias for each value of the output. */
  readonly weights?: readonly (readonly [number, number, number])[];
  readonly biases?: readonly number[];
  /** What follows; `Sqrt` and `Log` give NaN for what is negative. */
  readonly activation?: 'Sigmoid' | 'Softmax' | 'Sqrt' | 'Log' | null;
}

export function deepfakeOnnx(form: DeepfakeNetForm = {}): Uint8Array {
  const { sidePixels = 32, layout = 'nchw', weights = [[1, 0, 0]], biases = weights.map(() => 0) } = form;
  const dims = layout === 'nchw' ? [1, 3, sidePixels, sidePixels] : [1, sidePixels, sidePixels, 3];
  const graph = new OnnxGraph('deepfake', [{ name: 'picture', dims }]);
  const upper = (): string =>
    graph.node('Slice', [
      'picture',
      graph.integers([0]),
      graph.integers([sidePixels / 2]),
      graph.integers([layout === 'nchw' ? 2 : 1]),
    ]);
  const seen = form.upperHalf === true ? upper() : 'picture';
  const means = graph.node('ReduceMean', [seen], { axes: layout === 'nchw' ? [2, 3] : [1, 2], keepdims: 0 });
  const count = weights.length;
  const matrix = Float32Array.from({ length: 3 * count }, (_, at) => weights[at % count]![Math.floor(at / count)]!);
  const product = graph.node('MatMul', [means, graph.floats([3, count], matrix)]);
  const activation = form.activation ?? null;
  const sum = graph.node(
    'Add',
    [product, graph.floats([count], Float32Array.from(biases))],
    {},
    ...(activation === null ? ['verdict'] : []),
  );
  if (activation !== null) graph.node(activation, [sum], activation === 'Softmax' ? { axis: -1 } : {}, 'verdict');
  return graph.encode([{ name: 'verdict', dims: [1, count] }]);
}

/** Its descriptor, as an operator would write it; pixels 0–255 become 0–1. */
export const deepfakeModel = (onnx: Uint8Array, changes: Partial<DeepfakeModel> = {}): DeepfakeModel => ({
  id: 'channel-means',
  version: '1',
  licence: 'Apache-2.0',
  source: 'made for a test',
  file: 'net.onnx',
  sha256: createHash('sha256').update(onnx).digest('hex'),
  input: {
    name: 'picture',
    sidePixels: 32,
    layout: 'nchw',
    channelOrder: 'rgb',
    mean: [0, 0, 0],
    scale: [1 / 255, 1 / 255, 1 / 255],
    crop: { enlargement: 1.3, leastFacePixels: 20, resampling: 'area' },
  },
  output: { name: 'verdict', values: 1, index: 0, meaning: 'probability-genuine' },
  threshold: 0.5,
  measured: [{ data: 'none: it tells red from other colours' }],
  ...changes,
});

/** Writes both into a folder; gives the descriptor's path. */
export function writeDeepfakeModel(folder: string, onnx: Uint8Array, model: unknown = deepfakeModel(onnx)): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'net.onnx'), onnx);
  const descriptor = path.join(folder, 'deepfake.json');
  writeFileSync(descriptor, JSON.stringify(model));
  return descriptor;
}
