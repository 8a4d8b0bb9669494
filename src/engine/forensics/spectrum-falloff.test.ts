import { expect, test } from 'vitest';
import { observation } from '#engine/forensics/observation-table.js';
import { spectrumFalloff } from '#engine/forensics/spectrum-falloff.js';
import { resize } from '#engine/image/resize.js';
import { greyOf, textured, withInset } from '../../../test/support/textured-picture.js';

const face = { x: 100, y: 90, width: 300, height: 320 };
const picture = textured(512, 1);
const noticed = (value: number | null) => value !== null && observation('spectrum-falloff', value).noticed;

test('a spectrum that falls as photographs do lies on its line', () => {
  const value = spectrumFalloff(picture, face);
  expect(value).toBeCloseTo(0, 0);
  expect(noticed(value)).toBe(false);
});

test('a face that was enlarged lacks fine details', () => {
  const enlarged = resize(resize(picture, 256, 256), 512, 512);
  const value = spectrumFalloff(withInset(picture, enlarged, face), face);
  expect(value).toBeLessThan(-1);
  expect(noticed(value)).toBe(true);
});

test('a smooth face with every pixel repeated has too many', () => {
  const smooth = textured(256, 2, 40, 1.8);
  const repeated = greyOf(512, 512, (at) => smooth.data[(Math.floor(at / 1024) * 256 + ((at % 512) >> 1)) * 3]!);
  const value = spectrumFalloff(withInset(picture, repeated, face), face);
  expect(value).toBeGreaterThan(0.6);
  expect(noticed(value)).toBe(true);
});

test('a face smaller than the windows, or at the edge of the picture, is not measured', () => {
  expect(spectrumFalloff(picture, { x: 100, y: 100, width: 60, height: 80 })).toBeNull();
  expect(spectrumFalloff(picture, { ...face, x: -200 })).toBeNull();
});
