import { MiniFasNetLayers } from '#engine/models/conversion/minifasnet-layers.js';
import { OnnxGraph } from '#engine/models/conversion/onnx-graph.js';
import type { StateDictTensor } from '#engine/models/pytorch/read-state-dict.js';

/** Side of the input in pixels. */
const side = 80;

/**
 * minivision's MiniFASNet from its state dict: input `input`, batch × 3 × 80 × 80, BGR 0–255; output `probabilities`,
 * batch × 3. V2 and V1SE are built alike: the widths of the layers are those of the weights, and a block has a
 * squeeze-and-excitation module where there are weights for one.
 */
export function miniFasNet(id: string, weights: ReadonlyMap<string, StateDictTensor>): Uint8Array {
  const graph = new OnnxGraph(id, [{ name: 'input', dims: ['batch', 3, side, side] }]);
  const layers = new MiniFasNetLayers(graph, weights);
  let x = layers.activatedConvolution('input', 'conv1', 2);
  x = layers.activatedConvolution(x, 'conv2_dw', 1);
  x = bottleneck(layers, x, 'conv_23', 2);
  x = residuals(layers, x, 'conv_3');
  x = bottleneck(layers, x, 'conv_34', 2);
  x = residuals(layers, x, 'conv_4');
  x = bottleneck(layers, x, 'conv_45', 2);
  x = residuals(layers, x, 'conv_5');
  x = layers.activatedConvolution(x, 'conv_6_sep', 1);
  x = layers.convolution(x, 'conv_6_dw', 1);
  x = layers.fullyConnected(graph.node('Flatten', [x]), 'linear', 'bn');
  graph.node('Softmax', [layers.fullyConnected(x, 'prob')], { axis: 1 }, 'probabilities');
  return graph.encode([{ name: 'probabilities', dims: ['batch', 3] }]);
}

/** Wider, depthwise, narrower again. */
function bottleneck(layers: MiniFasNetLayers, input: string, name: string, stride: number): string {
  const wide = layers.activatedConvolution(input, `${name}.conv`, 1);
  const filtered = layers.activatedConvolution(wide, `${name}.conv_dw`, stride);
  return layers.convolution(filtered, `${name}.project`, 1);
}

/** As many blocks as there are weights for; each adds to what it was given. */
function residuals(layers: MiniFasNetLayers, input: string, name: string): string {
  let x = input;
  for (let index = 0; layers.has(`${name}.model.${index}.conv.conv.weight`); index++) {
    const block = `${name}.model.${index}`;
    const added = bottleneck(layers, x, block, 1);
    x = layers.graph.node('Add', [x, squeezeAndExcite(layers, added, `${block}.se_module`)]);
  }
  return x;
}

/** Weighs each channel by what the whole picture says (Hu et al. 2018); nothing where the block has no such module. */
function squeezeAndExcite(layers: MiniFasNetLayers, input: string, name: string): string {
  if (!layers.has(`${name}.fc1.weight`)) return input;
  const { graph } = layers;
  const mean = graph.node('GlobalAveragePool', [input]);
  const squeezed = graph.node('Relu', [layers.foldedConvolution(mean, `${name}.fc1`, `${name}.bn1`)]);
  const excited = graph.node('Sigmoid', [layers.foldedConvolution(squeezed, `${name}.fc2`, `${name}.bn2`)]);
  return graph.node('Mul', [input, excited]);
}
