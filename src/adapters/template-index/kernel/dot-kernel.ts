import { dotProgram, memoryLayout } from '#adapters/template-index/kernel/dot-program.js';

/** Multiplies one probe with the codes of block after block. */
export interface DotKernel {
  /** The probe of the calls that follow: as many numbers as a row of codes has bytes, a multiple of 16. */
  probe(codes: Int16Array): void;
  /** Of each of the first `count` rows the sum of its products with the probe; true until the next call. */
  dots(codes: Int8Array, count: number): Int32Array;
}

/** The slow, obviously right one. Also for processors on which WebAssembly has no vector instructions. */
export function createScriptKernel(rows: number): DotKernel {
  const sums = new Int32Array(rows);
  let probe = new Int16Array(0);
  return {
    probe(codes) {
      probe = codes.slice();
    },
    dots(codes, count) {
      const stride = probe.length;
      for (let row = 0, start = 0; row < count; row++, start += stride) {
        let sum = 0;
        for (let d = 0; d < stride; d++) sum += codes[start + d]! * probe[d]!;
        sums[row] = sum;
      }
      return sums;
    },
  };
}

/**
 * WebAssembly: 24 times as fast (docs/decisions/0043). Each block is copied into its memory, which leaves blocks what they are: they can be many, small, freed one by one, and more than the 4 GB of such a memory.
 */
export function createDotKernel(rows: number): DotKernel {
  const program = dotProgram(rows);
  if (!WebAssembly.validate(program)) return createScriptKernel(rows);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(program), { host: { memory } });
  const { dots } = exports as { readonly dots: (count: number, stride: number) => void }; // as the program says
  let stride = 0;
  let codesIn = new Int8Array(0);
  let sums = new Int32Array(0);
  return {
    probe(codes) {
      stride = codes.length;
      const { sumsAt, probeAt, codesAt, bytes } = memoryLayout(stride, rows);
      const missing = bytes - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
      new Int16Array(memory.buffer, probeAt, stride).set(codes);
      codesIn = new Int8Array(memory.buffer, codesAt, rows * stride);
      sums = new Int32Array(memory.buffer, sumsAt, rows);
    },
    dots(codes, count) {
      codesIn.set(codes);
      dots(count, stride);
      return sums;
    },
  };
}

const pageBytes = 2 ** 16;

/** As much as is used here: the types of Node leave WebAssembly out, and those of browsers would bring everything else. */
interface WebAssemblyHost {
  validate(program: Uint8Array): boolean;
  Memory: new (limits: { initial: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number };
  Module: new (program: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: object };
}
const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyHost }; // Node has it
