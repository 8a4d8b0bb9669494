import { expect, test } from 'vitest';
import { attackOfRecipe } from '#specimens/attacks/attacks.js';
import { greyCopy } from '#specimens/attacks/grey-copy.js';
import { seededRandom } from '#specimens/random.js';
import { validationRecipes } from '#specimens/scene/validation-recipes.js';
import type { FlatSpecimen } from '#specimens/render-specimen.js';

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
    ...greyCopy(specimen, seededRandom(3)).image.data.subarray(at, at + 3),
  ]);
  expect(black![0]).toBeGreaterThan(20);
  expect(white![1]).toBeGreaterThan(200);
  // 200 red and 102 green have the same luma.
  expect(red).toEqual(green);
});
