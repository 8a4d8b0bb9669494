/**
 * The first samples of a gallery lie in small blocks, because an installation may have thousands of galleries with a few
 * people each; those behind in large ones, because every block has a price of its own. Blocks are never copied as a
 * gallery grows, and no gallery of more than one block has twice the places that it fills.
 */
const smallBlock = 128;
/** The most samples that a block holds. */
export const largestBlock = 1024;
const smallBlocks = largestBlock / smallBlock;

/** Samples that the block of this number in a gallery holds. */
export const samplesOfBlock = (block: number): number => (block < smallBlocks ? smallBlock : largestBlock);

/** The number of the block of a slot of a gallery, and its place there. */
export const placeOfSlot = (slot: number): readonly [block: number, at: number] =>
  slot < largestBlock
    ? [Math.floor(slot / smallBlock), slot % smallBlock]
    : [smallBlocks - 1 + Math.floor(slot / largestBlock), slot % largestBlock];

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

/** One buffer for everything: a buffer has a price of its own. `samples`: that it holds. */
export function makeBlock(dimensions: number, samples: number): VectorBlock {
  const buffer = new ArrayBuffer(samples * sampleBytes(dimensions));
  const wide = 8 * samples;
  const narrow = 4 * samples;
  return {
    templateNumbers: new Float64Array(buffer, 0, samples),
    sampleNumbers: new Float64Array(buffer, wide, samples),
    scales: new Float32Array(buffer, 2 * wide, samples),
    squares: new Int32Array(buffer, 2 * wide + narrow, samples),
    errors: new Float32Array(buffer, 2 * wide + 2 * narrow, samples),
    nextSlots: new Int32Array(buffer, 2 * wide + 3 * narrow, samples),
    codes: new Int8Array(buffer, 2 * wide + 4 * narrow),
  };
}

/**
 * What the buffer and the seven views of a block take beyond the bytes in it, measured on Node 20 over 10,000 blocks: 870
 * bytes of V8's heap, the rest (up to 1,800) what the allocator rounds up to.
 */
const viewsBytes = 1800;

/** Bytes of a block, with its views. */
export const blockBytes = (block: VectorBlock): number =>
  block.scales.length * sampleBytes(strideIn(block)) + viewsBytes;

const sampleBytes = (dimensions: number): number => 2 * 8 + 4 * 4 + strideOf(dimensions);

/** Bytes between the codes of two samples of a block. */
const strideIn = ({ codes, scales }: VectorBlock): number => codes.length / scales.length;

/** Copies a sample within or between blocks of one gallery. */
export function copySample(from: VectorBlock, fromAt: number, to: VectorBlock, at: number): void {
  const stride = strideIn(from);
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
  const stride = strideIn(block);
  block.codes.fill(0, at * stride, (at + 1) * stride);
  block.scales[at] = 0;
  block.squares[at] = 0;
  block.errors[at] = 0;
}
