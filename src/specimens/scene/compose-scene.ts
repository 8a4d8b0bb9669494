import type { Point, Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { gaussianBlur, motionBlur } from '#engine/image/blur.js';
import {
  applyHomography,
  applyHomographyToQuad,
  homographyBetween,
  type Homography,
} from '#engine/image/homography.js';
import { warpOnto, type RgbColour } from '#specimens/draw/warp.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import type { Random } from '#specimens/random.js';
import type { FlatSpecimen } from '#specimens/render-specimen.js';
import { paintBackdrop, type BackdropKind } from '#specimens/scene/backdrop.js';
import {
  applyCastShadow,
  applyColourCast,
  applyContactShadow,
  applyGlare,
  applyLighting,
  applyNoise,
  type CastShadow,
  type Glare,
  type Lighting,
} from '#specimens/scene/effects.js';
import { projectPlacement, type Placement } from '#specimens/scene/placement.js';
import {
  applyBanding,
  applyHalftone,
  applyScreenGrid,
  type Halftone,
  type ScreenGrid,
} from '#specimens/scene/capture-effects.js';
import { bendByLens, bendPoint } from '#specimens/scene/lens.js';
import { seenTruth } from '#specimens/scene/seen-truth.js';
import {
  applyFinger,
  applyFold,
  applyHandShadow,
  applyStreaks,
  type Fold,
  type Streaks,
} from '#specimens/scene/surface-effects.js';
import type { SeenTruth, SpecimenTruth } from '#specimens/truth.js';

/** What light, lens and sensor do to the picture; null or 0 where they do nothing. */
export interface Conditions {
  readonly glare: Glare | null;
  readonly lighting: Lighting | null;
  readonly castShadow: CastShadow | null;
  readonly colourCast: RgbColour | null;
  /** Defocus, pixels. */
  readonly blurSigma: number;
  readonly motion: { readonly lengthPixels: number; readonly angleDegrees: number } | null;
  /** Grey levels at mid-grey. */
  readonly noiseSigma: number;
  /** Through every document. */
  readonly folds: readonly Fold[];
  readonly streaks: Streaks | null;
  /** Share of the light that a hand over the table takes; 0: no hand. */
  readonly handShadow: number;
  /** A fingertip on the edge of each document, where it covers no print. */
  readonly finger: boolean;
  readonly halftone: Halftone | null;
  readonly screenGrid: ScreenGrid | null;
  /** Radial distortion at the picture's corner, a share of the distance from the middle. */
  readonly lens: number;
  /** Bands of flicker, a share of the light. */
  readonly banding: number;
}

export const perfectConditions: Conditions = {
  glare: null,
  lighting: null,
  castShadow: null,
  colourCast: null,
  blurSigma: 0,
  motion: null,
  noiseSigma: 0,
  folds: [],
  streaks: null,
  handShadow: 0,
  finger: false,
  halftone: null,
  screenGrid: null,
  lens: 0,
  banding: 0,
};

export interface SceneOrder {
  readonly width: number;
  readonly height: number;
  readonly backdrop: BackdropKind;
  /** What lies around and under the documents, from the lowest up. */
  readonly clutter?: readonly { readonly image: RgbImage; readonly placement: Placement }[];
  /** From the lowest up; none is a picture of a table. */
  readonly documents: readonly { readonly specimen: FlatSpecimen; readonly placement: Placement }[];
  readonly conditions: Conditions;
  readonly random: Random;
}

export interface Scene {
  readonly image: RgbImage;
  /** Of each document, in pixels of the scene, in the order of the documents. */
  readonly documents: readonly SeenTruth[];
}

/** Photographs documents on a table. */
export function composeScene(order: SceneOrder): Scene {
  const { width, height, conditions, random } = order;
  const { lens, motion, blurSigma } = conditions;
  let image = paintBackdrop(order.backdrop, width, height, random.fork('backdrop'));
  for (const paper of order.clutter ?? []) {
    const quad = projectPlacement(paper.placement, paper.image.width / paper.image.height, width);
    applyContactShadow(image, quad, 0.4);
    image = warpOnto(image, paper.image, null, mapBetween(quad, cornersOfBox({ x: 0, y: 0, ...sizeOf(paper.image) })));
  }
  const placed = order.documents.map(({ specimen, placement }) => {
    const aspect = specimen.image.width / specimen.image.height;
    const quad = projectPlacement(placement, aspect, width);
    // On a scanner the lid presses the document flat and leaves no shadow.
    if (order.backdrop !== 'scanner') applyContactShadow(image, quad, 0.5);
    image = warpOnto(image, specimen.image, specimen.coverage, mapBetween(quad, specimen.truth.quad));
    return { truth: specimen.truth, quad, map: mapBetween(specimen.truth.quad, quad) };
  });
  placed.forEach(({ truth, quad, map }, index) => {
    const own = random.fork(`surface ${index}`);
    for (const fold of conditions.folds) applyFold(image, quad, fold);
    if (conditions.streaks !== null) applyStreaks(image, quad, conditions.streaks, own.fork('streaks'));
    if (conditions.finger) applyFinger(image, quad, printOf(truth, map), own.fork('finger'));
  });
  if (conditions.glare !== null) applyGlare(image, conditions.glare);
  if (conditions.lighting !== null) applyLighting(image, conditions.lighting);
  if (conditions.castShadow !== null) applyCastShadow(image, conditions.castShadow);
  if (conditions.handShadow > 0) applyHandShadow(image, conditions.handShadow, random.fork('hand shadow'));
  if (conditions.colourCast !== null) applyColourCast(image, conditions.colourCast);
  if (conditions.halftone !== null) applyHalftone(image, conditions.halftone);
  if (conditions.screenGrid !== null) applyScreenGrid(image, conditions.screenGrid);
  if (lens !== 0) image = bendByLens(image, lens);
  image = gaussianBlur(image, blurSigma);
  if (motion !== null) image = motionBlur(image, motion.lengthPixels, motion.angleDegrees);
  // The deviation of an even smear of length L is L / √12.
  const blur = Math.hypot(blurSigma, (motion?.lengthPixels ?? 0) / Math.sqrt(12));
  const documents = placed.map(({ truth, map }) => {
    const toPicture = (point: Point): Point => {
      const seen = applyHomography(map, point);
      return lens === 0 ? seen : bendPoint(seen, order, lens);
    };
    return seenTruth({ truth, toPicture, image, blurSigma: blur });
  });
  if (conditions.banding > 0) applyBanding(image, conditions.banding, random.fork('banding'));
  applyNoise(image, conditions.noiseSigma, random.fork('noise'));
  return { image, documents };
}

const sizeOf = ({ width, height }: RgbImage): { width: number; height: number } => ({ width, height });

/** Where a finger must not lie. */
const printOf = ({ mrzQuad, portraitQuad, visualZone }: SpecimenTruth, map: Homography): Quad[] =>
  [mrzQuad, portraitQuad, ...visualZone.map(({ quad }) => quad)].flatMap((quad) =>
    quad === null ? [] : [applyHomographyToQuad(map, quad)],
  );

function mapBetween(from: Quad, to: Quad): Homography {
  const map = homographyBetween(from, to);
  if (map === null) throw new Error('a document was placed edge-on');
  return map;
}
