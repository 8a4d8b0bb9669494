import type { Box } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { blazeFaceSide, findFaceCandidates, type FaceCandidate } from '#engine/face/blaze-face.js';
import { isSameFace, overlapOf } from '#engine/face/box-overlap.js';
import { squareToRegion, type Similarity } from '#engine/face/similarity.js';
import type { Session } from '#engine/models/session.js';

const minScore = 0.3;

/** What a look beyond the first must score: there are many, and they are for faces that the first one misses. */
const minScoreOfFurtherLooks = 0.5;

/** Faces that score this and look this upright are: of 37 faces turned by 135–225°, all stayed below .82. */
const uprightScore = 0.82;
const uprightRollRadians = Math.PI / 3;

/** A candidate that shares more than this with a better one may be drawn there by that one's face: it must be sure. */
const touchingIntersectionOverUnion = 0.05;
const minTouchingScore = 0.6;

const maxCandidates = 32;

/** From farther away: a face that fills the picture is too large for the net. */
const distantEnlargement = 1.7;

/** Closer, in 2 × 2 overlapping tiles, for small faces; a tile must show more than the net saw already. */
const tileShare = 0.6;

/**
 * Looks for faces in steps, each more thorough than the one before; the caller stops when it has found one.
 * 1: the whole picture and, unless that shows a surely upright face, upside down, for heads turned by more than ±100°.
 * 2: from farther away. 3: in tiles.
 */
export async function* searchFaces(session: Session, image: RgbImage): AsyncGenerator<FaceCandidate[]> {
  const size = Math.max(image.width, image.height);
  const middle = { x: image.width / 2, y: image.height / 2 };
  const look = (view: Similarity, least: number) => findFaceCandidates(session, image, view, least);
  const whole = (scale: number, turn: number) => squareToRegion(blazeFaceSide, middle, size * scale, turn);

  const upright = await look(whole(1, 0), minScore);
  if (upright.some(isSurelyUpright)) yield withoutOverlaps(upright);
  else yield withoutOverlaps([...upright, ...(await look(whole(1, Math.PI), minScoreOfFurtherLooks))]);

  yield withoutOverlaps([
    ...(await look(whole(distantEnlargement, 0), minScoreOfFurtherLooks)),
    ...(await look(whole(distantEnlargement, Math.PI), minScoreOfFurtherLooks)),
  ]);

  if (size * tileShare <= blazeFaceSide) return;
  const found: FaceCandidate[] = [];
  for (const tile of tilesOf(image)) found.push(...(await look(tile, minScoreOfFurtherLooks)));
  yield withoutOverlaps(found);
}

const isSurelyUpright = ({ score, rollRadians }: FaceCandidate): boolean =>
  score >= uprightScore && Math.abs(rollRadians) <= uprightRollRadians;

function tilesOf({ width, height }: RgbImage): Similarity[] {
  const side = tileShare * Math.max(width, height);
  const centres = (length: number): number[] => (length <= side ? [length / 2] : [side / 2, length - side / 2]);
  return centres(height).flatMap((y) => centres(width).map((x) => squareToRegion(blazeFaceSide, { x, y }, side, 0)));
}

/** Candidates best first, without those that a better one accounts for. */
function withoutOverlaps(candidates: readonly FaceCandidate[]): FaceCandidate[] {
  const kept: FaceCandidate[] = [];
  for (const candidate of [...candidates].sort((left, right) => right.score - left.score)) {
    if (kept.length === maxCandidates) break;
    const isAccountedFor = kept.some((better) => {
      const overlap = overlapOf(squareOf(better), squareOf(candidate));
      const isTouching = overlap.intersectionOverUnion > touchingIntersectionOverUnion;
      return isSameFace(overlap) || (isTouching && candidate.score < minTouchingScore);
    });
    if (!isAccountedFor) kept.push(candidate);
  }
  return kept;
}

const squareOf = ({ centre, size }: FaceCandidate): Box => ({
  x: centre.x - size / 2,
  y: centre.y - size / 2,
  width: size,
  height: size,
});
