import { expect, test } from 'vitest';
import { judge, qualityThresholds } from '#engine/quality/thresholds.js';

const falseAlarms = qualityThresholds.flare.falseAlarms;

test('the scalar is 50 at the limit and the limit itself is fine', () => {
  expect(judge(0.4, { lower: { at: 0.4, width: 0.1 }, falseAlarms })).toEqual({ native: 0.4, scalar: 50, fine: true });
  expect(judge(0.39, { lower: { at: 0.4, width: 0.1 }, falseAlarms }).fine).toBe(false);
  expect(judge(0.41, { upper: { at: 0.4, width: 0.1 }, falseAlarms }).fine).toBe(false);
});

test('a band is fine in its middle and not beyond either end', () => {
  const band = { lower: { at: 0.2, width: 0.02 }, upper: { at: 0.8, width: 0.02 }, falseAlarms };
  expect(judge(0.1, band)).toMatchObject({ fine: false });
  expect(judge(0.5, band)).toMatchObject({ fine: true });
  expect(judge(0.9, band)).toMatchObject({ fine: false });
  expect(judge(0.5, band).scalar).toBeGreaterThan(99.9);
});

test('no measure flags more than 2 % of neutral faces, nor of smiling ones unless expressions are what it measures', () => {
  for (const [name, { falseAlarms: measured }] of Object.entries(qualityThresholds)) {
    expect(measured.neutral.flagged / measured.neutral.total, name).toBeLessThanOrEqual(0.02);
    const smiles = measured.smile.flagged / measured.smile.total;
    if (name === 'expressionNeutrality') expect(smiles).toBeGreaterThanOrEqual(0.8);
    else expect(smiles, name).toBeLessThanOrEqual(0.02);
  }
});
