import type { Quad } from '#domain/geometry.js';
import { cardOutline, type CardOutline, type OutlineSeed } from '#engine/document/locate/card-outline.js';
import type { EdgeLine } from '#engine/document/locate/edge-lines.js';
import type { LineProfile } from '#engine/document/locate/line-profile.js';
import { rollOfFace, sizeOfFace } from '#engine/document/locate/portrait-face.js';
import { middleOfQuad, quadContains, quadHeight, quadOfBox, quadWidth } from '#engine/document/locate/quads.js';
import type { StraightEdges } from '#engine/document/locate/straight-edges.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import { portraitQuad } from '#engine/document/portrait.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

/** A document that its edges show. */
export interface DocumentOutline extends CardOutline {
  /** Whether a face told which way up it lies; else that is known only up to a half turn. */
  readonly upright: boolean;
}

/** Outlines of true documents reach 1.05 and more on rendered scenes, chance ones stay below 1.0. */
const leastScore = 1.02;
/** The portrait's share of a document's height: 45 of 88 mm on a passport, 20 of 54 mm on some cards. */
const mostPortraitHeights = 3.4;
/** A ghost image is at most half as large as the portrait. */
const mainFaceShare = 0.6;
/** Lines of text that outlines are looked for around, beside those around faces. */
const mostTextSeeds = 4;
const seedAspect = 4;

/**
 * The documents in a picture whose four edges are evident, whatever patterns they lie on: looked for around each portrait
 * and around the longest lines of text that lie on none of those found before.
 */
export function documentOutlines(
  edges: StraightEdges,
  regions: readonly TextRegion[],
  faces: readonly MeshedFace[],
): DocumentOutline[] {
  const lines = regions
    .filter(({ box }) => box.width >= seedAspect * box.height)
    .sort((a, b) => b.box.width - a.box.width)
    .map(({ box }): OutlineSeed => ({ core: quadOfBox(box), directionDegrees: box.angleDegrees }));
  const smallest = mainFaceShare * Math.max(0, ...faces.map(sizeOfFace));
  const portraits = faces
    .filter((face) => sizeOfFace(face) >= smallest)
    .map((face): OutlineSeed => {
      const roll = rollOfFace(face);
      return { core: portraitQuad(face, roll), directionDegrees: roll };
    });
  const profiles = new Map<EdgeLine, LineProfile>();
  const found: DocumentOutline[] = [];
  const isOnFound = ({ core }: OutlineSeed): boolean =>
    found.some(({ quad }) => quadContains(quad, middleOfQuad(core)));
  const consider = (seed: OutlineSeed, isPortrait: boolean): void => {
    const outline = cardOutline(edges.map, edges.lines, seed, profiles);
    if (outline === null || outline.score < leastScore) return;
    if (isPortrait && quadHeight(outline.quad) > mostPortraitHeights * quadHeight(seed.core)) return;
    if (found.some(({ quad }) => areOneAnother(quad, outline.quad))) return;
    found.push({ ...outline, upright: isPortrait });
  };
  for (const seed of portraits) if (!isOnFound(seed)) consider(seed, true);
  let tries = 0;
  for (const seed of lines) {
    if (isOnFound(seed)) continue;
    if (++tries > mostTextSeeds) break;
    consider(seed, false);
  }
  return found;
}

/** An outline this sure, and of the form of a card (ISO/IEC 7810 ID-1), is none of a letter: paper is 1.41 times as wide. */
const sureCard = { score: 1.15, aspect: 85.6 / 53.98, deviation: 0.08 } as const;

/** Whether an outline is that of a card, without a look at what stands on it. */
export const showsCard = ({ quad, score }: DocumentOutline): boolean =>
  score >= sureCard.score &&
  Math.abs(Math.log(quadWidth(quad) / quadHeight(quad) / sureCard.aspect)) <= sureCard.deviation;

/** Whether two quads cannot be two documents: one's middle lies in the other. */
export const areOneAnother = (a: Quad, b: Quad): boolean =>
  quadContains(a, middleOfQuad(b)) || quadContains(b, middleOfQuad(a));
