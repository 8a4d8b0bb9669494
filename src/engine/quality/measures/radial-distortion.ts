import type { MeshedFace } from '#engine/face/face-detector.js';

/** Pairs of mesh points whose distances are compared. */
const spans = {
  outerEyeCorners: [33, 263],
  outerBrows: [70, 300],
  temples: [103, 332],
  /** From the bridge of the nose to its base, and to the top of the forehead. */
  nose: [168, 2],
  forehead: [168, 10],
} as const;

/**
 * Mean of the proportion below over the 68 neutral pictures of the Face Research Lab London Set, which were taken from
 * a distance with a long lens, and its growth per unit of distortion, from the same pictures warped by .15 and .3 and
 * meshed again (`bonafide evaluate quality`; run recorded in thresholds.ts).
 */
const undistorted = { proportion: -0.318, growth: 0.66 } as const;

/**
 * RadialDistortion (ISO/IEC 29794-5 names it; there is no reference measure): the coefficient k of a radial warp
 * r′ = r (1 + k r²), r in inter-eye distances from the bridge of the nose, that would give this mesh its proportions.
 * 0: none; positive: what lies outwards is squeezed (fish-eye lenses, and cameras held too near); negative: stretched.
 * Brows, temples and forehead are weighed against eyes and nose in the three-dimensional mesh, so that pose plays little
 * part. People differ by .06 (standard deviation), so only strong distortion can be told from anatomy: the difference
 * between 15 and 60 cm cannot.
 */
export function radialDistortion({ mesh }: Pick<MeshedFace, 'mesh'>): number {
  const span = (name: keyof typeof spans): number => {
    const [from, to] = spans[name];
    return Math.hypot(
      mesh[from * 3]! - mesh[to * 3]!,
      mesh[from * 3 + 1]! - mesh[to * 3 + 1]!,
      mesh[from * 3 + 2]! - mesh[to * 3 + 2]!,
    );
  };
  const proportion = Math.log(
    (span('nose') * span('outerEyeCorners') ** 2) / (span('forehead') * span('outerBrows') * span('temples')),
  );
  return (proportion - undistorted.proportion) / undistorted.growth;
}
