import type { Point, Quad } from '#domain/geometry.js';
import type { DocumentAnalysis } from '#engine/engine-tasks.js';
import { documentFormats } from '#engine/document/locate/document-formats.js';
import { quadSides } from '#engine/image/quad-sides.js';

/** How the document lies in its picture. */
export interface DocumentFraming {
  /** A corner lies outside the picture or on its border. */
  readonly isCropped: boolean;
  /** It covers too few pixels to show what it is printed on. */
  readonly isTooSmall: boolean;
}

/**
 * A corner as near to the border as this share of the document's longer side counts as lying on it. Measured on 12 scenes of
 * `bonafide samples --generate 14 --family validation --seed 77`: of 50 pictures with 1 to 15 % of the document cut off at
 * one side, 47 lie at .008 or less (the other three, whose edge was not found, at .042 to .047); of 22 pictures with a margin,
 * down to one of .02, none is nearer than .017.
 */
const borderShare = 0.01;

/** As below this no trace of a screen or a copy is told (fine-grid.ts). */
const leastSidePixels = 600;

/** A document that fills its picture, as scanners cut it, is whole if it has a format's proportions to this share. */
const proportionsTolerance = 0.03;

export function documentFraming({
  document: { quad },
  picture,
}: {
  readonly document: Pick<DocumentAnalysis['document'], 'quad'>;
  readonly picture: DocumentAnalysis['picture'];
}): DocumentFraming {
  const { along, across } = quadSides(quad);
  const longer = Math.max(along, across);
  const margin = borderShare * longer;
  const onBorder = (at: number, end: number): boolean => at <= margin || at >= end - margin;
  const touches = ({ x, y }: Point): boolean => onBorder(x, picture.width) || onBorder(y, picture.height);
  const isFilling = quad.every(({ x, y }) => onBorder(x, picture.width) && onBorder(y, picture.height));
  return {
    isCropped: quad.some(touches) && !(isFilling && hasProportionsOfFormat(quad)),
    isTooSmall: longer < leastSidePixels,
  };
}

function hasProportionsOfFormat(quad: Quad): boolean {
  const { along, across } = quadSides(quad);
  const proportions = Math.max(along, across) / Math.min(along, across);
  return Object.values(documentFormats).some(
    ({ width, height }) => Math.abs(proportions / (width / height) - 1) <= proportionsTolerance,
  );
}
