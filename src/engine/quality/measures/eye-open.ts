import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { warpSquare } from '#engine/face/warp-square.js';
import { percentileOf } from '#engine/quality/pixel-statistics.js';
import { eyelidPairs, meshPoints } from '#engine/quality/mesh-regions.js';

/** The eye's neighbourhood: the corners of the eye lie half the side apart, on the middle line. */
const side = 64;
const eyeWidth = side / 2;
/** Where in the neighbourhood the opening and the skin below it are looked for. */
const opening = { left: 18, right: 46, top: 26, bottom: 39 } as const;
const skinBelow = { left: 20, right: 44, top: 44, bottom: 52 } as const;
/** Reach of the brightness steps that count, in pixels: an eighth of the eye's width, so that blur hardly matters. */
const reach = 2;
/** No open eye on even skin shows more; where the "skin" is the dark beside a head in profile, the ratio says nothing. */
const mostContrast = 0.5;

/**
 * EyesOpen of ISO/IEC 29794-5 for one eye (left and right as seen in the picture). The standard takes the largest
 * distance of the lids over the distance from the eyes to the chin; this mesh draws closed eyes half open, so the
 * distance is only one of four cues, whose geometric mean is the native value: distance of the lids over the eye's width,
 * upright and level brightness steps in the opening (iris and white of the eye), and height of its longest dark column
 * (iris and pupil; a closed eye leaves the line of the lashes). About .25 when open, .15 when closed.
 */
export function eyeOpen(image: RgbImage, face: Pick<MeshedFace, 'mesh'>, eye: 'left' | 'right'): number {
  const luma = eyeNeighbourhood(image, face.mesh, eye);
  const skin = medianIn(luma, skinBelow);
  if (skin === 0) return 0;
  const { upright, level } = brightnessSteps(luma);
  const relative = (steps: number): number => Math.min(mostContrast, steps / skin);
  const cues = [lidDistance(face.mesh, eye), relative(upright), relative(level), darkColumn(luma, skin)];
  return Math.exp(cues.reduce((sum, cue) => sum + Math.log(cue + 1e-3), 0) / cues.length);
}

function eyeNeighbourhood(image: RgbImage, mesh: Float32Array, eye: 'left' | 'right'): Float32Array {
  const [from, to] =
    eye === 'left'
      ? [meshPoints.leftEyeOuterCorner, meshPoints.leftEyeInnerCorner]
      : [meshPoints.rightEyeInnerCorner, meshPoints.rightEyeOuterCorner];
  const x0 = mesh[from * 3]!;
  const y0 = mesh[from * 3 + 1]!;
  const a = (mesh[to * 3]! - x0) / eyeWidth;
  const b = (mesh[to * 3 + 1]! - y0) / eyeWidth;
  const firstX = (side - eyeWidth) / 2;
  const toImage = { a, b, tx: x0 - a * firstX + (b * side) / 2, ty: y0 - b * firstX - (a * side) / 2 };
  const rgb = warpSquare(image, toImage, side);
  return Float32Array.from(
    { length: side * side },
    (_, i) => (0.2126 * rgb[i * 3]! + 0.7152 * rgb[i * 3 + 1]! + 0.0722 * rgb[i * 3 + 2]!) / 255,
  );
}

/** Largest distance of opposite lid points over the distance of the eye's corners, in three dimensions. */
function lidDistance(mesh: Float32Array, eye: 'left' | 'right'): number {
  const [outer, inner] =
    eye === 'left'
      ? [meshPoints.leftEyeOuterCorner, meshPoints.leftEyeInnerCorner]
      : [meshPoints.rightEyeOuterCorner, meshPoints.rightEyeInnerCorner];
  const distance = (from: number, to: number): number =>
    Math.hypot(
      mesh[from * 3]! - mesh[to * 3]!,
      mesh[from * 3 + 1]! - mesh[to * 3 + 1]!,
      mesh[from * 3 + 2]! - mesh[to * 3 + 2]!,
    );
  return Math.max(...eyelidPairs[eye].map(([upper, lower]) => distance(upper, lower))) / distance(outer, inner);
}

/** Mean absolute differences across 2 × reach pixels, sideways (upright edges) and downwards (level edges). */
function brightnessSteps(luma: Float32Array): { upright: number; level: number } {
  let upright = 0;
  let level = 0;
  for (let y = opening.top; y < opening.bottom; y++) {
    for (let x = opening.left; x < opening.right; x++) {
      const at = y * side + x;
      upright += Math.abs(luma[at + reach]! - luma[at - reach]!);
      level += Math.abs(luma[at + reach * side]! - luma[at - reach * side]!);
    }
  }
  const area = (opening.bottom - opening.top) * (opening.right - opening.left);
  return { upright: upright / area, level: level / area };
}

/** Height of the dark columns in the eye's middle, as a share of its width: the third to fifth longest, for robustness. */
function darkColumn(luma: Float32Array, skin: number): number {
  const darkest = percentileOf(sortedIn(luma, { left: 20, right: 44, top: 22, bottom: 42 }), 0.03);
  const threshold = darkest + 0.4 * (skin - darkest);
  const runs: number[] = [];
  for (let x = 22; x < 42; x++) {
    let run = 0;
    let longest = 0;
    for (let y = 20; y < 44; y++) {
      run = luma[y * side + x]! < threshold ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    runs.push(longest);
  }
  runs.sort((left, right) => right - left);
  return (runs[2]! + runs[3]! + runs[4]!) / 3 / eyeWidth;
}

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const medianIn = (luma: Float32Array, area: Area): number => percentileOf(sortedIn(luma, area), 0.5);

function sortedIn(luma: Float32Array, { left, right, top, bottom }: Area): Float32Array {
  const values = new Float32Array((right - left) * (bottom - top));
  let to = 0;
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) values[to++] = luma[y * side + x]!;
  return values.sort();
}
