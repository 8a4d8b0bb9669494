import type { LumaWindow } from '#engine/document/cues/document-windows.js';
import { createSquarePowers } from '#engine/fourier/square-powers.js';

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
  const waves = wavesThatCount(side);
  const shared = sharedPower(spectraOf(windows, side, waves));
  let strongest = 0;
  for (let wave = 0; wave < shared.length; wave++) {
    const own = shared[wave]!;
    if (own <= strongest) continue;
    strongest = Math.max(strongest, Math.min(own, strongestPartner(waves, shared, wave)));
  }
  return strongest;
}

/** The frequencies that count, in cycles per window; a wave and its negative are one, so u > 0. */
interface Waves {
  readonly side: number;
  readonly u: Int32Array;
  readonly v: Int32Array;
  /** Whole distance from the origin. */
  readonly ring: Int32Array;
  /** The waves of each ring. */
  readonly rings: readonly (readonly number[])[];
  /** Wave by (v + side/2) × side + u; −1: left out. */
  readonly waveAt: Int32Array;
}

function wavesThatCount(side: number): Waves {
  const half = side / 2;
  const u: number[] = [];
  const v: number[] = [];
  const ring: number[] = [];
  const rings: number[][] = Array.from({ length: side }, () => []);
  const waveAt = new Int32Array(side * side).fill(-1);
  for (let down = -half + 2; down <= half - 2; down++) {
    for (let right = axisWidth; right <= half - 2; right++) {
      const distance = Math.hypot(right, down);
      if (Math.abs(down) < axisWidth || distance < side / longestPeriod) continue;
      waveAt[(down + half) * side + right] = u.length;
      rings[Math.round(distance)]!.push(u.length);
      u.push(right);
      v.push(down);
      ring.push(Math.round(distance));
    }
  }
  return { side, u: Int32Array.from(u), v: Int32Array.from(v), ring: Int32Array.from(ring), rings, waveAt };
}

/** Of the waves at a right angle, (−v, u) or, which is the same, (v, −u); a pixel of leeway for perspective. */
function strongestPartner({ side, u, v, waveAt }: Waves, shared: Float64Array, wave: number): number {
  const half = side / 2;
  const sign = v[wave]! < 0 ? -1 : 1;
  const right = sign * v[wave]!;
  const down = -sign * u[wave]!;
  let strongest = 0;
  for (let y = down + half - 1; y <= down + half + 1; y++) {
    for (let x = right - 1; x <= right + 1; x++) {
      const partner = waveAt[y * side + x]!;
      if (partner >= 0) strongest = Math.max(strongest, shared[partner]!);
    }
  }
  return strongest;
}

/** The relative power of each wave in each window. */
function spectraOf(windows: readonly LumaWindow[], side: number, waves: Waves): Float64Array[] {
  const taper = Float64Array.from({ length: side }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / side));
  const powers = createSquarePowers(side);
  const into = [new Float64Array(side * side), new Float64Array(side * side)] as const;
  const spectra: Float64Array[] = [];
  for (let i = 0; i < windows.length; i += 2) {
    const first = tapered(windows[i]!, taper);
    const second = windows[i + 1];
    powers(first, second === undefined ? first : tapered(second, taper), into);
    spectra.push(relativePower(into[0], waves));
    if (second !== undefined) spectra.push(relativePower(into[1], waves));
  }
  return spectra;
}

/** Without its mean, fading out to its borders, so that they make no waves. */
function tapered(window: LumaWindow, taper: Float64Array): Float64Array {
  const side = taper.length;
  let sum = 0;
  for (let at = 0; at < window.length; at++) sum += window[at]!;
  const mean = sum / window.length;
  const result = new Float64Array(window.length);
  for (let y = 0, at = 0; y < side; y++) {
    for (let x = 0; x < side; x++, at++) result[at] = (window[at]! - mean) * taper[x]! * taper[y]!;
  }
  return result;
}

/**
 * Power of each wave (the largest of its neighbourhood: perspective moves a grid's frequency by a step from window to
 * window) over the usual power at its distance from the origin, which print, blur and noise set.
 */
function relativePower(power: Float64Array, { side, u, v, ring, rings }: Waves): Float64Array {
  const at = (wave: number): number => ((v[wave]! + side) % side) * side + u[wave]!;
  const floor = floorVariance * side * side * taperPower;
  // The median of an exponential distribution is ln 2 of its mean.
  const usual = rings.map((members) => {
    const sorted = new Float64Array(members.length);
    for (let i = 0; i < members.length; i++) sorted[i] = power[at(members[i]!)]!;
    sorted.sort();
    return Math.max(floor, (sorted[sorted.length >> 1] ?? 0) / Math.LN2);
  });
  const relative = new Float64Array(u.length);
  for (let wave = 0; wave < relative.length; wave++) {
    let largest = 0;
    // Waves keep off the axes, so that no neighbour lies beyond the array or on its other side.
    for (let row = at(wave) - side; row <= at(wave) + side; row += side) {
      for (let near = row - 1; near <= row + 1; near++) if (power[near]! > largest) largest = power[near]!;
    }
    relative[wave] = largest / usual[ring[wave]!]!;
  }
  return relative;
}

/** Of each wave, what at least the share `sharedBy` of the windows shows. */
function sharedPower(spectra: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(spectra.length);
  const rank = Math.floor((1 - sharedBy) * (spectra.length - 1));
  const shared = new Float64Array(spectra[0]!.length);
  for (let wave = 0; wave < shared.length; wave++) {
    for (let i = 0; i < values.length; i++) values[i] = spectra[i]![wave]!;
    shared[wave] = values.sort()[rank]!;
  }
  return shared;
}
