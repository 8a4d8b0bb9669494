import type { Random } from '#specimens/random.js';
import type { FlatSpecimen } from '#specimens/render-specimen.js';
import type { BackdropKind } from '#specimens/scene/backdrop.js';
import { perfectConditions, type Conditions, type SceneOrder } from '#specimens/scene/compose-scene.js';
import type { Glare } from '#specimens/scene/effects.js';
import { projectPlacement, type Placement } from '#specimens/scene/placement.js';

type Range = readonly [from: number, to: number];

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

/**
 * Draws one scene by a recipe, with its JPEG quality. Several documents keep their sizes to each other and lie below
 * each other, each in its own share of the height, so that none hides another; no document leaves the table empty.
 */
export function drawScene(
  recipe: SceneRecipe,
  specimens: readonly FlatSpecimen[],
  size: SceneSize,
  random: Random,
): { order: SceneOrder; jpegQuality: number } {
  const backdrop = random.pick(recipe.backdrops);
  const room = { width: size.width, height: size.height / Math.max(1, specimens.length) };
  const poses = specimens.map((specimen) => drawPose(specimen, recipe, random));
  const largest = Math.min(...poses.map((pose) => fittingScale(pose, room, size)));
  const scale = largest * random.between(...recipe.fill);
  const documents = poses.map((pose, index) => {
    const seen = extentOf(pose, scale, size);
    const spare = { x: (room.width - seen.width) / 2, y: (room.height - seen.height) / 2 };
    const centre = {
      x: room.width / 2 + spare.x * random.between(-0.6, 0.6),
      y: (index + 0.5) * room.height + spare.y * random.between(-0.6, 0.6),
    };
    return { specimen: pose.specimen, placement: { ...placementOf(pose, scale), centre } };
  });
  const conditions = drawConditions(recipe, random, documents[0]?.placement ?? null, size);
  const order = { ...size, backdrop, documents, conditions, random };
  return { order, jpegQuality: Math.round(random.between(...recipe.jpegQuality)) };
}

interface Pose {
  readonly specimen: FlatSpecimen;
  readonly angles: Pick<Placement, 'angleDegrees' | 'pitchDegrees' | 'yawDegrees'>;
}

function drawPose(specimen: FlatSpecimen, recipe: SceneRecipe, random: Random): Pose {
  const tilt = (): number =>
    recipe.tiltDegrees === undefined ? 0 : random.pick([-1, 1]) * random.between(...recipe.tiltDegrees);
  const angleDegrees = random.between(...recipe.angleDegrees);
  return { specimen, angles: { angleDegrees, pitchDegrees: tilt(), yawDegrees: tilt() } };
}

const placementOf = ({ specimen, angles }: Pose, scale: number): Placement => ({
  centre: { x: 0, y: 0 },
  widthPixels: specimen.image.width * scale,
  ...angles,
});

/** The box about its centre that a posed document takes up at `scale`, pixels. */
function extentOf(pose: Pose, scale: number, { width }: SceneSize): SceneSize {
  const { image } = pose.specimen;
  const quad = projectPlacement(placementOf(pose, scale), image.width / image.height, width);
  return {
    width: 2 * Math.max(...quad.map(({ x }) => Math.abs(x))),
    height: 2 * Math.max(...quad.map(({ y }) => Math.abs(y))),
  };
}

/** The scale at which a posed document just fits: what fits without tilt, less what perspective adds at that size. */
function fittingScale(pose: Pose, room: SceneSize, scene: SceneSize): number {
  const fit = (extent: SceneSize): number => Math.min(room.width / extent.width, room.height / extent.height);
  const untilted = { ...pose, angles: { ...pose.angles, pitchDegrees: 0, yawDegrees: 0 } };
  const flat = fit(extentOf(untilted, 1, scene));
  return flat * Math.min(1, fit(extentOf(pose, flat, scene)));
}

function drawConditions(recipe: SceneRecipe, random: Random, placement: Placement | null, size: SceneSize): Conditions {
  const draw = (range: Range | undefined): number => (range === undefined ? 0 : random.between(...range));
  const anyAngle = (): number => random.between(0, 360);
  const warmth = recipe.warmth === undefined ? 1 : draw(recipe.warmth);
  return {
    ...perfectConditions,
    // Lamps are mirrored by laminate, not by a table.
    glare:
      placement === null || recipe.glare === undefined ? null : glareOn(placement, draw(recipe.glare), size, random),
    lighting: recipe.lighting === undefined ? null : { angleDegrees: anyAngle(), strength: draw(recipe.lighting) },
    castShadow:
      recipe.castShadow === undefined
        ? null
        : {
            through: { x: random.between(0.3, 0.7), y: random.between(0.3, 0.7) },
            angleDegrees: anyAngle(),
            softness: random.between(0.05, 0.25),
            strength: draw(recipe.castShadow),
          },
    colourCast: warmth === 1 ? null : [Math.sqrt(warmth), 1, 1 / Math.sqrt(warmth)],
    blurSigma: draw(recipe.blurSigma),
    motion:
      recipe.motionPixels === undefined ? null : { lengthPixels: draw(recipe.motionPixels), angleDegrees: anyAngle() },
    noiseSigma: draw(recipe.noiseSigma),
  };
}

function glareOn({ centre, widthPixels }: Placement, strength: number, size: SceneSize, random: Random): Glare {
  return {
    centre: {
      x: (centre.x + widthPixels * random.between(-0.35, 0.35)) / size.width,
      y: (centre.y + widthPixels * random.between(-0.2, 0.2)) / size.height,
    },
    radius: random.between(0.03, 0.07),
    stretch: random.between(1, 2.4),
    angleDegrees: random.between(0, 360),
    strength,
  };
}
