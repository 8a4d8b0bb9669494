import { expect, test } from 'vitest';
import { qualityComponentNames } from '#domain/quality.js';
import { qualitySweeps } from '#engine/evaluation/quality/quality-sweeps.js';

test('no component without a sweep that validates it', () => {
  const swept = new Set(qualitySweeps.flatMap(({ components }) => Object.keys(components)));
  expect(qualityComponentNames.filter((name) => !swept.has(name))).toEqual([]);
});

test('plots of sweeps do not overwrite each other', () => {
  expect(new Set(qualitySweeps.map(({ id }) => id)).size).toBe(qualitySweeps.length);
});
