import { filterDims, toOnnxDepthwiseFilter, toOnnxFilter } from '#engine/models/conversion/filter-layout.js';
import type { OnnxGraph } from '#engine/models/conversion/onnx-graph.js';
import type { Weight } from '#engine/models/conversion/tfjs-weights.js';

export type Padding = 'same' | 'valid';

/** Layers that the nets of face-api are made of, in NCHW, taking their weights from the manifest by name. */
export class FaceApiLayers {
  constructor(
    readonly graph: OnnxGraph,
    private readonly weights: ReadonlyMap<string, Weight>,
  ) {}

  /** Convolution with `<name>/filters` and `<name>/bias`. */
  convolution(input: string, name: string, stride: number, padding: Padding): string {
    return this.#convolution(input, `${name}/filters`, this.floats(`${name}/bias`), stride, padding);
  }

  /** dlib's convolution and scale layer, `(conv + bias) · weights + biases` per channel, folded into one convolution. */
  scaledConvolution(input: string, name: string, stride: number, padding: Padding): string {
    const scale = this.floats(`${name}/scale/weights`);
    const shift = this.floats(`${name}/scale/biases`);
    const bias = this.floats(`${name}/conv/bias`).map((value, i) => value * scale[i]! + shift[i]!);
    return this.#convolution(input, `${name}/conv/filters`, bias, stride, padding, scale);
  }

  /** Depthwise 3×3 convolution followed by a pointwise one with bias. */
  separableConvolution(input: string, name: string, stride: number): string {
    const filterName = `${name}/depthwise_filter`;
    const [height, width, inputs, multiplier] = filterDims(this.#weight(filterName).dims);
    const filter = this.graph.floats(
      [inputs * multiplier, 1, height, width],
      toOnnxDepthwiseFilter([height, width, inputs, multiplier], this.floats(filterName)),
    );
    const depthwise = this.graph.node('Conv', [input, filter], {
      ...window(height, width, stride, 'same'),
      group: inputs,
    });
    return this.#convolution(depthwise, `${name}/pointwise_filter`, this.floats(`${name}/bias`), 1, 'valid');
  }

  /** Matrix product with `weights` (inputs × outputs), plus `bias` when named. */
  fullyConnected(input: string, weightsName: string, biasName: string | null, output?: string): string {
    const matrix = this.graph.floats(this.#weight(weightsName).dims, this.floats(weightsName));
    const bias = biasName === null ? [] : [this.graph.floats(this.#weight(biasName).dims, this.floats(biasName))];
    return this.graph.node('Gemm', [input, matrix, ...bias], {}, output);
  }

  maxPool(input: string, size: number, stride: number, padding: Padding): string {
    return this.graph.node('MaxPool', [input], window(size, size, stride, padding));
  }

  /** Mean over all positions of each channel, as batch × channels. */
  globalAverage(input: string): string {
    return this.graph.node('Flatten', [this.graph.node('GlobalAveragePool', [input])]);
  }

  relu(input: string): string {
    return this.graph.node('Relu', [input]);
  }

  add(left: string, right: string): string {
    return this.graph.node('Add', [left, right]);
  }

  floats(name: string): Float32Array {
    const { data } = this.#weight(name);
    if (!(data instanceof Float32Array)) throw new Error(`weight ${name} is not float32`);
    return data;
  }

  #convolution(
    input: string,
    filterName: string,
    bias: Float32Array,
    stride: number,
    padding: Padding,
    scale?: Float32Array,
  ): string {
    const [height, width, inputs, outputs] = filterDims(this.#weight(filterName).dims);
    const filter = this.graph.floats(
      [outputs, inputs, height, width],
      toOnnxFilter([height, width, inputs, outputs], this.floats(filterName), scale),
    );
    return this.graph.node(
      'Conv',
      [input, filter, this.graph.floats([outputs], bias)],
      window(height, width, stride, padding),
    );
  }

  #weight(name: string): Weight {
    const weight = this.weights.get(name);
    if (weight === undefined) throw new Error(`the manifest has no weight ${name}`);
    return weight;
  }
}

const window = (height: number, width: number, stride: number, padding: Padding) => ({
  auto_pad: padding === 'same' ? 'SAME_UPPER' : 'VALID',
  kernel_shape: [height, width],
  strides: [stride, stride],
});
