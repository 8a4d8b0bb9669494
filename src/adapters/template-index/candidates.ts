import type { IndexCandidate } from '#ports/template-index.js';

/** Candidates that are kept before those that a better one has ruled out since are looked for. */
const leastKept = 1024;

/**
 * Everything that can belong to the best `limit` templates at or above a threshold. As soon as so many templates surely
 * have a score, nothing that stays below it counts; equal scores stay, so that ranking them is left to who knows them.
 */
export class Candidates {
  readonly #limit: number;
  readonly #threshold: number;
  /** The templates that surely score best, by falling least score. */
  readonly #sure: { readonly templateNumber: number; readonly leastScore: number }[] = [];
  #kept: IndexCandidate[] = [];
  #keptAtMost = leastKept;

  constructor(limit: number, threshold: number) {
    this.#limit = limit;
    this.#threshold = threshold;
  }

  /** No sample whose score stays below this can change the result. */
  get cut(): number {
    const worst = this.#sure[this.#limit - 1];
    return worst === undefined ? this.#threshold : Math.max(this.#threshold, worst.leastScore);
  }

  offer(candidate: IndexCandidate): void {
    if (!(candidate.greatestScore >= this.cut)) return;
    this.#kept.push(candidate);
    this.#raise(candidate);
    if (this.#kept.length <= this.#keptAtMost) return;
    this.#kept = this.#stillIn();
    this.#keptAtMost = Math.max(leastKept, 2 * this.#kept.length);
  }

  /** By falling greatest score, so that who scores them one after the other can stop early. */
  list(): IndexCandidate[] {
    return this.#stillIn().sort(
      (left, right) => right.greatestScore - left.greatestScore || left.sampleNumber - right.sampleNumber,
    );
  }

  #stillIn(): IndexCandidate[] {
    const { cut } = this;
    return this.#kept.filter(({ greatestScore }) => greatestScore >= cut);
  }

  #raise({ templateNumber, leastScore }: IndexCandidate): void {
    const sure = this.#sure;
    const known = sure.findIndex((one) => one.templateNumber === templateNumber);
    if (known >= 0) {
      if (sure[known]!.leastScore >= leastScore) return;
      sure.splice(known, 1);
    }
    let place = sure.length;
    while (place > 0 && sure[place - 1]!.leastScore < leastScore) place--;
    sure.splice(place, 0, { templateNumber, leastScore });
    if (sure.length > this.#limit) sure.pop();
  }
}
