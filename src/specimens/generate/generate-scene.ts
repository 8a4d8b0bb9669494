import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { BarcodeWriter } from '#specimens/barcode/barcode-writer.js';
import type { Fonts } from '#specimens/draw/fonts.js';
import { randomHolder } from '#specimens/generate/random-holder.js';
import { allLayouts } from '#specimens/layouts/all-layouts.js';
import { seededRandom, type Random } from '#specimens/random.js';
import { renderSpecimen, type FlatSpecimen } from '#specimens/render-specimen.js';
import { composeScene, type Scene } from '#specimens/scene/compose-scene.js';
import { drawScene, sceneRecipes, type SceneRecipeName } from '#specimens/scene/recipes.js';

export interface GenerateSceneOptions {
  readonly seed: number;
  /** Upright portraits, 35:45. */
  readonly portraits: readonly [RgbImage, ...RgbImage[]];
  readonly fonts: Fonts;
  /** Without it the places of barcodes stay empty. */
  readonly barcodeWriter?: BarcodeWriter;
  /** Dates the documents. */
  readonly now: Date;
  /** Default: drawn from all. */
  readonly recipe?: SceneRecipeName;
  /** Ids of the layouts to draw from; default: all. */
  readonly layouts?: readonly string[];
  /** Default 1; 0 gives an empty table. */
  readonly documentCount?: number;
}

export interface GeneratedScene extends Scene {
  readonly recipe: SceneRecipeName;
  readonly jpegQuality: number;
}

const recipeNames = Object.keys(sceneRecipes) as [SceneRecipeName, ...SceneRecipeName[]];

/** A picture of a random person's document, by a random recipe; everything follows from the seed. */
export function generateScene(options: GenerateSceneOptions): GeneratedScene {
  const random = seededRandom(options.seed);
  const recipe = options.recipe ?? random.fork('recipe').pick(recipeNames);
  const specimens = Array.from({ length: options.documentCount ?? 1 }, (_, index) =>
    generateSpecimen(options, random.fork(`document ${index}`)),
  );
  const portrait = specimens.length > 1;
  const longSide = random.fork('size').pick([1200, 1600, 2000]);
  const shortSide = longSide * 0.75;
  const size = portrait ? { width: shortSide, height: longSide } : { width: longSide, height: shortSide };
  const { order, jpegQuality } = drawScene(sceneRecipes[recipe], specimens, size, random.fork('scene'));
  return { ...composeScene(order), recipe, jpegQuality };
}

function generateSpecimen(options: GenerateSceneOptions, random: Random): FlatSpecimen {
  const layouts = allLayouts.filter(({ id }) => options.layouts?.includes(id) ?? true);
  const layout = layouts[random.integer(0, layouts.length - 1)];
  if (layout === undefined) throw new Error('no layout has one of the given ids');
  return renderSpecimen({
    layout,
    holder: randomHolder(layout.documentType, random.fork('holder'), options.now),
    portrait: random.fork('portrait').pick(options.portraits),
    fonts: options.fonts,
    ...(options.barcodeWriter === undefined ? {} : { barcodeWriter: options.barcodeWriter }),
    random,
    pixelsPerMillimetre: 12,
  });
}
