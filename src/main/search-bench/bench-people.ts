import {
  createSyntheticDescriptors,
  shippedDescriptorStatistics,
  type SyntheticDescriptors,
} from '#specimens/descriptors/synthetic-descriptors.js';
import { seededRandom } from '#specimens/random.js';

export interface Probe {
  readonly vector: Float32Array;
  /** Place of the enrolled person; null: a stranger. */
  readonly place: number | null;
}

/** Synthetic people, the same ones each time that they are asked for. */
export interface BenchPeople {
  /** One picture of each, so many at a time as one transaction enrols. */
  batches(): Generator<Float32Array[]>;
  /** Every other one another picture of somebody who is enrolled. */
  probes(count: number): Probe[];
}

const peopleAtOnce = 1000;

export function createBenchPeople({
  templates,
  seed,
}: {
  readonly templates: number;
  readonly seed: number;
}): BenchPeople {
  const draw = (from: number): SyntheticDescriptors =>
    createSyntheticDescriptors(shippedDescriptorStatistics, seededRandom(from));
  return {
    *batches() {
      const drawn = draw(seed);
      for (let done = 0; done < templates; done += peopleAtOnce) {
        const count = Math.min(peopleAtOnce, templates - done);
        yield Array.from({ length: count }, () => drawn.pictureOf(drawn.person()));
      }
    },
    probes(count) {
      const drawn = draw(seed);
      const every = Math.max(1, Math.floor((2 * templates) / count));
      const enrolled: Probe[] = [];
      for (let place = 0; place < templates; place++) {
        const person = drawn.person();
        drawn.pictureOf(person); // the one that is enrolled
        // Of another source, so that who follows stays who he is.
        if (place % every === 0) enrolled.push({ vector: draw(seed + 1 + place).pictureOf(person), place });
      }
      const strangers = enrolled.map((): Probe => ({ vector: drawn.pictureOf(drawn.person()), place: null }));
      return enrolled.flatMap((probe, i) => [probe, strangers[i]!]).slice(0, count);
    },
  };
}
