import { BestHits } from '#adapters/template-index/best-hits.js';
import { scanCosine, scanEuclidean } from '#adapters/template-index/scan.js';
import { blockBytes, makeBlock, samplesInBlock, type VectorBlock } from '#adapters/template-index/vector-block.js';
import type { GallerySize, IndexHit, IndexProbe } from '#ports/template-index.js';

/**
 * What V8 takes for an entry of a `Map` from number to number, measured at 1,000,000 entries on Node 20: 36 to 52 bytes,
 * by how full the table is.
 */
const entryBytes = 52;

/**
 * The vectors that are searched together, in blocks without gaps. The samples of a template form a chain: its first slot
 * stands in `#firstSlots`, every slot names the next.
 */
export class Gallery {
  readonly #dimensions: number;
  readonly #blocks: VectorBlock[] = [];
  readonly #firstSlots = new Map<number, number>();
  #samples = 0;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
  }

  get size(): GallerySize {
    return { templates: this.#firstSlots.size, samples: this.#samples };
  }

  get bytes(): number {
    return this.#blocks.length * blockBytes(this.#dimensions) + this.#firstSlots.size * entryBytes;
  }

  add(templateNumber: number, sampleNumber: number, vector: Float32Array): void {
    if (vector.length !== this.#dimensions) throw new Error('vectors of one recogniser are equally long');
    const slot = this.#samples++;
    if (slot === this.#blocks.length * samplesInBlock) this.#blocks.push(makeBlock(this.#dimensions));
    const [block, i] = this.#at(slot);
    block.vectors.set(vector, i * this.#dimensions);
    block.templateNumbers[i] = templateNumber;
    block.sampleNumbers[i] = sampleNumber;
    block.nextSlots[i] = this.#firstSlots.get(templateNumber) ?? -1;
    this.#firstSlots.set(templateNumber, slot);
  }

  remove(templateNumber: number): void {
    for (let slot = this.#firstSlots.get(templateNumber); slot !== undefined;) {
      const [block, i] = this.#at(slot);
      const next = block.nextSlots[i]!;
      if (next === -1) this.#firstSlots.delete(templateNumber);
      else this.#firstSlots.set(templateNumber, next);
      this.#fill(slot);
      slot = this.#firstSlots.get(templateNumber);
    }
  }

  search({ vector, metric, limit, threshold }: IndexProbe): IndexHit[] {
    if (vector.length !== this.#dimensions) throw new Error('vectors of one recogniser are equally long');
    const best = new BestHits(limit, threshold);
    const scan = metric === 'euclidean' ? scanEuclidean : scanCosine;
    for (const [i, block] of this.#blocks.entries()) {
      scan(block, Math.min(samplesInBlock, this.#samples - i * samplesInBlock), vector, best);
    }
    return best.hits;
  }

  /** Moves the last sample into a slot that has become free; no chain leads there any more. */
  #fill(slot: number): void {
    const last = --this.#samples;
    const [from, fromAt] = this.#at(last);
    if (slot !== last) {
      const [to, at] = this.#at(slot);
      to.vectors.set(
        from.vectors.subarray(fromAt * this.#dimensions, (fromAt + 1) * this.#dimensions),
        at * this.#dimensions,
      );
      to.templateNumbers[at] = from.templateNumbers[fromAt]!;
      to.sampleNumbers[at] = from.sampleNumbers[fromAt]!;
      to.nextSlots[at] = from.nextSlots[fromAt]!;
      this.#redirect(from.templateNumbers[fromAt]!, last, slot);
    }
    from.vectors.fill(0, fromAt * this.#dimensions, (fromAt + 1) * this.#dimensions);
    if (last === (this.#blocks.length - 1) * samplesInBlock) this.#blocks.pop();
  }

  /** What led to `from` now leads to `to`. */
  #redirect(templateNumber: number, from: number, to: number): void {
    let slot = this.#firstSlots.get(templateNumber)!; // a sample that is there belongs to a chain
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
    return [this.#blocks[Math.floor(slot / samplesInBlock)]!, slot % samplesInBlock];
  }
}
