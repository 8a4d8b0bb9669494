import { expect, test } from 'vitest';
import { eyeColourOfText } from '#engine/document/tables/eye-colours.js';
import { sexOfText } from '#engine/document/tables/sexes.js';

test.each([
  ['F', 'F'],
  ['F:', 'F'],
  ['N/F', 'F'],
  ['M/M', 'M'],
  ['ŽENSKI', 'F'],
  ['Männlich', 'M'],
  ['X', 'X'],
  ['M/F', null],
  ['E', null],
  ['MARIA', null],
  ['', null],
])('%j is %j', (text, sex) => {
  expect(sexOfText(text)).toBe(sex);
});

test.each([
  ['BRN', 'brown'],
  ['brown', 'brown'],
  ['BLAUGRAU', 'grey-blue'],
  ['VERTS', 'green'],
  ['NONE', null],
])('eyes %j are %j', (text, colour) => {
  expect(eyeColourOfText(text)).toBe(colour);
});
