import { StateDictError } from '#engine/models/pytorch/state-dict-error.js';

/** Reads a file from front to back; what is not there is the fault `truncated`, before anything is allocated for it. */
export class ByteReader {
  #offset = 0;
  readonly #view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes from the start of the file. */
  get offset(): number {
    return this.#offset;
  }

  get left(): number {
    return this.bytes.length - this.#offset;
  }

  byte(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  int64(): bigint {
    return this.#view.getBigInt64(this.#advance(8), true);
  }

  /** The next `length` bytes, not copied. */
  take(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.bytes.subarray(start, start + length);
  }

  /** UTF-8; throws where it is none. */
  text(length: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(this.take(length));
    } catch (error) {
      if (error instanceof StateDictError) throw error;
      throw new StateDictError('malformed', `no text at byte ${this.#offset}`);
    }
  }

  /** ASCII up to the next line feed, which is taken too; `most` characters. */
  line(most: number): string {
    const end = this.bytes.subarray(this.#offset, this.#offset + most + 1).indexOf(0x0a);
    if (end === -1)
      throw new StateDictError(this.left <= most ? 'truncated' : 'limit-exceeded', 'a line without an end');
    const text = String.fromCharCode(...this.take(end));
    this.#advance(1);
    return text;
  }

  #advance(length: number): number {
    if (length > this.left) throw new StateDictError('truncated', `${length} bytes wanted at byte ${this.#offset}`);
    const start = this.#offset;
    this.#offset += length;
    return start;
  }
}
