import { Candidates } from '#adapters/template-index/candidates.js';
import type { DotKernel } from '#adapters/template-index/kernel/dot-kernel.js';
import { quantiseProbe, quantiseSample } from '#adapters/template-index/quantise.js';
import { scanCosine, scanEuclidean } from '#adapters/template-index/scan.js';
import { SlotTable } from '#adapters/template-index/slot-table.js';
import {
  blockBytes,
  copySample,
  makeBlock,
  placeOfSlot,
  samplesOfBlock,
  strideOf,
  wipeSample,
  type VectorBlock,
} from '#adapters/template-index/vector-block.js';
import type { GallerySize, IndexCandidate, IndexProbe } from '#ports/template-index.js';

/**
 * The vectors that are searched together, in whole numbers, in blocks without gaps. The samples of a template form a
 * chain: its first slot stands in `#firstSlots`, every slot names the next.
 */
export class Gallery {
  readonly #dimensions: number;
  readonly #blocks: VectorBlock[] = [];
  readonly #firstSlots = new SlotTable((slot) => {
    const [block, i] = this.#at(slot);
    return block.templateNumbers[i]!;
  });
  #samples = 0;
  #blocksBytes = 0;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
  }

  get size(): GallerySize {
    return { templates: this.#firstSlots.size, samples: this.#samples };
  }

  get bytes(): number {
    return this.#blocksBytes + this.#firstSlots.bytes;
  }

  add(templateNumber: number, sampleNumber: number, vector: Float32Array): void {
    if (vector.length !== this.#dimensions) throw new Error('vectors of one recogniser are equally long');
    const slot = this.#samples++;
    const [number, i] = placeOfSlot(slot);
    const block = this.#blocks[number] ?? this.#grow();
    const { scale, square, error } = quantiseSample(vector, block.codes, i * strideOf(this.#dimensions));
    block.scales[i] = scale;
    block.squares[i] = square;
    block.errors[i] = error;
    block.templateNumbers[i] = templateNumber;
    block.sampleNumbers[i] = sampleNumber;
    block.nextSlots[i] = this.#firstSlots.get(templateNumber);
    this.#firstSlots.set(templateNumber, slot);
  }

  remove(templateNumber: number): void {
    for (;;) {
      const slot = this.#firstSlots.get(templateNumber);
      if (slot === -1) return;
      const [block, i] = this.#at(slot);
      const next = block.nextSlots[i]!;
      if (next === -1) this.#firstSlots.delete(templateNumber);
      else this.#firstSlots.set(templateNumber, next);
      this.#fill(slot);
    }
  }

  /** Every sample that can belong to the result (see `Candidates`). */
  search({ vector, metric, limit, threshold }: IndexProbe, kernel: DotKernel): IndexCandidate[] {
    if (vector.length !== this.#dimensions) throw new Error('vectors of one recogniser are equally long');
    const codes = new Int16Array(strideOf(this.#dimensions));
    const probe = { ...quantiseProbe(vector, codes), length: Math.hypot(...vector) };
    kernel.probe(codes);
    const candidates = new Candidates(limit, threshold);
    const scan = metric === 'euclidean' ? scanEuclidean : scanCosine;
    let left = this.#samples;
    for (const block of this.#blocks) {
      const count = Math.min(block.scales.length, left);
      scan(block, count, kernel.dots(block.codes, count), probe, candidates);
      left -= count;
    }
    return candidates.list();
  }

  /** Moves the last sample into a slot that has become free; no chain leads there any more. */
  #fill(slot: number): void {
    const last = --this.#samples;
    const [from, fromAt] = this.#at(last);
    if (slot !== last) {
      copySample(from, fromAt, ...this.#at(slot));
      this.#redirect(from.templateNumbers[fromAt]!, last, slot);
    }
    wipeSample(from, fromAt);
    if (fromAt === 0) this.#shrink();
  }

  #grow(): VectorBlock {
    const block = makeBlock(this.#dimensions, samplesOfBlock(this.#blocks.length));
    this.#blocks.push(block);
    this.#blocksBytes += blockBytes(block);
    return block;
  }

  #shrink(): void {
    this.#blocksBytes -= blockBytes(this.#blocks.pop()!); // one that has just become empty
  }

  /** What led to `from` now leads to `to`. */
  #redirect(templateNumber: number, from: number, to: number): void {
    let slot = this.#firstSlots.get(templateNumber); // a sample that is there belongs to a chain
    if (slot === from) {
      this.#firstSlots.set(templateNumber, to);
      return;
    }
    for (;;) {
      const [block, i] = this.#at(slot);
      const next = block.nextSlots[i]!;
      if (next === from) {
        block.nextSlots[i] = to;
        return;
      }
      slot = next;
    }
  }

  #at(slot: number): [VectorBlock, number] {
    const [block, at] = placeOfSlot(slot);
    return [this.#blocks[block]!, at];
  }
}
