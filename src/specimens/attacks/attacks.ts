import { greyCopy } from '#specimens/attacks/grey-copy.js';
import type { Random } from '#specimens/random.js';
import type { FlatSpecimen } from '#specimens/render-specimen.js';
import type { SceneRecipe } from '#specimens/scene/recipes.js';

/** How one kind of attack changes a picture. What is left out stays as it is. */
export interface Attack {
  /** What lies before the camera instead of the document. */
  readonly document?: (specimen: FlatSpecimen, random: Random) => FlatSpecimen;
  /** How else it is photographed. */
  readonly recipe?: Partial<SceneRecipe>;
}

/**
 * Attacks that can be rendered. Ranges are wide on purpose: what a camera sees of a screen or of a print depends on its
 * distance, and below 2 pixels a period nothing is left to see.
 */
export const attacks = {
  /** Shown on a screen, 2.2 to 6 pixels of the picture for one of the screen. */
  screen: { recipe: { screenPixels: [2.2, 6] } },
  /** A colour copy of clustered dots, 2.2 to 6 pixels of the picture from dot to dot. */
  'colour-copy': { recipe: { halftonePixels: [2.2, 6] } },
  /** A black-and-white copy, too fine for its dots to show. */
  'grey-copy': { document: greyCopy },
} as const satisfies Record<string, Attack>;
export type AttackName = keyof typeof attacks;

/** The names of all attacks, in a fixed order. */
export const attackNames = Object.keys(attacks) as [AttackName, ...AttackName[]]; // Object.keys loses the key type

/** What kind of attack a recipe is by itself; null: an honest picture. */
export function attackOfRecipe({ screenPixels, halftonePixels }: SceneRecipe): AttackName | null {
  if (screenPixels !== undefined) return 'screen';
  return halftonePixels === undefined ? null : 'colour-copy';
}
