import {
  alteredMrzCharacter,
  alteredValueCharacter,
  hasDateInMrz,
  hasPrintedDate,
} from '#specimens/attacks/altered-character.js';
import type { Attack } from '#specimens/attacks/attack.js';
import { editedPortrait, printedPortrait, stuckPortrait } from '#specimens/attacks/other-portrait.js';
import { greyCopy } from '#specimens/attacks/grey-copy.js';
import type { SceneRecipe } from '#specimens/scene/recipes.js';

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
  /** Another person's photo in the file that the document was printed from, compressed more strongly; a ghost stays as it was. */
  'portrait-printed': { suits: ({ portrait }) => portrait !== null, order: printedPortrait },
  /** Another person's photo stuck on the document. */
  'portrait-stuck': { suits: ({ portrait }) => portrait !== null, document: stuckPortrait },
  /** Another person's photo set into the picture after it was taken. */
  'portrait-edited': { suits: ({ portrait }) => portrait !== null, picture: editedPortrait },
  /** The machine readable zone set in a face that is not OCR-B. */
  'mrz-typeface': {
    suits: ({ mrz }) => mrz !== null,
    order: (order, { random, typefaces }) => ({
      ...order,
      fonts: { ...order.fonts, mrz: order.fonts.get(random.pick(typefaces)), mrzIsOcrB: false },
    }),
  },
  /** One digit of a date in the machine readable zone set anew. */
  'mrz-character': { suits: hasDateInMrz, order: alteredMrzCharacter },
  /** One digit of a printed date set anew. */
  'value-character': { suits: hasPrintedDate, order: alteredValueCharacter },
} as const satisfies Record<string, Attack>;
export type AttackName = keyof typeof attacks;

/** The names of all attacks, in a fixed order. */
export const attackNames = Object.keys(attacks) as [AttackName, ...AttackName[]]; // Object.keys loses the key type

/** What kind of attack a recipe is by itself; null: an honest picture. */
export function attackOfRecipe({ screenPixels, halftonePixels }: SceneRecipe): AttackName | null {
  if (screenPixels !== undefined) return 'screen';
  return halftonePixels === undefined ? null : 'colour-copy';
}
