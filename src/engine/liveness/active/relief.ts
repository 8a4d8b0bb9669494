import { fitHomography } from '#engine/image/fit-homography.js';
import { applyHomography, type Homography } from '#engine/image/homography.js';
import { alignedSide, type AlignedFace } from '#engine/liveness/active/aligned-face.js';
import { fitSheet } from '#engine/liveness/active/fit-sheet.js';
import { matchBlocks, type BlockMatch } from '#engine/liveness/active/match-blocks.js';

/** How far a face stands out of what could be a sheet of paper or a screen, between two looks at it. */
export interface Relief {
  /** What no plane explains: 75th percentile of what is left, in distances between the outer corners of the eyes. */
  readonly fromPlane: number;
  /** What no smoothly bent sheet explains. */
  readonly fromSheet: number;
  /** Places of the face that could be found again. */
  readonly places: number;
}

/** Fewer places that are found again tell of no shape. */
const fewestPlaces = 25;
const percentile = 0.75;
/** How far from where the map expects it a place is looked for: of the mesh's map, then of the better one. */
const reachPixels = { coarse: 14, fine: 8 } as const;

/**
 * Finds places of one look again in another, by their pixels and not by the mesh, which draws a whole head onto any picture
 * of one; fits the best plane and the best bent sheet to them, and tells what is left over ("plane and parallax": Irani and
 * Anandan 1996). Null where too little is found again.
 */
export function reliefBetween(from: AlignedFace, to: AlignedFace): Relief | null {
  const ofMesh = meshMap(from, to);
  if (ofMesh === null) return null;
  const coarse = matchBlocks(from, warped(to.luma, ofMesh), reachPixels.coarse);
  if (coarse.length < fewestPlaces) return null;
  const map = refined(coarse, ofMesh);
  if (map === null) return null;
  const found = matchBlocks(from, warped(to.luma, map), reachPixels.fine);
  if (found.length < fewestPlaces) return null;
  const plane = leftOver(found, planeThrough(found));
  const sheet = leftOver(found, fitSheet(found));
  return { fromPlane: plane / from.unit, fromSheet: sheet / from.unit, places: found.length };
}

/** Where the plane through all points of the mesh takes a place of `from` in `to`. */
function meshMap(from: AlignedFace, to: AlignedFace): Homography | null {
  return fitHomography(Float64Array.from(from.mesh), Float64Array.from(to.mesh));
}

/** `luma` as it looks through the map: at each pixel what lies where the map takes it. */
function warped(luma: Uint8Array, map: Homography): Float32Array {
  const out = new Float32Array(luma.length);
  for (let row = 0; row < alignedSide; row++) {
    for (let column = 0; column < alignedSide; column++) {
      const { x, y } = applyHomography(map, { x: column + 0.5, y: row + 0.5 });
      const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
      const at = row * alignedSide + column;
      if (!(left >= 0 && top >= 0 && left < alignedSide - 1 && top < alignedSide - 1)) {
        out[at] = Number.NaN;
        continue;
      }
      const [fx, fy] = [x - 0.5 - left, y - 0.5 - top];
      const i = top * alignedSide + left;
      const upper = luma[i]! * (1 - fx) + luma[i + 1]! * fx;
      const lower = luma[i + alignedSide]! * (1 - fx) + luma[i + alignedSide + 1]! * fx;
      out[at] = upper * (1 - fy) + lower * fy;
    }
  }
  return out;
}

/** The map with what the blocks say put before it: fitted to all, then to the better four fifths. */
function refined(matches: readonly BlockMatch[], map: Homography): Homography | null {
  const toTarget = ({ x, y, u, v }: BlockMatch) => ({ x, y, ...targetOf(map, u, v) });
  let pairs = matches.map(toTarget);
  for (let round = 0; round < 2; round++) {
    const fitted = planeOf(pairs);
    if (fitted === null) return null;
    const errors = pairs.map((pair) => ({ pair, error: errorOf(pair, applyHomography(fitted, pair)) }));
    errors.sort((left, right) => left.error - right.error);
    pairs = errors.slice(0, Math.max(fewestPlaces, Math.ceil(0.8 * errors.length))).map(({ pair }) => pair);
  }
  return planeOf(pairs);
}

const targetOf = (map: Homography, u: number, v: number): { u: number; v: number } => {
  const { x, y } = applyHomography(map, { x: u, y: v });
  return { u: x, v: y };
};

type Pair = Pick<BlockMatch, 'x' | 'y' | 'u' | 'v'>;

const planeOf = (pairs: readonly Pair[]): Homography | null =>
  fitHomography(
    Float64Array.from(pairs.flatMap(({ x, y }) => [x, y])),
    Float64Array.from(pairs.flatMap(({ u, v }) => [u, v])),
  );

function planeThrough(pairs: readonly Pair[]): ((pair: Pair) => { x: number; y: number }) | null {
  const plane = planeOf(pairs);
  return plane === null ? null : (pair) => applyHomography(plane, pair);
}

const errorOf = ({ u, v }: Pair, { x, y }: { readonly x: number; readonly y: number }): number =>
  Math.hypot(u - x, v - y);

function leftOver(pairs: readonly Pair[], map: ((pair: Pair) => { x: number; y: number }) | null): number {
  if (map === null) return 0;
  const errors = pairs.map((pair) => errorOf(pair, map(pair))).sort((left, right) => left - right);
  return errors[Math.floor(percentile * errors.length)]!; // fewer than all
}
