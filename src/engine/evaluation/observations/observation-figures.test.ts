import { expect, test } from 'vitest';
import type { Observation } from '#domain/observation.js';
import { observationFigures } from '#engine/evaluation/observations/observation-figures.js';
import { proportion } from '#engine/evaluation/proportion.js';

const edge = (value: number, noticed: boolean): Observation => ({
  name: 'face-edge',
  value,
  noticed,
  falseAlarms: { k: 0, n: 1, atMost: 0.95 },
});
const picture = (species: string | null, observations: Observation[] | null) => ({
  file: 'a.jpg',
  species,
  observations,
  failure: observations === null ? ('face-not-found' as const) : null,
});

test('alarms are counted on genuine pictures alone, and what was not measured apart', () => {
  const { pictures, unusable, observations } = observationFigures([
    picture(null, [edge(0.1, false)]),
    picture(null, [edge(0.9, true)]),
    picture(null, [edge(0.2, false)]),
    picture(null, []),
    picture(null, null),
    picture('screen', [edge(0.8, true)]),
    picture('print', []),
  ]);
  expect([pictures, unusable]).toEqual([7, 1]);
  expect(observations['face-edge']).toEqual({
    pictures: 6,
    falseAlarms: proportion(1, 3),
    notMeasured: 1,
    noticed: { print: proportion(0, 0), screen: proportion(1, 1) },
    values: { least: 0.1, median: 0.2, largest: 0.9 },
  });
  expect(observations['grid-offset'].values).toBeNull();
});
