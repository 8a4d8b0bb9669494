import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { BarcodeWriter } from '#specimens/barcode/barcode-writer.js';
import type { Attack, AttackMeans } from '#specimens/attacks/attack.js';
import { attacks, type AttackName } from '#specimens/attacks/attacks.js';
import type { SceneKind } from '#engine/evaluation/documents/document-truth.js';
import type { Fonts } from '#specimens/draw/fonts.js';
import type { SpecimenFamily } from '#specimens/generate/family.js';
import type { SpecimenHolder } from '#specimens/holder.js';
import type { SpecimenLayout } from '#specimens/layout.js';
import { seededRandom, type Random } from '#specimens/random.js';
import { renderSpecimen, type FlatSpecimen, type SpecimenOrder } from '#specimens/render-specimen.js';
import { composeScene, type Scene } from '#specimens/scene/compose-scene.js';
import { drawScene } from '#specimens/scene/draw-scene.js';
import type { SceneRecipe } from '#specimens/scene/recipes.js';

export interface GenerateSceneOptions {
  readonly family: SpecimenFamily;
  readonly seed: number;
  /** Upright portraits, 35:45. */
  readonly portraits: readonly [RgbImage, ...RgbImage[]];
  readonly fonts: Fonts;
  /** Without it the places of barcodes stay empty. */
  readonly barcodeWriter?: BarcodeWriter;
  /** Dates the documents. */
  readonly now: Date;
  /** One of the family's; default: drawn from all. */
  readonly recipe?: string;
  /** Ids of the layouts to draw from; default: all. */
  readonly layouts?: readonly string[];
  /** Default: one document. */
  readonly kind?: SceneKind;
  /** Default: a true document before the camera. */
  readonly attack?: AttackName;
}

export interface GeneratedScene extends Scene {
  /** What the attack makes of the picture after it was saved; null: nothing. */
  readonly edit: ((saved: RgbImage) => RgbImage) | null;
  readonly recipe: string;
  readonly kind: SceneKind;
  readonly jpegQuality: number;
  /** A first encoding before that, or null. */
  readonly firstJpegQuality: number | null;
}

/** A picture of a random person's document, by a random recipe; everything follows from the seed. */
export function generateScene(options: GenerateSceneOptions): GeneratedScene {
  const { family, fonts, kind = 'one' } = options;
  const random = seededRandom(options.seed);
  const names = Object.keys(family.recipes) as [string, ...string[]]; // a family without a recipe makes no pictures
  const recipe = options.recipe ?? random.fork('recipe').pick(names);
  const drawn = drawSpecimens(options, kind, random);
  const specimens = drawn.map(({ specimen }) => specimen);
  const portrait = specimens.length > 1;
  const longSide = random.fork('size').pick([1200, 1600, 2000]);
  const shortSide = longSide * 0.75;
  const size = portrait ? { width: shortSide, height: longSide } : { width: longSide, height: shortSide };
  const own = family.recipes[recipe];
  if (own === undefined) throw new Error(`the family has no recipe ${recipe}`);
  // Two documents are told apart from one only where both are to be seen.
  const { cropped, ...uncropped } = own;
  const cut = kind === 'one' && cropped !== undefined ? { cropped } : {};
  const papers = kind === 'text' ? { clutter: [1, 3] as const } : {};
  const ruled: SceneRecipe = { ...uncropped, ...cut, ...papers, ...attackOf(options).recipe };
  const { order, ...encoding } = drawScene(ruled, specimens, size, random.fork('scene'), fonts);
  const scene = composeScene(order);
  const { picture } = attackOf(options);
  const [first] = drawn;
  const [seen] = scene.documents;
  const edit =
    picture === undefined || first === undefined || seen === undefined
      ? null
      : (saved: RgbImage): RgbImage => picture(saved, seen, first.means);
  return { ...scene, edit, recipe, kind, ...encoding };
}

interface DrawnSpecimen {
  readonly specimen: FlatSpecimen;
  readonly means: AttackMeans;
}

function drawSpecimens(options: GenerateSceneOptions, kind: SceneKind, random: Random): DrawnSpecimen[] {
  const { family, now } = options;
  const { suits = () => true } = attackOf(options);
  const layouts = family.layouts.filter((layout) => (options.layouts?.includes(layout.id) ?? true) && suits(layout));
  if (layouts.length === 0) throw new Error('no layout has one of the given ids and suits the attack');
  if (kind === 'both-sides') {
    const own = random.fork('document 0');
    const sides = family.bothSides[own.integer(0, family.bothSides.length - 1)];
    if (sides === undefined) throw new Error('the family has no cards with two sides');
    const holder = family.holder(sides[0], own.fork('holder'), now);
    return sides.map((layout) => render(options, layout, holder, own));
  }
  const count = kind === 'one' ? 1 : kind === 'two' ? 2 : 0;
  return Array.from({ length: count }, (_, index) => {
    const own = random.fork(`document ${index}`);
    const layout = layouts[own.integer(0, layouts.length - 1)]!;
    return render(options, layout, family.holder(layout, own.fork('holder'), now), own);
  });
}

function render(
  options: GenerateSceneOptions,
  layout: SpecimenLayout,
  holder: SpecimenHolder,
  random: Random,
): DrawnSpecimen {
  const { portraits, fonts, barcodeWriter } = options;
  const portrait = random.fork('portrait').pick(portraits);
  const means: AttackMeans = {
    random: random.fork('attack'),
    portraits,
    portrait,
    typefaces: options.family.foreignTypefaces,
  };
  const { order: ordered, document } = attackOf(options);
  const order: SpecimenOrder = {
    layout,
    holder,
    portrait,
    fonts,
    ...(barcodeWriter === undefined ? {} : { barcodeWriter }),
    random,
    pixelsPerMillimetre: 12,
  };
  const specimen = renderSpecimen(ordered?.(order, means) ?? order);
  return { specimen: document?.(specimen, means) ?? specimen, means };
}

const attackOf = ({ attack }: GenerateSceneOptions): Attack => (attack === undefined ? {} : attacks[attack]);
