import { expect, test } from 'vitest';
import { dynamicRange } from '#engine/quality/measures/dynamic-range.js';
import { luminanceMean } from '#engine/quality/measures/luminance-mean.js';
import { luminanceVariance } from '#engine/quality/measures/luminance-variance.js';
import { overExposedShare } from '#engine/quality/measures/over-exposure-prevention.js';
import { underExposedShare } from '#engine/quality/measures/under-exposure-prevention.js';
import { luminanceHistogram } from '#engine/quality/linear-levels.js';

/** Shares of the 256 levels: these levels, equally often. */
function histogramOf(...levels: readonly number[]): Float64Array {
  const shares = new Float64Array(256);
  for (const level of levels) shares[level]! += 1 / levels.length;
  return shares;
}

test('mean, variance and entropy of black and white in equal parts', () => {
  const halves = histogramOf(0, 255);
  expect([luminanceMean(halves), luminanceVariance(halves), dynamicRange(halves)]).toEqual([0.5, 0.25, 1]);
  expect(dynamicRange(histogramOf(7))).toBe(0);
});

test('the limits of dark and of blown belong to them', () => {
  expect(underExposedShare(histogramOf(0, 25, 26, 255))).toBe(0.5);
  expect(overExposedShare(histogramOf(0, 246, 247, 255))).toBe(0.5);
});

test('the histogram is of linear light, of masked pixels alone', () => {
  // sRGB 188 is half the light of 255: 0.2126, 0.7152 and 0.0722 of it add up to the same.
  const rgb = Float32Array.of(188, 188, 188, 255, 255, 255, 0, 0, 0);
  const shares = luminanceHistogram(rgb, Uint8Array.of(1, 1, 0));
  expect([shares[128], shares[255], shares[0]]).toEqual([0.5, 0.5, 0]);
  expect(luminanceHistogram(rgb, new Uint8Array(3)).every((share) => share === 0)).toBe(true);
});
