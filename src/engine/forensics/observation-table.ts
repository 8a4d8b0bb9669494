import type { Observation, ObservationName } from '#domain/observation.js';

/** From where on something is noticed, and what that costs. */
export interface ObservationBound {
  /** Noticed below; null: however low, it is nothing. */
  readonly below: number | null;
  /** Noticed above. */
  readonly above: number;
  readonly falseAlarms: Observation['falseAlarms'];
}

/**
 * The one table. Bounds were set on 218 press photos and on manipulations planted in them (docs/decisions/0022-deepfake.md);
 * false alarms were measured on other pictures of other people: `bonafide evaluate observations <list.csv> --root <folder>` on
 * the live pictures with room around the face, 142 of 74 people.
 */
export const observationTable: Readonly<Record<ObservationName, ObservationBound>> = {
  'spectrum-falloff': { below: -1, above: 0.6, falseAlarms: { k: 1, n: 142, atMost: 0.033 } },
  'noise-mismatch': { below: null, above: 1, falseAlarms: { k: 0, n: 139, atMost: 0.0213 } },
  'grid-offset': { below: null, above: 0.1, falseAlarms: { k: 1, n: 142, atMost: 0.033 } },
  'earlier-compression-missing': { below: null, above: 0.6, falseAlarms: { k: 0, n: 70, atMost: 0.0419 } },
  'face-edge': { below: null, above: 0.4, falseAlarms: { k: 0, n: 142, atMost: 0.0209 } },
};

/** A measured value beside its bound. */
export function observation(name: ObservationName, value: number): Observation {
  const { below, above, falseAlarms } = observationTable[name];
  return { name, value, noticed: value > above || (below !== null && value < below), falseAlarms };
}
