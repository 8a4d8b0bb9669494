import { filterDims, toOnnxDepthwiseFilter, toOnnxFilter } from '#engine/models/conversion/filter-layout.js';
import { OnnxGraph, type Attribute, type GraphPort } from '#engine/models/conversion/onnx-graph.js';
import {
  spatialAttribute,
  stringAttribute,
  stringListAttribute,
  type TfjsGraphModel,
  type TfNode,
} from '#engine/models/conversion/tfjs-graph-schema.js';
import { decodeWeights, type Weight } from '#engine/models/conversion/tfjs-weights.js';

/** Which nodes of the graph become outputs, and what they are called and shaped in the ONNX model. */
export interface GraphOutput extends GraphPort {
  readonly node: string;
}

/**
 * Converts a TFJS GraphModel to ONNX. Tensors keep TensorFlow's NHWC order, so that shapes, paddings and broadcasts mean
 * what they meant; each convolution and pooling is wrapped in transposes, which the runtime's optimiser takes out again.
 * `auto_pad = SAME_UPPER` is TensorFlow's SAME. Only what leads to `outputs` is converted. An unknown operation throws.
 */
export function convertTfjsGraphModel(
  name: string,
  model: TfjsGraphModel,
  weightFile: Uint8Array,
  outputs: readonly GraphOutput[],
): Uint8Array {
  const nodes = new Map(model.modelTopology.node.map((node) => [node.name, node]));
  const weights = decodeWeights(model.weightsManifest, weightFile);
  const inputs = model.modelTopology.node.filter((node) => node.op === 'Placeholder').map(inputPort);
  const graph = new OnnxGraph(name, inputs);
  const converter = new GraphConverter(graph, nodes, weights);
  for (const output of outputs) graph.node('Identity', [converter.tensor(output.node)], {}, output.name);
  return graph.encode(outputs);
}

function inputPort(node: TfNode): GraphPort {
  const dims = node.attr['shape']?.shape?.dim?.map(({ size }) => Number(size)) ?? [];
  return { name: node.name, dims: dims.map((dim) => (dim < 0 ? 'batch' : dim)) };
}

const toNchw = [0, 3, 1, 2];
const toNhwc = [0, 2, 3, 1];

class GraphConverter {
  /** TensorFlow node → ONNX tensor, each converted once. */
  readonly #tensors = new Map<string, string>();

  constructor(
    private readonly graph: OnnxGraph,
    private readonly nodes: ReadonlyMap<string, TfNode>,
    private readonly weights: ReadonlyMap<string, Weight>,
  ) {}

  /** The ONNX tensor of a TensorFlow node, converting first what it depends on. */
  tensor(name: string): string {
    const known = this.#tensors.get(name);
    if (known !== undefined) return known;
    const node = this.nodes.get(name);
    if (node === undefined) throw new Error(`the graph has no node ${name}`);
    const tensor = this.#convert(node);
    this.#tensors.set(name, tensor);
    return tensor;
  }

  #convert(node: TfNode): string {
    switch (node.op) {
      case 'Placeholder':
        return node.name;
      case 'Const':
        return this.graph.floats(this.#weight(node.name).dims, this.#floats(node.name));
      case 'Identity':
        return this.tensor(inputOf(node, 0));
      case 'AddV2':
        return this.graph.node('Add', [this.tensor(inputOf(node, 0)), this.tensor(inputOf(node, 1))]);
      case 'Relu':
        return this.graph.node('Relu', [this.tensor(inputOf(node, 0))]);
      case 'Sigmoid':
        return this.graph.node('Sigmoid', [this.tensor(inputOf(node, 0))]);
      case 'Prelu':
        return this.graph.node('PRelu', [this.tensor(inputOf(node, 0)), this.tensor(inputOf(node, 1))]);
      case 'Reshape':
        return this.graph.node('Reshape', [this.tensor(inputOf(node, 0)), this.#integers(inputOf(node, 1))]);
      case 'Pad':
        return this.#pad(node);
      case 'MaxPool':
        return this.#maxPool(node);
      case '_FusedConv2D':
        return this.#fusedConvolution(node);
      case 'DepthwiseConv2dNative':
        return this.#depthwiseConvolution(node);
      default:
        throw new Error(`operation ${node.op} (${node.name}) is not supported`);
    }
  }

  /** TensorFlow lists [before, after] per axis; ONNX all befores, then all afters. */
  #pad(node: TfNode): string {
    const pairs = [...this.#weight(inputOf(node, 1)).data];
    const before = pairs.filter((_, i) => i % 2 === 0);
    const after = pairs.filter((_, i) => i % 2 === 1);
    return this.graph.node('Pad', [this.tensor(inputOf(node, 0)), this.graph.integers([...before, ...after])]);
  }

  #maxPool(node: TfNode): string {
    return this.#inNchw(node, (input) =>
      this.graph.node('MaxPool', [input], { ...windowAttributes(node), kernel_shape: spatialAttribute(node, 'ksize') }),
    );
  }

