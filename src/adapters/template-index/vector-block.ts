/**
 * Samples that one block holds. Blocks are never copied as a gallery grows; small ones, because an installation may have
 * thousands of galleries with a few people each.
 */
export const samplesInBlock = 128;

/** Bytes between the codes of two samples: whole registers of 16, so that the kernel needs no rest. */
export const strideOf = (dimensions: number): number => 16 * Math.ceil(dimensions / 16);

/** So many samples of one gallery: what a scan runs over. The vectors themselves are not here (see `quantise.ts`). */
export interface VectorBlock {
  /** One sample after the other, `strideOf` bytes each; what lies beyond the dimensions is 0. */
  readonly codes: Int8Array;
  /** What a code is worth. */
  readonly scales: Float32Array;
  /** Sums of the squared codes. */
  readonly squares: Int32Array;
  /** How far the vector is from what its codes say, at most. */
  readonly errors: Float32Array;
  readonly templateNumbers: Float64Array;
  readonly sampleNumbers: Float64Array;
  /** The slot of the same template's next sample, in the whole gallery; −1: there is none. */
  readonly nextSlots: Int32Array;
}

/** One buffer for everything: a buffer has a price of its own. */
export function makeBlock(dimensions: number): VectorBlock {
  const buffer = new ArrayBuffer(samplesInBlock * sampleBytes(dimensions));
  const wide = 8 * samplesInBlock;
  const narrow = 4 * samplesInBlock;
  return {
    templateNumbers: new Float64Array(buffer, 0, samplesInBlock),
    sampleNumbers: new Float64Array(buffer, wide, samplesInBlock),
    scales: new Float32Array(buffer, 2 * wide, samplesInBlock),
    squares: new Int32Array(buffer, 2 * wide + narrow, samplesInBlock),
    errors: new Float32Array(buffer, 2 * wide + 2 * narrow, samplesInBlock),
    nextSlots: new Int32Array(buffer, 2 * wide + 3 * narrow, samplesInBlock),
    codes: new Int8Array(buffer, 2 * wide + 4 * narrow),
  };
}

/**
 * What the buffer and the seven views of a block take beyond the bytes in it, measured on Node 20 over 10,000 blocks: 870
 * bytes of V8's heap, the rest (up to 1,800) what the allocator rounds up to.
 */
const viewsBytes = 1800;

/** Bytes of a block. */
export const blockBytes = (dimensions: number): number => samplesInBlock * sampleBytes(dimensions) + viewsBytes;

const sampleBytes = (dimensions: number): number => 2 * 8 + 4 * 4 + strideOf(dimensions);

/** Copies a sample within or between blocks of one gallery. */
export function copySample(from: VectorBlock, fromAt: number, to: VectorBlock, at: number): void {
  const stride = from.codes.length / samplesInBlock;
  to.codes.set(from.codes.subarray(fromAt * stride, (fromAt + 1) * stride), at * stride);
  to.scales[at] = from.scales[fromAt]!;
  to.squares[at] = from.squares[fromAt]!;
  to.errors[at] = from.errors[fromAt]!;
  to.templateNumbers[at] = from.templateNumbers[fromAt]!;
  to.sampleNumbers[at] = from.sampleNumbers[fromAt]!;
  to.nextSlots[at] = from.nextSlots[fromAt]!;
}

/** Leaves nothing of a vector behind. */
export function wipeSample(block: VectorBlock, at: number): void {
  const stride = block.codes.length / samplesInBlock;
  block.codes.fill(0, at * stride, (at + 1) * stride);
  block.scales[at] = 0;
  block.squares[at] = 0;
  block.errors[at] = 0;
}
