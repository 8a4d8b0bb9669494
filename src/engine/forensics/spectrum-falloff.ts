import type { Box } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { createSquarePowers } from '#engine/fourier/square-powers.js';
import { lumaOf } from '#engine/image/luma.js';

/** Windows of this side, a power of two, in the picture's own pixels. */
const side = 64;
/** Where their middles lie in the face's box: cheeks and brow, two and two as they are transformed. */
const middles = [
  [0.32, 0.6],
  [0.68, 0.6],
  [0.38, 0.28],
  [0.62, 0.28],
] as const;
/** Cycles per pixel: where the line is fitted, and where it is compared with what is there. */
const fitted = { from: 0.06, to: 0.25 } as const;
const compared = { from: 0.36, to: 0.5 } as const;
/** Power of the rounding of levels (variance 1/12) in a window: what no camera goes below. */
const roundingVariance = 1 / 12;

/**
 * High frequencies of a face against what its middle ones let expect. The spectrum of a photograph falls as a power of the
 * frequency (Field 1987); nets that make faces leave too little at its end, or too much of what upsampling repeats (Durall,
 * Keuper and Keuper 2020). A few single peaks weigh little. Value: decades of power, found less expected, 0 on the line,
 * negative: too little. Null where the face is too small for the windows.
 */
export function spectrumFalloff(image: RgbImage, box: Box): number | null {
  const windows = middles.map(([across, down]) =>
    windowAround(image, box.x + across * box.width, box.y + down * box.height),
  );
  if (Math.min(box.width, box.height) < side || windows.includes(null)) return null;
  const [a, b, c, d] = windows as [Float64Array, Float64Array, Float64Array, Float64Array]; // none is null
  const powers = createSquarePowers(side);
  const spectra = [0, 1, 2, 3].map(() => new Float64Array(side * side));
  powers(a, b, [spectra[0]!, spectra[1]!]);
  powers(c, d, [spectra[2]!, spectra[3]!]);
  const radial = radialMeans(spectra);
  return deviation(radial);
}

/** Luma, its mean removed and tapered to 0 (Hann); null where it does not lie within the picture. */
function windowAround({ width, height, data }: RgbImage, x: number, y: number): Float64Array | null {
  const left = Math.round(x - side / 2);
  const top = Math.round(y - side / 2);
  if (left < 0 || top < 0 || left + side > width || top + side > height) return null;
  const window = new Float64Array(side * side);
  let sum = 0;
  for (let row = 0, to = 0; row < side; row++) {
    for (let column = 0, at = ((top + row) * width + left) * 3; column < side; column++, to++, at += 3) {
      sum += window[to] = lumaOf(data[at]!, data[at + 1]!, data[at + 2]!);
    }
  }
  const mean = sum / window.length;
  return window.map((value, at) => (value - mean) * hann[at % side]! * hann[Math.floor(at / side)]!);
}

const hann = Float64Array.from({ length: side }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / side) ** 2);
/** Sum of the squared taper: the power of white noise of variance 1. */
const whitePower = hann.reduce((sum, value) => sum + value * value, 0) ** 2;

/** Mean power by distance from the middle of the spectrum, in units of white noise of variance 1. */
function radialMeans(spectra: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(side / 2 + 1);
  const counts = new Float64Array(side / 2 + 1);
  for (let v = 0; v < side; v++) {
    const fv = v < side / 2 ? v : v - side;
    for (let u = 0; u < side; u++) {
      const fu = u < side / 2 ? u : u - side;
      const ring = Math.round(Math.hypot(fu, fv));
      if (ring > side / 2) continue;
      for (const power of spectra) sums[ring]! += power[v * side + u]!;
      counts[ring]! += spectra.length;
    }
  }
  return sums.map((sum, ring) => sum / (counts[ring]! * whitePower));
}

function deviation(radial: Float64Array): number {
  const points = Array.from(radial, (power, ring) => ({
    frequency: ring / side,
    log: Math.log10(Math.max(power, roundingVariance)),
  }));
  const inside = ({ from, to }: { from: number; to: number }) =>
    points.filter(({ frequency }) => frequency >= from && frequency <= to);
  const line = inside(fitted);
  const xs = line.map(({ frequency }) => Math.log10(frequency));
  const meanX = mean(xs);
  const meanY = mean(line.map(({ log }) => log));
  let covariance = 0;
  let variance = 0;
  for (const [i, { log }] of line.entries()) {
    covariance += (xs[i]! - meanX) * (log - meanY);
    variance += (xs[i]! - meanX) ** 2;
  }
  const slope = covariance / variance;
  const floor = Math.log10(roundingVariance);
  return mean(
    inside(compared).map(
      ({ frequency, log }) => log - Math.max(floor, meanY + slope * (Math.log10(frequency) - meanX)),
    ),
  );
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
