import type { OnnxGraph } from '#engine/models/conversion/onnx-graph.js';
import type { StateDictTensor } from '#engine/models/pytorch/read-state-dict.js';

/** PyTorch's default for every batch normalisation. */
const normalisationEpsilon = 1e-5;

/** Names of the weights begin so: the nets were trained on several devices at once. */
const prefix = 'module.';

/** Layers that minivision's nets are made of, taking their weights from the state dict by name. */
export class MiniFasNetLayers {
  constructor(
    readonly graph: OnnxGraph,
    private readonly weights: ReadonlyMap<string, StateDictTensor>,
  ) {}

  has(name: string): boolean {
    return this.weights.has(prefix + name);
  }

  /** Convolution, its batch normalisation folded in, and PReLU. */
  activatedConvolution(input: string, name: string, stride: number): string {
    const convolved = this.convolution(input, name, stride);
    const { data } = this.#weight(`${name}.prelu.weight`);
    return this.graph.node('PRelu', [convolved, this.graph.floats([data.length, 1, 1], data)]);
  }

  /** Convolution of `<name>.conv` with `<name>.bn` folded in. */
  convolution(input: string, name: string, stride: number): string {
    return this.foldedConvolution(input, `${name}.conv`, `${name}.bn`, stride);
  }

  /**
   * Convolution with a batch normalisation folded in. One with a single input channel per filter is depthwise. Filters of
   * 3 × 3 keep the size, as every one of these nets pads them; others are not padded.
   */
  foldedConvolution(input: string, convolutionName: string, normalisationName: string, stride = 1): string {
    const { dims, data } = this.#weight(`${convolutionName}.weight`);
    const [outputs = 0, inputs = 0, height = 0, width = 0] = dims;
    const { scale, bias } = this.#normalisation(normalisationName, outputs);
    const perFilter = inputs * height * width;
    const filter = data.map((value, i) => value * scale[Math.floor(i / perFilter)]!);
    const pad = height === 3 ? 1 : 0;
    const depthwise = inputs === 1;
    return this.graph.node('Conv', [input, this.graph.floats(dims, filter), this.graph.floats([outputs], bias)], {
      kernel_shape: [height, width],
      strides: [stride, stride],
      pads: [pad, pad, pad, pad],
      ...(depthwise && { group: outputs }),
    });
  }

  /** Matrix product with `<name>.weight`, outputs × inputs; with a batch normalisation folded in where one is named. */
  fullyConnected(input: string, name: string, normalisationName?: string): string {
    const { dims, data } = this.#weight(`${name}.weight`);
    const [outputs = 0, inputs = 0] = dims;
    if (normalisationName === undefined) {
      return this.graph.node('Gemm', [input, this.graph.floats(dims, data)], { transB: 1 });
    }
    const { scale, bias } = this.#normalisation(normalisationName, outputs);
    const matrix = data.map((value, i) => value * scale[Math.floor(i / inputs)]!);
    return this.graph.node('Gemm', [input, this.graph.floats(dims, matrix), this.graph.floats([outputs], bias)], {
      transB: 1,
    });
  }

  /** (x − mean) / √(variance + ε) · weight + bias as x · scale + bias, per channel. */
  #normalisation(name: string, channels: number): { readonly scale: Float64Array; readonly bias: Float32Array } {
    const values = (part: string): Float32Array => {
      const { data } = this.#weight(`${name}.${part}`);
      if (data.length !== channels)
        throw new Error(`weight ${name}.${part}: ${data.length} values for ${channels} channels`);
      return data;
    };
    const [weight, shift, mean, variance] = [
      values('weight'),
      values('bias'),
      values('running_mean'),
      values('running_var'),
    ];
    const scale = Float64Array.from(weight, (value, i) => value / Math.sqrt(variance[i]! + normalisationEpsilon));
    return { scale, bias: shift.map((value, i) => value - mean[i]! * scale[i]!) };
  }

  #weight(name: string): StateDictTensor {
    const weight = this.weights.get(prefix + name);
    if (weight === undefined) throw new Error(`the state dict has no weight ${name}`);
    return weight;
  }
}
