import type { Random } from '#specimens/random.js';
import { perfectConditions, type Conditions } from '#specimens/scene/compose-scene.js';
import type { Glare } from '#specimens/scene/effects.js';
import type { Placement } from '#specimens/scene/placement.js';
import type { Range, SceneRecipe, SceneSize } from '#specimens/scene/recipes.js';

/** Draws what light, lens and sensor do, by a recipe; `placement` is the first document's. */
export function drawConditions(
  recipe: SceneRecipe,
  random: Random,
  placement: Placement | null,
  size: SceneSize,
): Conditions {
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
    ...drawRareConditions(recipe, random.fork('rare')),
  };
}

/** What few recipes have, drawn apart so that it never shifts what the others draw. */
function drawRareConditions(recipe: SceneRecipe, random: Random): Partial<Conditions> {
  const draw = (range: Range): number => random.between(...range);
  const { folds, streaks, handShadow, finger, halftonePixels, screenPixels, lens, banding } = recipe;
  return {
    folds: Array.from({ length: folds === undefined ? 0 : Math.round(draw(folds)) }, () => ({
      direction: random.pick(['across', 'along'] as const),
      at: random.between(0.25, 0.75),
      strength: random.between(0.4, 0.9),
    })),
    streaks:
      streaks === undefined
        ? null
        : { count: random.integer(2, 5), angleDegrees: random.between(0, 180), strength: draw(streaks) },
    handShadow: handShadow === undefined ? 0 : draw(handShadow),
    finger: finger !== undefined && random.next() < finger,
    halftone:
      halftonePixels === undefined
        ? null
        : {
            cellPixels: draw(halftonePixels),
            angleDegrees: random.between(10, 35),
            strength: random.between(0.35, 0.6),
          },
    screenGrid:
      screenPixels === undefined
        ? null
        : { pitchPixels: draw(screenPixels), angleDegrees: random.between(-4, 4), strength: random.between(0.15, 0.3) },
    lens: lens === undefined ? 0 : random.pick([-1, 1]) * draw(lens),
    banding: banding === undefined ? 0 : draw(banding),
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
