import { expect, test } from 'vitest';
import { loadFonts } from '#specimens/draw/fonts.js';
import { td1IdCardFront } from '#specimens/layouts/td1-id-card.js';
import { td3Passport } from '#specimens/layouts/td3-passport.js';
import { seededRandom } from '#specimens/random.js';
import { renderSpecimen } from '#specimens/render-specimen.js';
import { sampleHolder } from '#specimens/sample-set/sample-holder.js';
import { projectPlacement } from '#specimens/scene/placement.js';
import { drawScene } from '#specimens/scene/draw-scene.js';
import { sceneRecipes, type SceneRecipe } from '#specimens/scene/recipes.js';
import { validationRecipes } from '#specimens/scene/validation-recipes.js';

const size = { width: 800, height: 600 };
const render = (layout: typeof td3Passport) =>
  renderSpecimen({
    layout,
    holder: sampleHolder('passport', new Date('2026-01-01T00:00:00Z')),
    portrait: null,
    fonts: loadFonts(null),
    random: seededRandom(1),
    pixelsPerMillimetre: 2,
  });
const fonts = loadFonts(null);
const passport = render(td3Passport);
const card = render(td1IdCardFront);

const recipes: readonly [string, SceneRecipe][] = [
  ...Object.entries(sceneRecipes),
  ...Object.entries(validationRecipes),
];

test.each(recipes.filter(([name]) => name !== 'cut-off'))(
  'by the recipe %s no document leaves its room',
  (_, recipe) => {
    const bare: SceneRecipe = { ...recipe, clutter: [0, 0] };
    for (let seed = 0; seed < 200; seed++) {
      for (const specimens of [[passport], [passport, card]]) {
        const { order } = drawScene(bare, specimens, size, seededRandom(seed), fonts);
        order.documents.forEach(({ specimen, placement }, index) => {
          const room = size.height / specimens.length;
          const quad = projectPlacement(placement, specimen.image.width / specimen.image.height, size.width);
          for (const { x, y } of quad) {
            const inside = x >= 0 && x <= size.width && y >= index * room && y <= (index + 1) * room;
            expect(inside, `seed ${seed}: ${x}, ${y}`).toBe(true);
          }
        });
      }
    }
  },
);

test('documents keep their sizes to each other', () => {
  const { order } = drawScene(sceneRecipes.table, [passport, card], size, seededRandom(1), fonts);
  const [first, second] = order.documents;
  expect(second!.placement.widthPixels / first!.placement.widthPixels).toBeCloseTo(85.6 / 125, 2);
});

test('a scan is straight, on white, and fills its picture', () => {
  const { order, jpegQuality } = drawScene(
    sceneRecipes.scan,
    [card],
    { width: 856, height: 540 },
    seededRandom(1),
    fonts,
  );
  expect(order).toMatchObject({ backdrop: 'scanner', conditions: { lighting: null, glare: null, blurSigma: 0 } });
  expect(order.documents[0]!.placement).toMatchObject({ angleDegrees: 0, pitchDegrees: 0, yawDegrees: 0 });
  expect(order.documents[0]!.placement.widthPixels).toBeCloseTo(0.95 * 855, 0);
  expect(jpegQuality).toBeGreaterThanOrEqual(90);
});

test('a cut-off document reaches over one side of the picture, by the share that its recipe says', () => {
  for (let seed = 0; seed < 50; seed++) {
    const { order } = drawScene(validationRecipes['cut-off'], [card], size, seededRandom(seed), fonts);
    const { specimen, placement } = order.documents[0]!;
    const quad = projectPlacement(placement, specimen.image.width / specimen.image.height, size.width);
    const [xs, ys] = [quad.map(({ x }) => x), quad.map(({ y }) => y)];
    const outside = [-Math.min(...xs), Math.max(...xs) - size.width, -Math.min(...ys), Math.max(...ys) - size.height];
    expect(outside.filter((pixels) => pixels > 0)).toHaveLength(1);
  }
});
