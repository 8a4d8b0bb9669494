import type { BenchPeople } from '#main/search-bench/bench-people.js';

export interface FloatHit {
  readonly place: number;
  /** Native comparison score. */
  readonly score: number;
}

/** The exact scan over all digits that the index did before decision 43, in this thread: its oracle, and what it is measured by. */
export interface FloatScan {
  /** By falling score; equal scores by place. */
  nearest(probe: Float32Array, limit: number): FloatHit[];
}

/** Dimensions between two looks at whether a vector can still count. */
const stride = 16;

export function createFloatScan(people: BenchPeople, templates: number, dimensions: number): FloatScan {
  const vectors = new Float32Array(templates * dimensions);
  let filled = 0;
  for (const batch of people.batches()) for (const vector of batch) vectors.set(vector, dimensions * filled++);

  /** The sum of squares, in the order in which a comparison adds; or, as soon as it is greater than `farthest`, any sum that is. */
  function squareDistance(place: number, probe: Float32Array, farthest: number): number {
    const start = place * dimensions;
    let sum = 0;
    for (let d = 0; d < dimensions && sum <= farthest;) {
      for (const end = Math.min(dimensions, d + stride); d < end; d++) {
        const difference = vectors[start + d]! - probe[d]!;
        sum += difference * difference;
      }
    }
    return sum;
  }

  return {
    nearest(probe, limit) {
      const hits: { readonly place: number; readonly square: number }[] = [];
      for (let place = 0; place < templates; place++) {
        const worst = hits[limit - 1]?.square ?? Infinity;
        const square = squareDistance(place, probe, worst);
        if (square >= worst) continue;
        let at = hits.length;
        while (at > 0 && hits[at - 1]!.square > square) at--;
        hits.splice(at, 0, { place, square });
        if (hits.length > limit) hits.pop();
      }
      return hits.map((hit) => ({ place: hit.place, score: 1 - Math.sqrt(hit.square) }));
    },
  };
}
