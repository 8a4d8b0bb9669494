import { expect, test } from 'vitest';
import { heightCentimetres, weightKilograms } from '#engine/document/viz/measurements.js';

test.each([
  ['1,78 m', false, 178],
  ['1.78', false, 178],
  ['178 cm', false, 178],
  ['178', false, 178],
  ['160cm', true, 160],
  ['5\'-11"', true, 180],
  ["5'-05”", true, 165],
  ['5-05', true, 165],
  ['511', true, 180],
  ['6 ft 02 in', true, 188],
  ['511', false, null],
  ['5-13', true, null],
  ['12.08.1974', false, null],
  ['M', false, null],
] as const)('height %s (feet and inches: %s) is %s cm', (text, feetAndInches, centimetres) => {
  expect(heightCentimetres(text, feetAndInches)).toBe(centimetres);
});

test.each([
  ['80 kg', true, 80],
  ['125 lb', false, 57],
  ['125Ib', true, 57],
  ['125', true, 57],
  ['80', false, 80],
  ['BRN', true, null],
  ['0', true, null],
] as const)('weight %s (pounds: %s) is %s kg', (text, pounds, kilograms) => {
  expect(weightKilograms(text, pounds)).toBe(kilograms);
});
