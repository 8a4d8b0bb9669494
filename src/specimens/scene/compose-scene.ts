import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { gaussianBlur, motionBlur } from '#engine/image/blur.js';
import { applyHomographyToQuad, homographyBetween, type Homography } from '#engine/image/homography.js';
import { warpOnto, type RgbColour } from '#engine/image/warp.js';
import { boxAround } from '#specimens/geometry.js';
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
import type { SpecimenTruth } from '#specimens/truth.js';

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
}

export const perfectConditions: Conditions = {
  glare: null,
  lighting: null,
  castShadow: null,
  colourCast: null,
  blurSigma: 0,
  motion: null,
  noiseSigma: 0,
};

export interface SceneOrder {
  readonly width: number;
  readonly height: number;
  readonly backdrop: BackdropKind;
  /** From the lowest up; none is a picture of a table. */
  readonly documents: readonly { readonly specimen: FlatSpecimen; readonly placement: Placement }[];
  readonly conditions: Conditions;
  readonly random: Random;
}

export interface Scene {
  readonly image: RgbImage;
  /** Of each document, in pixels of the scene, in the order of the documents. */
  readonly documents: readonly SpecimenTruth[];
}

/** Photographs documents on a table. */
export function composeScene(order: SceneOrder): Scene {
  const { width, height, conditions, random } = order;
  let image = paintBackdrop(order.backdrop, width, height, random.fork('backdrop'));
  const documents = order.documents.map(({ specimen, placement }): SpecimenTruth => {
    const aspect = specimen.image.width / specimen.image.height;
    const quad = projectPlacement(placement, aspect, width);
    const toScene = mapBetween(specimen.truth.quad, quad);
    // On a scanner the lid presses the document flat and leaves no shadow.
    if (order.backdrop !== 'scanner') applyContactShadow(image, quad, 0.5);
    image = warpOnto(image, specimen.image, specimen.coverage, mapBetween(quad, specimen.truth.quad));
    return mapTruth(specimen.truth, toScene);
  });
  if (conditions.glare !== null) applyGlare(image, conditions.glare);
  if (conditions.lighting !== null) applyLighting(image, conditions.lighting);
  if (conditions.castShadow !== null) applyCastShadow(image, conditions.castShadow);
  if (conditions.colourCast !== null) applyColourCast(image, conditions.colourCast);
  image = gaussianBlur(image, conditions.blurSigma);
  if (conditions.motion !== null) {
    image = motionBlur(image, conditions.motion.lengthPixels, conditions.motion.angleDegrees);
  }
  applyNoise(image, conditions.noiseSigma, random.fork('noise'));
  return { image, documents };
}

function mapBetween(from: Quad, to: Quad): Homography {
  const map = homographyBetween(from, to);
  if (map === null) throw new Error('a document was placed edge-on');
  return map;
}

function mapTruth(truth: SpecimenTruth, map: Homography): SpecimenTruth {
  const moved = (quad: Quad | null): Quad | null => (quad === null ? null : applyHomographyToQuad(map, quad));
  const portraitQuad = moved(truth.portraitQuad);
  return {
    ...truth,
    quad: applyHomographyToQuad(map, truth.quad),
    mrzQuad: moved(truth.mrzQuad),
    barcode: truth.barcode && { ...truth.barcode, quad: applyHomographyToQuad(map, truth.barcode.quad) },
    visualZone: truth.visualZone.map((value) => ({ ...value, quad: applyHomographyToQuad(map, value.quad) })),
    portraitQuad,
    portraitBox: portraitQuad === null ? null : boxAround(portraitQuad),
  };
}
