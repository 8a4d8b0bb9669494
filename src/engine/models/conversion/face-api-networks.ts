import { FaceApiLayers } from '#engine/models/conversion/face-api-layers.js';
import { OnnxGraph } from '#engine/models/conversion/onnx-graph.js';
import type { Weight } from '#engine/models/conversion/tfjs-weights.js';

type Weights = ReadonlyMap<string, Weight>;

/**
 * The nets of face-api.js ship weights without a graph; their graphs are built here. All take `input`, batch × 3 × side
 * × side, RGB, already normalised by the card's mean and scale.
 */
export const faceApiNetworks = {
  'face-recognition': faceRecognition,
  'age-gender': ageGender,
  'face-expression': faceExpression,
} as const;
export type FaceApiNetworkName = keyof typeof faceApiNetworks;

/** dlib's face recognition ResNet (29 layers, 150 × 150): output `descriptor`, batch × 128. */
function faceRecognition(weights: Weights): Uint8Array {
  const graph = new OnnxGraph('face-recognition', [{ name: 'input', dims: ['batch', 3, 150, 150] }]);
  const layers = new FaceApiLayers(graph, weights);
  let x = layers.relu(layers.scaledConvolution('input', 'conv32_down', 2, 'valid'));
  x = layers.maxPool(x, 3, 2, 'valid');
  for (const name of ['conv32_1', 'conv32_2', 'conv32_3']) x = residual(layers, x, name);
  x = residualDown(layers, x, 'conv64_down', { padChannels: 32, padEnd: 0 });
  for (const name of ['conv64_1', 'conv64_2', 'conv64_3']) x = residual(layers, x, name);
  x = residualDown(layers, x, 'conv128_down', { padChannels: 64, padEnd: 0 });
  for (const name of ['conv128_1', 'conv128_2']) x = residual(layers, x, name);
  // 8 × 8 halves to 3 × 3 by the convolution and to 4 × 4 by the pooling: the smaller is padded at its end.
  x = residualDown(layers, x, 'conv256_down', { padChannels: 128, padEnd: 1 });
  for (const name of ['conv256_1', 'conv256_2']) x = residual(layers, x, name);
  x = residualDown(layers, x, 'conv256_down_out', { padChannels: 0, padEnd: 1 });
  layers.fullyConnected(layers.globalAverage(x), 'fc', null, 'descriptor');
  return graph.encode([{ name: 'descriptor', dims: ['batch', 128] }]);
}

function residual(layers: FaceApiLayers, input: string, name: string): string {
  const first = layers.relu(layers.scaledConvolution(input, `${name}/conv1`, 1, 'same'));
  return layers.relu(layers.add(layers.scaledConvolution(first, `${name}/conv2`, 1, 'same'), input));
}

interface DownPadding {
  /** Zero channels behind the pooled input, where the block widens. */
  readonly padChannels: number;
  /** Zero rows and columns behind the convolved input, where its size fell short of the pooled one. */
  readonly padEnd: number;
}

function residualDown(layers: FaceApiLayers, input: string, name: string, padding: DownPadding): string {
  const { graph } = layers;
  const first = layers.relu(layers.scaledConvolution(input, `${name}/conv1`, 2, 'valid'));
  let convolved = layers.scaledConvolution(first, `${name}/conv2`, 1, 'same');
  let pooled = graph.node('AveragePool', [input], { auto_pad: 'VALID', kernel_shape: [2, 2], strides: [2, 2] });
  if (padding.padEnd > 0) convolved = padAtEnd(graph, convolved, [0, 0, padding.padEnd, padding.padEnd]);
  if (padding.padChannels > 0) pooled = padAtEnd(graph, pooled, [0, padding.padChannels, 0, 0]);
  return layers.relu(layers.add(pooled, convolved));
}

const padAtEnd = (graph: OnnxGraph, input: string, ends: readonly number[]): string =>
  graph.node('Pad', [input, graph.integers([0, 0, 0, 0, ...ends])]);

/** face-api's tiny Xception: outputs `age` in years, batch × 1, and `gender`, batch × 2: probability male, female. */
function ageGender(weights: Weights): Uint8Array {
  const graph = new OnnxGraph('age-gender', [{ name: 'input', dims: ['batch', 3, 112, 112] }]);
  const layers = new FaceApiLayers(graph, weights);
  let x = layers.relu(layers.convolution('input', 'entry_flow/conv_in', 2, 'same'));
  x = reductionBlock(layers, x, x, 'entry_flow/reduction_block_0');
  x = reductionBlock(layers, x, layers.relu(x), 'entry_flow/reduction_block_1');
  for (const block of ['middle_flow/main_block_0', 'middle_flow/main_block_1']) {
    let inner = x;
    for (const part of ['separable_conv0', 'separable_conv1', 'separable_conv2']) {
      inner = layers.separableConvolution(layers.relu(inner), `${block}/${part}`, 1);
    }
    x = layers.add(inner, x);
  }
  x = reductionBlock(layers, x, layers.relu(x), 'exit_flow/reduction_block');
  x = layers.relu(layers.separableConvolution(x, 'exit_flow/separable_conv', 1));
  const features = layers.globalAverage(x);
  layers.fullyConnected(features, 'fc/age/weights', 'fc/age/bias', 'age');
  const gender = layers.fullyConnected(features, 'fc/gender/weights', 'fc/gender/bias');
  graph.node('Softmax', [gender], { axis: 1 }, 'gender');
  return graph.encode([
    { name: 'age', dims: ['batch', 1] },
    { name: 'gender', dims: ['batch', 2] },
  ]);
}

function reductionBlock(layers: FaceApiLayers, input: string, activated: string, name: string): string {
  const first = layers.separableConvolution(activated, `${name}/separable_conv0`, 1);
  const second = layers.separableConvolution(layers.relu(first), `${name}/separable_conv1`, 1);
  const expanded = layers.convolution(input, `${name}/expansion_conv`, 2, 'same');
  return layers.add(layers.maxPool(second, 3, 2, 'same'), expanded);
}

/** face-api's expression net, four dense blocks: output `probabilities`, batch × 7. */
function faceExpression(weights: Weights): Uint8Array {
  const graph = new OnnxGraph('face-expression', [{ name: 'input', dims: ['batch', 3, 112, 112] }]);
  const layers = new FaceApiLayers(graph, weights);
  let x = 'input';
  for (const name of ['dense0', 'dense1', 'dense2', 'dense3']) x = denseBlock(layers, x, name);
  const scores = layers.fullyConnected(layers.globalAverage(x), 'fc/weights', 'fc/bias');
  graph.node('Softmax', [scores], { axis: 1 }, 'probabilities');
  return graph.encode([{ name: 'probabilities', dims: ['batch', 7] }]);
}

function denseBlock(layers: FaceApiLayers, input: string, name: string): string {
  const first =
    name === 'dense0'
      ? layers.convolution(input, `${name}/conv0`, 2, 'same')
      : layers.separableConvolution(input, `${name}/conv0`, 2);
  let sum = layers.relu(first);
  let next = sum;
  for (const part of ['conv1', 'conv2', 'conv3']) {
    sum = layers.add(sum, layers.separableConvolution(next, `${name}/${part}`, 1));
    next = layers.relu(sum);
  }
  return next;
}
