import type { BackdropKind } from '#specimens/scene/backdrop.js';
import type { SceneRecipe } from '#specimens/scene/recipes.js';

const grounds: readonly [BackdropKind, ...BackdropKind[]] = ['black', 'gingham', 'dotted', 'tiles'];

/** What every photo by hand has. */
const hand = {
  backdrops: grounds,
  fill: [0.78, 0.94],
  angleDegrees: [-8, 8],
  tiltDegrees: [1, 8],
  lighting: [0.08, 0.3],
  warmth: [0.94, 1.12],
  blurSigma: [0.4, 0.9],
  noiseSigma: [1.2, 3.5],
  jpegQuality: [74, 93],
} as const satisfies SceneRecipe;

/**
 * Kinds of pictures of the validation family. Its grounds are its own; folds, streaks of a laminate, the shadow of a hand,
 * fingers, papers around, print-and-scan, screens, a second encoding, the lens, flicker and cut-off edges are distortions
 * that the tuning family does not have.
 */
export const validationRecipes = {
  'hand-held': { ...hand, finger: 0.7 },
  'any-angle': { ...hand, angleDegrees: [-180, 180], finger: 0.2 },
  diagonal: { ...hand, angleDegrees: [42, 48] },
  'steep-30': { ...hand, tiltDegrees: [18, 30], angleDegrees: [-25, 25] },
  'busy-table': { ...hand, clutter: [2, 4], fill: [0.6, 0.8], finger: 0.2 },
  'white-on-white': { ...hand, backdrops: ['paper-white'], lighting: [0.03, 0.15] },
  folded: { ...hand, folds: [1, 2] },
  laminate: { ...hand, streaks: [0.3, 0.8] },
  'hand-shadow': { ...hand, handShadow: [0.3, 0.6] },
  'print-and-scan': {
    ...hand,
    backdrops: ['paper-white'],
    angleDegrees: [-2, 2],
    tiltDegrees: [0, 0.01],
    halftonePixels: [2.1, 3],
    blurSigma: [0.6, 0.8],
    noiseSigma: [0.8, 1.5],
  },
  screen: { ...hand, backdrops: ['black'], screenPixels: [2.2, 3.4], warmth: [0.85, 0.97], blurSigma: [0.6, 0.9] },
  recompressed: { ...hand, firstJpegQuality: [22, 45], jpegQuality: [40, 70] },
  lens: { ...hand, lens: [0.03, 0.1] },
  flicker: { ...hand, banding: [0.03, 0.09], noiseSigma: [4, 8] },
  shaken: { ...hand, motionPixels: [2, 7] },
  defocused: { ...hand, blurSigma: [1.1, 2.6] },
  'cut-off': { ...hand, cropped: [0.03, 0.2] },
} as const satisfies Record<string, SceneRecipe>;
export type ValidationRecipeName = keyof typeof validationRecipes;
