import { expect, test } from 'vitest';
import type { Attack } from '#specimens/attacks/attack.js';
import { mrzLayouts } from '#engine/document/mrz/formats.js';
import { alteredMrzCharacter, hasDateInMrz } from '#specimens/attacks/altered-character.js';
import type { AttackMeans } from '#specimens/attacks/attack.js';
import { attackNames, attackOfRecipe, attacks } from '#specimens/attacks/attacks.js';
import { compressed } from '#specimens/attacks/compressed.js';
import { greyCopy } from '#specimens/attacks/grey-copy.js';
import { allLayouts } from '#specimens/layouts/all-layouts.js';
import { seededRandom } from '#specimens/random.js';
import { validationRecipes } from '#specimens/scene/validation-recipes.js';
import type { SpecimenLayout } from '#specimens/layout.js';
import type { FlatSpecimen, SpecimenOrder } from '#specimens/render-specimen.js';

test('which recipes are attacks', () => {
  const found = Object.entries(validationRecipes).flatMap(([name, recipe]) => {
    const attack = attackOfRecipe(recipe);
    return attack === null ? [] : [[name, attack]];
  });
  expect(found).toEqual([
    ['print-and-scan', 'colour-copy'],
    ['screen', 'screen'],
  ]);
});

test('a grey copy keeps light and dark, and takes all colours alike', () => {
  const data = Uint8Array.from([0, 0, 0, 255, 255, 255, 200, 0, 0, 0, 102, 0]);
  // The copy looks at nothing but the pixels.
  const specimen = { image: { width: 4, height: 1, data } } as FlatSpecimen;
  const [black, white, red, green] = [0, 3, 6, 9].map((at) => [
    ...greyCopy(specimen, { random: seededRandom(3) }).image.data.subarray(at, at + 3),
  ]);
  expect(black![0]).toBeGreaterThan(20);
  expect(white![1]).toBeGreaterThan(200);
  // 200 red and 102 green have the same luma.
  expect(red).toEqual(green);
});

test('strong compression leaves of a block its mean, weak compression nearly all', () => {
  const data = Uint8Array.from({ length: 8 * 8 * 3 }, (_, at) => 120 + (Math.floor(at / 3) % 2 === 0 ? 6 : -6));
  const image = { width: 8, height: 8, data };
  expect(new Set(compressed(image, 1).data).size).toBe(1);
  const fine = compressed(image, 98).data;
  expect(Math.max(...fine.map((value, at) => Math.abs(value - data[at]!)))).toBeLessThan(3);
});

test('a side without zone and dates takes copies and portraits only', () => {
  const front = { portrait: {}, mrz: null, fields: [{ field: 'surname' }] } as unknown as SpecimenLayout; // what is asked for
  const suited = attackNames.filter((name) => {
    const { suits }: Attack = attacks[name];
    return suits?.(front) ?? true;
  });
  expect(suited).toEqual([
    'screen',
    'colour-copy',
    'grey-copy',
    'portrait-printed',
    'portrait-stuck',
    'portrait-edited',
  ]);
});

test.each(allLayouts.filter(hasDateInMrz).map((layout) => [layout.id, layout] as const))(
  '%s: the digit of the zone that is set anew is one of its dates',
  (_id, layout) => {
    const { elements } = mrzLayouts[layout.mrz!.format];
    for (let seed = 0; seed < 40; seed++) {
      const means = { random: seededRandom(seed), typefaces: ['sans'] } as unknown as AttackMeans; // what is asked for
      const { altered } = alteredMrzCharacter({ layout } as SpecimenOrder, means);
      if (altered?.zone !== 'mrz') throw new Error('no digit was set anew');
      const { line, column } = altered;
      const within = [elements.dateOfBirth, elements.dateOfExpiry].some(
        (date) => date !== undefined && date.line === line && date.start <= column && column < date.end,
      );
      expect({ seed, within }).toEqual({ seed, within: true });
    }
  },
);
