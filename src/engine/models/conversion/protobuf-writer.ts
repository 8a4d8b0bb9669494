/**
 * Writes protocol buffer fields in the order of the calls, so that equal calls give equal bytes.
 * Only what ONNX needs: varint, fixed 32-bit float, and length-delimited fields (protobuf.dev, "Encoding").
 */
export class ProtobufWriter {
  readonly #chunks: Uint8Array[] = [];

  /** int32, int64, enum: non-negative or negative 64-bit two's complement. */
  integer(field: number, value: number | bigint): this {
    this.#chunks.push(varint((BigInt(field) << 3n) | 0n), varint(BigInt(value)));
    return this;
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    this.#chunks.push(varint((BigInt(field) << 3n) | 5n), bytes);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#chunks.push(varint((BigInt(field) << 3n) | 2n), varint(BigInt(value.length)), value);
    return this;
  }

  string(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, write: (message: ProtobufWriter) => void): this {
    const message = new ProtobufWriter();
    write(message);
    return this.bytes(field, message.finish());
  }

  /** All fields written so far, as one array. */
  finish(): Uint8Array {
    const length = this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const out = new Uint8Array(length);
    let at = 0;
    for (const chunk of this.#chunks) {
      out.set(chunk, at);
      at += chunk.length;
    }
    return out;
  }
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Uint8Array.from(bytes);
}
