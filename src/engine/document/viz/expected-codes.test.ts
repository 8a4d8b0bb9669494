import { expect, test } from 'vitest';
import { placesOfCodes } from '#engine/document/viz/expected-codes.js';
import { boxesOf } from '../../../../test/support/printed-rows.js';

/** Where is looked for codes, as `from-to` at the height of the row, in whole pixels. */
const looks = (rows: string): string[] =>
  placesOfCodes(boxesOf(rows)).map(({ x, y, width }) => `${Math.round(x)}-${Math.round(x + width)} at ${y}`);

test('a code is looked for left of each value that has none, no further than six heights', () => {
  expect(looks('300 100 20 SAMPLE\n300 140 20 GRACE\n100 180 20 SPECIMEN')).toEqual([
    '180-297 at 100',
    '180-297 at 140',
    '0-97 at 180',
  ]);
});

test('a value whose code was read, beside it or with it, needs none', () => {
  expect(looks('240 100 20 4a.\n300 100 20 01.02.2013\n300 140 20 4b. 01.02.2023')).toEqual([]);
});

test('what was read of a code as something else does not stand in the way, and a neighbouring value ends the look', () => {
  expect(looks('240 100 20 AC\n300 100 20 01.02.2013\n520 100 20 CITY OF X')).toEqual([
    '180-297 at 100',
    '410-517 at 100',
  ]);
});

test('where two values stand close there is no room for a code', () => {
  expect(looks('100 100 20 GRACE\n165 100 20 ADELE')).toEqual(['0-97 at 100']);
});

test('the lines of a machine readable zone have no codes', () => {
  expect(looks('300 100 20 D1UTO1234567<<<<<<<<<<<<<<<<<')).toEqual([]);
});
