import type { FailureCode } from '#domain/failure.js';
import { observationNames, type Observation, type ObservationName } from '#domain/observation.js';
import { proportion, type Proportion } from '#engine/evaluation/proportion.js';

/** What was observed on one picture, and what is known of it. */
export interface ObservedPicture {
  readonly file: string;
  /** Null: genuine, taken live. Else what it is: `print`, `screen`, `swap`, … */
  readonly species: string | null;
  /** Null where the picture cannot be used; `failure` says why. */
  readonly observations: readonly Observation[] | null;
  readonly failure: FailureCode | null;
}

export interface ObservationFigures {
  readonly pictures: number;
  /** Genuine pictures of which something was measured and noticed. */
  readonly falseAlarms: Proportion;
  /** Genuine pictures on which it could not be measured. */
  readonly notMeasured: number;
  /** By species: noticed, of those on which it was measured. */
  readonly noticed: Readonly<Record<string, Proportion>>;
  /** Of the genuine ones: least, median and largest value. */
  readonly values: { readonly least: number; readonly median: number; readonly largest: number } | null;
}

export interface ObservationEvaluation {
  readonly pictures: number;
  readonly unusable: number;
  readonly observations: Readonly<Record<ObservationName, ObservationFigures>>;
}

/** How often each observation is noticed, where it should be and where not. */
export function observationFigures(pictures: readonly ObservedPicture[]): ObservationEvaluation {
  const used = pictures.filter(({ observations }) => observations !== null);
  const figures = observationNames.map((name) => [name, figuresOf(name, used)] as const);
  return {
    pictures: pictures.length,
    unusable: pictures.length - used.length,
    observations: Object.fromEntries(figures) as Record<ObservationName, ObservationFigures>, // one entry for each name
  };
}

function figuresOf(name: ObservationName, pictures: readonly ObservedPicture[]): ObservationFigures {
  const measured = (species: string | null): Observation[] =>
    pictures
      .filter((picture) => picture.species === species)
      .flatMap(({ observations }) => observations?.find((one) => one.name === name) ?? []);
  const share = (found: readonly Observation[]): Proportion =>
    proportion(found.filter(({ noticed }) => noticed).length, found.length);
  const genuine = measured(null);
  const values = genuine.map(({ value }) => value).sort((left, right) => left - right);
  const species = [...new Set(pictures.flatMap((picture) => picture.species ?? []))].sort();
  return {
    pictures: pictures.length,
    falseAlarms: share(genuine),
    notMeasured: pictures.filter((picture) => picture.species === null).length - genuine.length,
    noticed: Object.fromEntries(species.map((one) => [one, share(measured(one))])),
    values:
      values.length === 0
        ? null
        : { least: values[0]!, median: values[values.length >> 1]!, largest: values[values.length - 1]! },
  };
}
