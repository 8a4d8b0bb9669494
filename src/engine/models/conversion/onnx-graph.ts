import { ProtobufWriter } from '#engine/models/conversion/protobuf-writer.js';

/** Constant of a graph: row-major, `dims` outermost first. */
export interface ConstantTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

/** An attribute's kind follows from its form: `{ float }` is a float, a bare number an int. */
export type Attribute = number | string | readonly number[] | { readonly float: number };

/** A graph input or output, float32; a string dimension is free, for example `batch`. */
export interface GraphPort {
  readonly name: string;
  readonly dims: readonly (number | string)[];
}

/** ONNX operator set 17 (ONNX 1.12) with the IR version that introduced it. */
const operatorSetVersion = 17;
const irVersion = 8;

// Enumerations and field numbers below are those of onnx.proto.
const dataType = { float: 1, int64: 7 } as const;
const attributeType = { float: 1, int: 2, string: 3, ints: 7 } as const;

interface GraphNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/**
 * Collects the nodes of an ONNX graph in execution order. Equal calls give equal bytes: that is what lets a model card
 * pin the digest of a converted model.
 */
export class OnnxGraph {
  readonly #nodes: GraphNode[] = [];
  readonly #constants: { readonly name: string; readonly tensor: ConstantTensor }[] = [];

  constructor(
    private readonly name: string,
    private readonly inputs: readonly GraphPort[],
  ) {}

  /** Appends a node with one output and returns that output's name, made up unless given. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output = `t${this.#nodes.length}`,
  ): string {
    this.#nodes.push({ operator, inputs, output, attributes });
    return output;
  }

  /** Adds a float32 constant and returns its name. */
  floats(dims: readonly number[], data: Float32Array): string {
    return this.#constant({ dims, data });
  }

  /** Adds a vector of int64 and returns its name: shapes, paddings and axes are inputs in this operator set. */
  integers(values: readonly number[]): string {
    return this.#constant({ dims: [values.length], data: BigInt64Array.from(values, BigInt) });
  }

  /** The graph as a serialised ModelProto. */
  encode(outputs: readonly GraphPort[]): Uint8Array {
    return new ProtobufWriter()
      .integer(1, irVersion)
      .string(2, 'bonafide')
      .message(7, (graph) => {
        for (const node of this.#nodes) graph.message(1, (message) => writeNode(message, node));
        graph.string(2, this.name);
        for (const { name, tensor } of this.#constants)
          graph.message(5, (message) => writeTensor(message, name, tensor));
        for (const port of this.inputs) graph.message(11, (message) => writePort(message, port));
        for (const port of outputs) graph.message(12, (message) => writePort(message, port));
      })
      .message(8, (operatorSet) => operatorSet.string(1, '').integer(2, operatorSetVersion))
      .finish();
  }

  #constant(tensor: ConstantTensor): string {
    const size = tensor.dims.reduce((product, dim) => product * dim, 1);
    if (size !== tensor.data.length) throw new Error(`constant of ${tensor.data.length} values, dims say ${size}`);
    const name = `c${this.#constants.length}`;
    this.#constants.push({ name, tensor });
    return name;
  }
}

function writeNode(message: ProtobufWriter, node: GraphNode): void {
  for (const input of node.inputs) message.string(1, input);
  message.string(2, node.output).string(3, node.output).string(4, node.operator);
  for (const [name, value] of Object.entries(node.attributes)) {
    message.message(5, (attribute) => {
      attribute.string(1, name);
      writeAttributeValue(attribute, value);
    });
  }
}

function writeAttributeValue(attribute: ProtobufWriter, value: Attribute): void {
  if (typeof value === 'number') attribute.integer(3, value).integer(20, attributeType.int);
  else if (typeof value === 'string') attribute.string(4, value).integer(20, attributeType.string);
  else if ('float' in value) attribute.float(2, value.float).integer(20, attributeType.float);
  else {
    for (const entry of value) attribute.integer(8, entry);
    attribute.integer(20, attributeType.ints);
  }
}

function writeTensor(message: ProtobufWriter, name: string, { dims, data }: ConstantTensor): void {
  for (const dim of dims) message.integer(1, dim);
  message.integer(2, data instanceof Float32Array ? dataType.float : dataType.int64).string(8, name);
  message.bytes(9, littleEndianBytes(data));
}

/** ONNX stores raw data little-endian whatever the machine. */
function littleEndianBytes(data: Float32Array | BigInt64Array): Uint8Array {
  const bytes = new Uint8Array(data.length * data.BYTES_PER_ELEMENT);
  const view = new DataView(bytes.buffer);
  if (data instanceof Float32Array) data.forEach((value, i) => view.setFloat32(i * 4, value, true));
  else data.forEach((value, i) => view.setBigInt64(i * 8, value, true));
  return bytes;
}

function writePort(message: ProtobufWriter, { name, dims }: GraphPort): void {
  message.string(1, name).message(2, (type) => {
    type.message(1, (tensor) => {
      tensor.integer(1, dataType.float).message(2, (shape) => {
        for (const dim of dims) {
          shape.message(1, (entry) => (typeof dim === 'number' ? entry.integer(1, dim) : entry.string(2, dim)));
        }
      });
    });
  });
}
