import type { BackdropKind } from '#specimens/scene/backdrop.js';

export type Range = readonly [from: number, to: number];

/** The ranges that a kind of picture is drawn from. What is left out does not happen. */
export interface SceneRecipe {
  readonly backdrops: readonly [BackdropKind, ...BackdropKind[]];
  /** Size of the document as a share of the largest that fits its room. */
  readonly fill: Range;
  readonly angleDegrees: Range;
  /** Camera tilt about each axis, to either side. */
  readonly tiltDegrees?: Range;
  readonly lighting?: Range;
  readonly castShadow?: Range;
  readonly glare?: Range;
  /** Gain of red over blue. */
  readonly warmth?: Range;
  readonly blurSigma?: Range;
  readonly motionPixels?: Range;
  readonly noiseSigma?: Range;
  readonly jpegQuality: Range;
  /** A first encoding, which the second repeats at `jpegQuality`. */
  readonly firstJpegQuality?: Range;
  /** Papers and other things on the table. */
  readonly clutter?: Range;
  /** How often a fingertip lies on the edge, 0–1. */
  readonly finger?: number;
  readonly folds?: Range;
  readonly streaks?: Range;
  readonly handShadow?: Range;
  /** Pixels from dot to dot. */
  readonly halftonePixels?: Range;
  /** Pixels of the picture for one of the screen. */
  readonly screenPixels?: Range;
  /** Radial distortion, to either side. */
  readonly lens?: Range;
  readonly banding?: Range;
  /** Share of the document's width or height that lies outside the picture. */
  readonly cropped?: Range;
}

const tables: readonly [BackdropKind, ...BackdropKind[]] = ['wood', 'plain', 'cloth', 'stone', 'dark'];

/** Kinds of pictures that people send. */
export const sceneRecipes = {
  scan: {
    backdrops: ['scanner'],
    fill: [0.95, 0.95],
    angleDegrees: [0, 0],
    noiseSigma: [0.8, 0.8],
    jpegQuality: [90, 92],
  },
  table: {
    backdrops: tables,
    fill: [0.78, 0.92],
    angleDegrees: [-6, 6],
    tiltDegrees: [2, 9],
    lighting: [0.1, 0.3],
    warmth: [0.96, 1.08],
    blurSigma: [0.4, 0.8],
    noiseSigma: [1.5, 3],
    jpegQuality: [82, 92],
  },
  turned: {
    backdrops: tables,
    fill: [0.8, 0.95],
    angleDegrees: [-180, 180],
    tiltDegrees: [0, 6],
    lighting: [0.1, 0.3],
    blurSigma: [0.4, 0.8],
    noiseSigma: [1.5, 3],
    jpegQuality: [80, 92],
  },
  steep: {
    backdrops: tables,
    fill: [0.85, 0.95],
    angleDegrees: [-20, 20],
    tiltDegrees: [14, 26],
    lighting: [0.2, 0.4],
    blurSigma: [0.4, 0.9],
    noiseSigma: [2, 3],
    jpegQuality: [80, 92],
  },
  'same-coloured': {
    backdrops: ['pale', 'scanner'],
    fill: [0.7, 0.9],
    angleDegrees: [-10, 10],
    tiltDegrees: [0, 8],
    lighting: [0.05, 0.2],
    blurSigma: [0.4, 0.8],
    noiseSigma: [1.5, 3],
    jpegQuality: [80, 92],
  },
  glare: {
    backdrops: tables,
    fill: [0.8, 0.92],
    angleDegrees: [-6, 6],
    tiltDegrees: [2, 8],
    lighting: [0.1, 0.3],
    glare: [0.6, 1],
    blurSigma: [0.4, 0.8],
    noiseSigma: [1.5, 3],
    jpegQuality: [82, 92],
  },
  dim: {
    backdrops: tables,
    fill: [0.78, 0.92],
    angleDegrees: [-8, 8],
    tiltDegrees: [2, 8],
    lighting: [0.4, 0.6],
    castShadow: [0.3, 0.55],
    warmth: [1.05, 1.2],
    blurSigma: [0.6, 1.1],
    motionPixels: [0, 3],
    noiseSigma: [4, 7],
    jpegQuality: [70, 88],
  },
  blurred: {
    backdrops: tables,
    fill: [0.8, 0.92],
    angleDegrees: [-6, 6],
    tiltDegrees: [2, 8],
    lighting: [0.1, 0.3],
    blurSigma: [1.5, 3],
    motionPixels: [0, 6],
    noiseSigma: [1, 2],
    jpegQuality: [75, 90],
  },
  'small-file': {
    backdrops: tables,
    fill: [0.8, 0.92],
    angleDegrees: [-6, 6],
    tiltDegrees: [2, 8],
    lighting: [0.1, 0.3],
    blurSigma: [0.5, 0.9],
    noiseSigma: [1, 2],
    jpegQuality: [18, 40],
  },
} as const satisfies Record<string, SceneRecipe>;
export type SceneRecipeName = keyof typeof sceneRecipes;

export interface SceneSize {
  readonly width: number;
  readonly height: number;
}
