import type { JudgedPresentation } from '#engine/evaluation/pad/presentation.js';
import { proportion, type Proportion } from '#engine/evaluation/proportion.js';

/** What a threshold costs people on whom it was not chosen. */
export interface OtherPeople {
  /** Of bona fide presentations that may be refused where the threshold is chosen. */
  readonly wantedBpcer: number;
  /** One for each half of the people, chosen on the other half. */
  readonly thresholds: readonly number[];
  readonly bpcer: Proportion;
  readonly apcer: Proportion;
}

type Scored = JudgedPresentation & { readonly score: number };

/**
 * Splits the people in two and judges each half at the threshold that refuses `wantedBpcer` of the other half's bona fide
 * presentations. Null where a half has none.
 */
export function onOtherPeople(presentations: readonly JudgedPresentation[], wantedBpcer: number): OtherPeople | null {
  const scored = presentations.filter((one): one is Scored => one.score !== null);
  const people = [...new Set(scored.map(({ subject }) => subject))].sort();
  const halfOf = new Map(people.map((subject, index) => [subject, index % 2]));
  const thresholds: number[] = [];
  const refused = { count: 0, total: 0 };
  const accepted = { count: 0, total: 0 };
  for (const half of [0, 1]) {
    const others = scored.filter(({ subject, species }) => species === null && halfOf.get(subject) !== half);
    if (others.length === 0) return null;
    const ascending = Float64Array.from(others, ({ score }) => score).sort();
    const threshold = ascending[Math.floor(wantedBpcer * ascending.length)]!; // a share below 1 of at least one
    thresholds.push(threshold);
    for (const { subject, species, score } of scored) {
      if (halfOf.get(subject) !== half) continue;
      const errors = species === null ? refused : accepted;
      errors.total++;
      if (score >= threshold === (species !== null)) errors.count++;
    }
  }
  return {
    wantedBpcer,
    thresholds,
    bpcer: proportion(refused.count, refused.total),
    apcer: proportion(accepted.count, accepted.total),
  };
}
