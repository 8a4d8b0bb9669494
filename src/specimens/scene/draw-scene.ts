import type { Fonts } from '#specimens/draw/fonts.js';
import type { Random } from '#specimens/random.js';
import type { FlatSpecimen } from '#specimens/render-specimen.js';
import type { SceneOrder } from '#specimens/scene/compose-scene.js';
import { drawConditions } from '#specimens/scene/draw-conditions.js';
import { drawPaper, paperKinds } from '#specimens/scene/papers.js';
import { projectPlacement, type Placement } from '#specimens/scene/placement.js';
import type { Range, SceneRecipe, SceneSize } from '#specimens/scene/recipes.js';

/**
 * Draws one scene by a recipe, with its JPEG quality. Several documents keep their sizes to each other and lie below
 * each other, each in its own share of the height, so that none hides another; no document leaves the table empty.
 */
export function drawScene(
  recipe: SceneRecipe,
  specimens: readonly FlatSpecimen[],
  size: SceneSize,
  random: Random,
  fonts: Fonts,
): { order: SceneOrder; jpegQuality: number; firstJpegQuality: number | null } {
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
  const clutter = recipe.clutter === undefined ? [] : drawClutter(recipe.clutter, size, fonts, random.fork('clutter'));
  const order = { ...size, backdrop, clutter, documents: moveOut(documents, recipe, size, random), conditions, random };
  const first = recipe.firstJpegQuality;
  return {
    order,
    jpegQuality: Math.round(random.between(...recipe.jpegQuality)),
    firstJpegQuality: first === undefined ? null : Math.round(random.fork('first encoding').between(...first)),
  };
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

/** Papers lie anywhere at any angle, mostly at the edges; a page is about as high as the picture. */
function drawClutter(count: Range, size: SceneSize, fonts: Fonts, random: Random): SceneOrder['clutter'] {
  const pieces = Math.round(random.between(...count));
  return Array.from({ length: pieces }, (_, index) => {
    const own = random.fork(`piece ${index}`);
    const kind = own.pick(paperKinds);
    const height = Math.round(size.height * own.between(0.8, 1.1));
    const image = drawPaper(kind, kind === 'keyboard' ? Math.round(height * 0.6) : height, fonts, own.fork('paper'));
    const angle = own.between(0, 2 * Math.PI);
    const centre = {
      x: size.width * (0.5 + 0.55 * Math.cos(angle)),
      y: size.height * (0.5 + 0.55 * Math.sin(angle)),
    };
    const flat = {
      angleDegrees: own.between(-40, 40),
      pitchDegrees: own.between(-6, 6),
      yawDegrees: own.between(-6, 6),
    };
    return { image, placement: { centre, widthPixels: image.width * own.between(0.8, 1.1), ...flat } };
  });
}

/** Moves the documents of a cropping recipe over one side of the picture. */
function moveOut(
  documents: SceneOrder['documents'],
  recipe: SceneRecipe,
  size: SceneSize,
  random: Random,
): SceneOrder['documents'] {
  if (recipe.cropped === undefined) return documents;
  const own = random.fork('crop');
  const share = own.between(...recipe.cropped);
  const side = own.integer(0, 3);
  return documents.map(({ specimen, placement }) => {
    const quad = projectPlacement(placement, specimen.image.width / specimen.image.height, size.width);
    const xs = quad.map(({ x }) => x);
    const ys = quad.map(({ y }) => y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const dx =
      side === 0 ? -left - share * (right - left) : side === 1 ? size.width - right + share * (right - left) : 0;
    const dy =
      side === 2 ? -top - share * (bottom - top) : side === 3 ? size.height - bottom + share * (bottom - top) : 0;
    return {
      specimen,
      placement: { ...placement, centre: { x: placement.centre.x + dx, y: placement.centre.y + dy } },
    };
  });
}
