import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { FontName } from '#specimens/draw/fonts.js';
import type { SpecimenLayout } from '#specimens/layout.js';
import type { Random } from '#specimens/random.js';
import type { FlatSpecimen, SpecimenOrder } from '#specimens/render-specimen.js';
import type { SceneRecipe } from '#specimens/scene/recipes.js';
import type { SeenTruth } from '#specimens/truth.js';

/** What an attack may use. */
export interface AttackMeans {
  readonly random: Random;
  /** Upright portraits, 35:45; the holder's is among them. */
  readonly portraits: readonly [RgbImage, ...RgbImage[]];
  /** The holder's own. */
  readonly portrait: RgbImage;
  /** Faces that nothing of the document is set in. */
  readonly typefaces: readonly [FontName, ...FontName[]];
}

/** How one kind of attack changes a picture. What is left out stays as it is. */
export interface Attack {
  /** The sides it can be done to; default: all. */
  readonly suits?: (layout: SpecimenLayout) => boolean;
  /** What is printed instead. */
  readonly order?: (order: SpecimenOrder, means: AttackMeans) => SpecimenOrder;
  /** What lies before the camera instead of the document. */
  readonly document?: (specimen: FlatSpecimen, means: AttackMeans) => FlatSpecimen;
  /** How else it is photographed. */
  readonly recipe?: Partial<SceneRecipe>;
  /** What becomes of the picture after it was taken and saved. */
  readonly picture?: (image: RgbImage, seen: SeenTruth, means: AttackMeans) => RgbImage;
}
