import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { observationNames } from '#domain/observation.js';
import { proportion } from '#engine/evaluation/proportion.js';
import { observation, observationTable } from '#engine/forensics/observation-table.js';
import { packageRoot } from '#engine/models/package-root.js';

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

test.each(observationNames)('docs/deepfake.md says the same of %s', (name) => {
  const page = readFileSync(path.join(packageRoot, 'docs/deepfake.md'), 'utf8');
  const [, said, figures] = new RegExp(`^\\| .${name}. +\\|[^|]*\\|([^|]*)\\|([^|]*)\\|$`, 'm').exec(page)!;
  const { below, above, falseAlarms } = observationTable[name];
  const plain = (value: number): string => String(value).replace('0.', '.').replace('-', '−');
  expect(said!.trim()).toBe(below === null ? `above ${plain(above)}` : `below ${plain(below)}, above ${plain(above)}`);
  const { k, n, atMost } = falseAlarms;
  expect(figures!.trim()).toBe(`${k} of ${n}, at most ${Number((atMost * 100).toFixed(2))} %`);
});
