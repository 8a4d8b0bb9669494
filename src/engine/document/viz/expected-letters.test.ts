import { expect, test } from 'vitest';
import { placesOfSex } from '#engine/document/viz/expected-letters.js';
import { boxesOf } from '../../../../test/support/printed-rows.js';

const below = `
  300 100 16 Surname / Nom
  300 120 24 SAMPLE
  300 160 16 Given names / Prénoms
  300 180 24 GRACE
  500 220 16 Sex / Sexe
`;

test('the sex is looked for below its label where other values stand below theirs', () => {
  const places = placesOfSex(boxesOf(below)).map(({ x, y, width, height }) => [x, y, width, height].map(Math.round));
  expect(places).toEqual([[481, 240, 67, 24]]);
});

test('beside its label where others stand beside theirs', () => {
  const [place, ...rest] = placesOfSex(
    boxesOf('100 100 24 Nom :\n260 100 24 SAMPLE\n100 140 24 Prénoms :\n320 140 24 GRACE\n100 180 24 Sexe :'),
  );
  expect(rest).toEqual([]);
  expect(place).toMatchObject({ y: 180, height: 24 });
  expect(place!.x).toBeGreaterThan(190);
});

test('nowhere when the sex was read, without its label, and where nothing tells where values stand', () => {
  expect(placesOfSex(boxesOf(`${below.trimEnd()}\n  500 240 24 F`))).toEqual([]);
  expect(placesOfSex(boxesOf(below.replace('  500 220 16 Sex / Sexe\n', '')))).toEqual([]);
  expect(placesOfSex(boxesOf('500 220 16 Sex / Sexe'))).toEqual([]);
});
