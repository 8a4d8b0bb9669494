import { expect, test } from 'vitest';
import { loadFonts } from '#specimens/draw/fonts.js';
import { td1IdCardFront } from '#specimens/layouts/td1-id-card.js';
import { td3Passport } from '#specimens/layouts/td3-passport.js';
import { seededRandom } from '#specimens/random.js';
import { renderSpecimen } from '#specimens/render-specimen.js';
import { sampleHolder } from '#specimens/sample-set/sample-holder.js';
import { projectPlacement } from '#specimens/scene/placement.js';
import { drawScene, sceneRecipes, type SceneRecipeName } from '#specimens/scene/recipes.js';

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
const passport = render(td3Passport);
const card = render(td1IdCardFront);

test.each(Object.keys(sceneRecipes) as SceneRecipeName[])('by the recipe %s no document leaves its room', (name) => {
  for (let seed = 0; seed < 200; seed++) {
    for (const specimens of [[passport], [passport, card]]) {
      const { order } = drawScene(sceneRecipes[name], specimens, size, seededRandom(seed));
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
});

test('documents keep their sizes to each other', () => {
  const { order } = drawScene(sceneRecipes.table, [passport, card], size, seededRandom(1));
  const [first, second] = order.documents;
  expect(second!.placement.widthPixels / first!.placement.widthPixels).toBeCloseTo(85.6 / 125, 2);
});

test('a scan is straight, on white, and fills its picture', () => {
  const { order, jpegQuality } = drawScene(sceneRecipes.scan, [card], { width: 856, height: 540 }, seededRandom(1));
  expect(order).toMatchObject({ backdrop: 'scanner', conditions: { lighting: null, glare: null, blurSigma: 0 } });
  expect(order.documents[0]!.placement).toMatchObject({ angleDegrees: 0, pitchDegrees: 0, yawDegrees: 0 });
  expect(order.documents[0]!.placement.widthPixels).toBeCloseTo(0.95 * 855, 0);
  expect(jpegQuality).toBeGreaterThanOrEqual(90);
});
