import { expect, test } from 'vitest';
import { observationNames } from '#domain/observation.js';
import { proportion } from '#engine/evaluation/proportion.js';
import { observation, observationTable } from '#engine/forensics/observation-table.js';

test.each(observationNames)('%s: the bound of its false alarms is that of their count', (name) => {
  const { k, n, atMost } = observationTable[name].falseAlarms;
  expect(atMost).toBe(Number(proportion(k, n).upper95!.toFixed(4)));
});

test('a value is noticed beyond its bounds, and tells what that costs', () => {
  const { falseAlarms } = observationTable['spectrum-falloff'];
  const said = (value: number) => observation('spectrum-falloff', value);
  expect([-1.01, -1, 0.6, 0.61].map((value) => said(value).noticed)).toEqual([true, false, false, true]);
  expect(said(-1.5)).toEqual({ name: 'spectrum-falloff', value: -1.5, noticed: true, falseAlarms });
});
