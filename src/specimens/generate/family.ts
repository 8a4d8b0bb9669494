import type { FontName } from '#specimens/draw/fonts.js';
import type { SpecimenHolder } from '#specimens/holder.js';
import type { SpecimenLayout } from '#specimens/layout.js';
import { randomHolder } from '#specimens/generate/random-holder.js';
import { validationHolder } from '#specimens/generate/validation-holder.js';
import { allLayouts } from '#specimens/layouts/all-layouts.js';
import { validationBothSides, validationLayouts } from '#specimens/layouts/validation/all-layouts.js';
import type { Random } from '#specimens/random.js';
import { sceneRecipes, type SceneRecipe } from '#specimens/scene/recipes.js';
import { validationRecipes } from '#specimens/scene/validation-recipes.js';

/** What pictures are drawn from. Readers are set on one family and judged on the other: they share no layout, font, word or ground. */
export interface SpecimenFamily {
  readonly layouts: readonly SpecimenLayout[];
  /** Fronts with their backs, for pictures of both; none: the family has no such pictures. */
  readonly bothSides: readonly (readonly [front: SpecimenLayout, back: SpecimenLayout])[];
  readonly recipes: Readonly<Record<string, SceneRecipe>>;
  /** Whether pictures of other paper are among those without a document. */
  readonly otherPapers: boolean;
  /** Faces of the family that no machine readable zone and hardly a date is set in: what forgers have. */
  readonly foreignTypefaces: readonly [FontName, ...FontName[]];
  readonly holder: (layout: SpecimenLayout, random: Random, now: Date) => SpecimenHolder;
}

export const specimenFamilies = {
  tuning: {
    layouts: allLayouts,
    bothSides: [],
    recipes: sceneRecipes,
    otherPapers: false,
    foreignTypefaces: ['mono', 'mono-bold', 'sans-condensed', 'serif'],
    holder: (layout, random, now) => randomHolder(layout.documentType, random, now),
  },
  validation: {
    layouts: validationLayouts,
    bothSides: validationBothSides,
    recipes: validationRecipes,
    otherPapers: true,
    foreignTypefaces: ['cousine', 'cousine-bold', 'arimo', 'tinos'],
    holder: validationHolder,
  },
} as const satisfies Record<string, SpecimenFamily>;
export type SpecimenFamilyName = keyof typeof specimenFamilies;
