import type { IndexHit } from '#ports/template-index.js';

/**
 * The best templates seen so far, at most `limit`, each by its best sample. Equal scores rank by template number, equal
 * scores of one template by sample number: the result does not depend on the order in which samples are seen.
 */
export class BestHits {
  readonly #limit: number;
  readonly #threshold: number;
  readonly #hits: IndexHit[] = [];

  constructor(limit: number, threshold: number) {
    this.#limit = limit;
    this.#threshold = threshold;
  }

  /** No sample below this score can change the result. */
  get leastScore(): number {
    const worst = this.#hits[this.#limit - 1];
    return worst === undefined ? this.#threshold : worst.score;
  }

  /** By falling score. */
  get hits(): IndexHit[] {
    return this.#hits;
  }

  offer(hit: IndexHit): void {
    if (!(hit.score >= this.leastScore)) return;
    const hits = this.#hits;
    const known = hits.findIndex(({ templateNumber }) => templateNumber === hit.templateNumber);
    if (known >= 0) {
      if (compareHits(hits[known]!, hit) <= 0) return;
      hits.splice(known, 1);
    }
    let place = hits.length;
    while (place > 0 && compareHits(hit, hits[place - 1]!) < 0) place--;
    hits.splice(place, 0, hit);
    if (hits.length > this.#limit) hits.pop();
  }
}

const compareHits = (left: IndexHit, right: IndexHit): number =>
  right.score - left.score || left.templateNumber - right.templateNumber || left.sampleNumber - right.sampleNumber;
