/**
 * Samples that one block holds. Blocks are never copied as a gallery grows; small ones, because an installation may have
 * thousands of galleries with a few people each.
 */
export const samplesInBlock = 128;

/** So many samples of one gallery: what a scan runs over. */
export interface VectorBlock {
  /** Float32, one sample after the other. */
  readonly vectors: Float32Array;
  readonly templateNumbers: Float64Array;
  readonly sampleNumbers: Float64Array;
  /** The slot of the same template's next sample, in the whole gallery; −1: there is none. */
  readonly nextSlots: Int32Array;
}

export const makeBlock = (dimensions: number): VectorBlock => ({
  vectors: new Float32Array(samplesInBlock * dimensions),
  templateNumbers: new Float64Array(samplesInBlock),
  sampleNumbers: new Float64Array(samplesInBlock),
  nextSlots: new Int32Array(samplesInBlock),
});

/** Bytes of a block. */
export const blockBytes = (dimensions: number): number => samplesInBlock * (4 * dimensions + 8 + 8 + 4);