  #fusedConvolution(node: TfNode): string {
    const filter = this.#weight(inputOf(node, 1));
    const [height, width, inputs, outputs] = filterDims(filter.dims);
    const [bias, activation, ...more] = stringListAttribute(node, 'fused_ops');
    if (bias !== 'BiasAdd' || more.length > 0) throw new Error(`${node.name}: unknown fusion`);
    const weights = this.graph.floats(
      [outputs, inputs, height, width],
      toOnnxFilter(filter.dims, this.#floats(inputOf(node, 1))),
    );
    const biases = this.graph.floats([outputs], this.#floats(inputOf(node, 2)));
    return this.#inNchw(node, (input) => {
      const sum = this.graph.node('Conv', [input, weights, biases], {
        ...windowAttributes(node),
        dilations: spatialAttribute(node, 'dilations'),
        kernel_shape: [height, width],
      });
      if (activation === undefined) return sum;
      if (activation === 'Relu') return this.graph.node('Relu', [sum]);
      if (activation !== 'Prelu') throw new Error(`${node.name}: unknown activation ${activation}`);
      const slopes = this.graph.floats([outputs, 1, 1], this.#floats(inputOf(node, 3)));
      return this.graph.node('PRelu', [sum, slopes]);
    });
  }

  #depthwiseConvolution(node: TfNode): string {
    const filter = this.#weight(inputOf(node, 1));
    const [height, width, inputs, multiplier] = filterDims(filter.dims);
    const weights = this.graph.floats(
      [inputs * multiplier, 1, height, width],
      toOnnxDepthwiseFilter(filter.dims, this.#floats(inputOf(node, 1))),
    );
    return this.#inNchw(node, (input) =>
      this.graph.node('Conv', [input, weights], {
        ...windowAttributes(node),
        dilations: spatialAttribute(node, 'dilations'),
        kernel_shape: [height, width],
        group: inputs,
      }),
    );
  }

  #inNchw(node: TfNode, build: (input: string) => string): string {
    if (stringAttribute(node, 'data_format') !== 'NHWC') throw new Error(`${node.name} is not NHWC`);
    const input = this.graph.node('Transpose', [this.tensor(inputOf(node, 0))], { perm: toNchw });
    return this.graph.node('Transpose', [build(input)], { perm: toNhwc });
  }

  #weight(name: string): Weight {
    const weight = this.weights.get(name);
    if (weight === undefined) throw new Error(`the manifest has no weight ${name}`);
    return weight;
  }

  #floats(name: string): Float32Array {
    const { data } = this.#weight(name);
    if (!(data instanceof Float32Array)) throw new Error(`weight ${name} is not float32`);
    return data;
  }

  #integers(name: string): string {
    return this.graph.integers([...this.#weight(name).data]);
  }
}

function inputOf(node: TfNode, index: number): string {
  const name = node.input[index];
  if (name === undefined) throw new Error(`${node.op} ${node.name} has no input ${index}`);
  return name;
}

function windowAttributes(node: TfNode): Record<string, Attribute> {
  const padding = stringAttribute(node, 'padding');
  if (padding !== 'SAME' && padding !== 'VALID') throw new Error(`${node.name}: unknown padding ${padding}`);
  return { auto_pad: padding === 'SAME' ? 'SAME_UPPER' : 'VALID', strides: spatialAttribute(node, 'strides') };
}
