import { expect, test } from 'vitest';
import { roundSteps, shareAxis } from '#engine/evaluation/report/plot-axes.js';

test('steps that people count in', () => {
  expect(roundSteps(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(roundSteps(-0.13, 0.52)).toEqual([0, 0.2, 0.4]);
  expect(roundSteps(0, 0.0042)).toEqual([0, 0.001, 0.002, 0.003, 0.004]);
});

test('shares are written in percent', () => {
  expect(shareAxis('x', 0.1).ticks.map(({ text }) => text)).toEqual(['0 %', '2 %', '4 %', '6 %', '8 %', '10 %']);
});
