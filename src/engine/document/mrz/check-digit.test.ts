import { expect, test } from 'vitest';
import { checkDigit } from '#engine/document/mrz/check-digit.js';

// The worked examples of ICAO 9303-3 §4.9 and the specimens of 9303-4 and -5.
test.each([
  ['520727', '3'],
  ['AB2134<<<', '5'],
  ['L898902C3', '6'],
  ['740812', '2'],
  ['120415', '9'],
  ['ZE184226B<<<<<', '1'],
  ['D23145890', '7'],
])('the check digit of %s is %s', (data, digit) => {
  expect(checkDigit(data)).toBe(digit);
});

test('a character outside the alphabet has no check digit', () => {
  expect(checkDigit('AB 12')).toBeNull();
});
