import type { LumaWindow } from '#engine/document/cues/document-windows.js';
import { squareTransform } from '#engine/document/cues/fourier-square.js';

/** A wave that shows in this share of the windows is the same all over. */
const sharedBy = 0.65;
/** Longest period that counts, pixels: coarser ones are ornaments. */
const longestPeriod = 9;
/**
 * Columns of the spectrum next to its axes that are left out: JPEG blocks, resampling and sensor rows lie there, two
 * waves at a right angle among them. A screen that is held within about 3° of the sensor's rows is missed for it.
 */
const axisWidth = 2;
/** Variance of rounding to whole grey levels, 1/12, thrice for a JPEG's: nothing weaker is a pattern. */
const floorVariance = 0.3;
/** Mean of the squared window function of `tapered`, (3/8)². */
const taperPower = 0.140625;

/**
 * The strength of the strongest grid that most windows share: how many times more power than usual the weaker of two
 * waves of equal period at a right angle has. About 2 to 5 for noise and print.
 * @param windows of `side` × `side` pixels, a power of two; at least one
 */
export function coherentGrid(windows: readonly LumaWindow[], side: number): number {
  const plane = halfPlane(side);
  const transform = squareTransform(side);
  const taper = Float64Array.from({ length: side }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / side));
  const spectra: Float64Array[] = [];
  for (let i = 0; i < windows.length; i += 2) {
    const pair = [windows[i]!, windows[i + 1] ?? windows[i]!].map((window) => tapered(window, taper, side));
    const into = [new Float64Array(side * side), new Float64Array(side * side)] as const;
    transform.powers(pair[0]!, pair[1]!, into);
    for (const power of into.slice(0, windows.length - i)) spectra.push(relativePower(power, plane));
  }
  const shared = sharedPower(spectra);
  let strongest = 0;
  for (const { u, v, at } of plane.waves) {
    // The other wave stands at a right angle, (−v, u) or, which is the same, (v, −u); a pixel of leeway for perspective.
    let other = 0;
    for (let dv = -1; dv <= 1; dv++) {
      for (let du = -1; du <= 1; du++) {
        const partner = plane.indexOf(v + dv, -u + du);
        if (partner !== null) other = Math.max(other, shared[partner]!);
      }
    }
    strongest = Math.max(strongest, Math.min(shared[at]!, other));
  }
  return strongest;
}

/** The frequencies that count, in cycles per window; a wave and its negative are one, so u > 0. */
interface HalfPlane {
  readonly side: number;
  readonly waves: readonly { readonly u: number; readonly v: number; readonly at: number }[];
  /** Place among `waves` of a frequency or its negative; null: left out. */
  indexOf(u: number, v: number): number | null;
}

function halfPlane(side: number): HalfPlane {
  const half = side / 2;
  const waves: { u: number; v: number; at: number }[] = [];
  const indices = new Map<number, number>();
  const key = (u: number, v: number): number => (v + half) * side + u;
  for (let v = -half + 2; v <= half - 2; v++) {
    for (let u = axisWidth; u <= half - 2; u++) {
      if (Math.abs(v) < axisWidth || Math.hypot(u, v) < side / longestPeriod) continue;
      indices.set(key(u, v), waves.length);
      waves.push({ u, v, at: waves.length });
    }
  }
  return { side, waves, indexOf: (u, v) => indices.get(u < 0 ? key(-u, -v) : key(u, v)) ?? null };
}

/** Without its mean, fading out to its borders, so that they make no waves. */
function tapered(window: LumaWindow, taper: Float64Array, side: number): Float64Array {
  const mean = window.reduce((sum, value) => sum + value, 0) / window.length;
  return window.map((value, at) => (value - mean) * taper[at % side]! * taper[Math.floor(at / side)]!);
}

/**
 * Power of each wave (the largest of its neighbourhood: perspective moves a grid's frequency by a step from window to
 * window) over the usual power at its distance from the origin, which print, blur and noise set.
 */
function relativePower(power: Float64Array, { side, waves }: HalfPlane): Float64Array {
  const rings: number[][] = Array.from({ length: side }, () => []);
  const at = (u: number, v: number): number => ((v + side) % side) * side + ((u + side) % side);
  for (const { u, v } of waves) rings[Math.round(Math.hypot(u, v))]!.push(power[at(u, v)]!);
  const floor = floorVariance * side * side * taperPower;
  // The median of an exponential distribution is ln 2 of its mean.
  const usual = rings.map((ring) =>
    Math.max(floor, (Float64Array.from(ring).sort()[ring.length >> 1] ?? 0) / Math.LN2),
  );
  return Float64Array.from(waves, ({ u, v }) => {
    let largest = 0;
    for (let dv = -1; dv <= 1; dv++) {
      for (let du = -1; du <= 1; du++) largest = Math.max(largest, power[at(u + du, v + dv)]!);
    }
    return largest / usual[Math.round(Math.hypot(u, v))]!;
  });
}

/** Of each wave, what at least the share `sharedBy` of the windows shows. */
function sharedPower(spectra: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(spectra.length);
  const rank = Math.floor((1 - sharedBy) * (spectra.length - 1));
  return spectra[0]!.map((_, wave) => {
    spectra.forEach((spectrum, i) => (values[i] = spectrum[wave]!));
    return values.sort()[rank]!;
  });
}
