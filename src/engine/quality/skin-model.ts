import type { CanonicalFace } from '#engine/quality/canonical-face.js';
import { percentileOf } from '#engine/quality/pixel-statistics.js';
import { combine, fitRobustly } from '#engine/quality/robust-fit.js';
import { skinCells, type SkinCell } from '#engine/quality/skin-cells.js';

/** Side of the squares that the skin is divided into, in canonical pixels, and the share of one that must be skin. */
const cell = { cellSide: 8, share: 0.6 } as const;
/** Fewer cells than this are no skin to learn from. */
const fewestCells = 20;
/**
 * What skin may differ from the rest: log luma from a smooth surface (the light), log chroma from one value. A face lit
 * by lamps of different colours differs more throughout, so the tolerance is at least thrice the difference that the
 * steadiest 30 % of the cells keep to.
 */
const tolerance = { luma: 0.5, chroma: 0.14, spreads: 3, steadyShare: 0.3 } as const;
/** Scales of the robust fits, in the same logarithms. */
const fitScale = { luma: 0.7, redGreen: 0.2, blueGreen: 0.25 } as const;
/** Height of the tip of the nose in the canonical face, as `SkinCell` counts it. */
const middleOfFace = 0.1;
/** Blue is the noisiest channel. */
const blueWeight = 0.7;

/** How a cell differs from what this face's skin would look like there, in natural logarithms. */
export interface SkinDifference {
  readonly luma: number;
  /** Log of red over green, less that of the upper half of the face: a mask over the rest has no say in it. */
  readonly redGreenToUpper: number;
  /** Of red-green and blue-green together; never negative. */
  readonly chroma: number;
}

/** What this face's skin looks like: learnt from the cells that agree, so that covers and shadows have no say. */
export interface SkinModel {
  readonly cells: readonly SkinCell[];
  readonly limits: { readonly luma: number; readonly chroma: number };
  differenceAt(cell: SkinCell): SkinDifference;
}

/** Null where too little skin is in the picture. */
export function learnSkin(face: CanonicalFace, skin: Uint8Array): SkinModel | null {
  const cells = skinCells(face, skin, cell);
  if (cells.length < fewestCells) return null;
  const constants = cells.map(() => [1]);
  const luma = fitRobustly(
    cells.map(surface),
    cells.map((item) => item.luma),
    fitScale.luma,
  );
  const red = fitRobustly(
    constants,
    cells.map((item) => item.redGreen),
    fitScale.redGreen,
  );
  const blue = fitRobustly(
    constants,
    cells.map((item) => item.blueGreen),
    fitScale.blueGreen,
  );
  const upper = cells.filter(({ y }) => y < middleOfFace);
  const upperRed =
    upper.length < fewestCells
      ? red
      : fitRobustly(
          upper.map(() => [1]),
          upper.map((item) => item.redGreen),
          fitScale.redGreen,
        );
  const differenceAt = (item: SkinCell): SkinDifference => {
    const redGreen = item.redGreen - red.coefficients[0]!;
    const blueGreen = item.blueGreen - blue.coefficients[0]!;
    return {
      luma: item.luma - combine(surface(item), luma.coefficients),
      redGreenToUpper: item.redGreen - upperRed.coefficients[0]!,
      chroma: Math.hypot(redGreen, blueWeight * blueGreen),
    };
  };
  const differences = cells.map(differenceAt);
  return {
    cells,
    limits: {
      luma: limitOf(
        differences.map((difference) => Math.abs(difference.luma)),
        tolerance.luma,
      ),
      chroma: limitOf(
        differences.map((difference) => difference.chroma),
        tolerance.chroma,
      ),
    },
    differenceAt,
  };
}

/** Terms of the smooth course of the light over the face. */
const surface = ({ x, y }: SkinCell): number[] => [1, x, y, x * x, y * y];

function limitOf(differences: readonly number[], least: number): number {
  const steady = percentileOf(Float64Array.from(differences).sort(), tolerance.steadyShare);
  return Math.max(least, tolerance.spreads * steady);
}
