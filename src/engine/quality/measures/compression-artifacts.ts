import type { Box } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { createFourierMagnitudes } from '#engine/fourier/fourier-magnitudes.js';

/** What the box of the face is widened by on each side, as a share of its size. */
const margin = 0.25;
/** Lines that are read in each direction; more add nothing but time. */
const lines = 128;
/** Steps of luma (of 255) beyond which an edge belongs to the picture and not to the coding. */
const largestStep = 16;
/**
 * Grid pitches that are tried, in pixels: JPEG's blocks are 8 wide, but the working copy may have been reduced to half,
 * or the picture been enlarged after it was coded.
 */
const pitches = { from: 3.9, to: 16.5, factor: 1.003 } as const;
const mostHarmonics = 4;
const transformLength = 2048;

/**
 * CompressionArtifacts (ISO/IEC 29794-5, which uses a trained net): visibility of the block grid that JPEG leaves. Steps
 * of luma that exceed those beside them are averaged along every column and every row; a grid shows as a comb in the
 * spectrum of these averages. Native value: the comb's amplitude (geometric mean of its harmonics in both directions, at
 * the pitch where it is largest) over the mean step; 0 without a grid, .1 at JPEG quality 30, .25 at 10. After the idea
 * of block-edge measures with unknown grid (Wang, Sheikh & Bovik 2002; GridSAR 2015).
 */
export function compressionArtifacts(image: RgbImage, box: Box): number {
  const left = Math.max(0, Math.floor(box.x - box.width * margin));
  const top = Math.max(0, Math.floor(box.y - box.height * margin));
  const width = Math.min(image.width, Math.ceil(box.x + box.width * (1 + margin))) - left;
  const height = Math.min(image.height, Math.ceil(box.y + box.height * (1 + margin))) - top;
  if (width < 32 || height < 32) return 0;
  const start = (top * image.width + left) * 3;
  const columns = stepProfile(image.data, { start, along: 3, across: image.width * 3, length: width, count: height });
  const rows = stepProfile(image.data, { start, along: image.width * 3, across: 3, length: height, count: width });
  const meanStep = (columns.meanStep + rows.meanStep) / 2;
  if (meanStep === 0) return 0;
  const magnitudes = createFourierMagnitudes(transformLength);
  const spectra = [columns, rows].map(({ excess }) => magnitudes(excess));
  let strongest = 0;
  for (let pitch = pitches.from; pitch <= pitches.to; pitch *= pitches.factor) {
    strongest = Math.max(strongest, combAmplitude(spectra, pitch));
  }
  return strongest / meanStep;
}

interface Scan {
  /** Index of the first sample, and what leads to the next one along a line and to the next line. */
  readonly start: number;
  readonly along: number;
  readonly across: number;
  readonly length: number;
  readonly count: number;
}

/** Mean over some lines of how much the step at each place exceeds the mean of its two neighbours, mean removed. */
function stepProfile(data: Uint8Array, scan: Scan): { excess: Float64Array; meanStep: number } {
  const { start, along, across, length, count } = scan;
  const excess = new Float64Array(length - 3);
  const stride = Math.max(1, Math.floor(count / lines));
  const luma = new Float32Array(length);
  let read = 0;
  let stepSum = 0;
  for (let line = 0; line < count; line += stride) {
    for (let i = 0, at = start + line * across; i < length; i++, at += along) {
      luma[i] = 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!;
    }
    let before = Math.abs(luma[1]! - luma[0]!);
    let step = Math.abs(luma[2]! - luma[1]!);
    for (let i = 0; i < excess.length; i++) {
      const after = Math.abs(luma[i + 3]! - luma[i + 2]!);
      excess[i]! += Math.min(largestStep, Math.max(-largestStep, step - (before + after) / 2));
      stepSum += Math.min(step, 2 * largestStep);
      before = step;
      step = after;
    }
    read++;
  }
  const mean = excess.reduce((sum, value) => sum + value, 0) / excess.length;
  for (let i = 0; i < excess.length; i++) excess[i] = (excess[i]! - mean) / read;
  return { excess, meanStep: stepSum / (read * excess.length) };
}

/** Geometric mean, so that one strong frequency that has no harmonics (a striped shirt) is no grid. */
function combAmplitude(spectra: readonly Float64Array[], pitch: number): number {
  const harmonics = Math.min(mostHarmonics, Math.max(1, Math.floor(pitch / 2 - 0.01)));
  let sum = 0;
  for (let harmonic = 1; harmonic <= harmonics; harmonic++) {
    const bin = Math.round((harmonic * transformLength) / pitch);
    for (const spectrum of spectra) {
      sum += Math.log(1e-9 + Math.max(spectrum[bin - 1] ?? 0, spectrum[bin] ?? 0, spectrum[bin + 1] ?? 0));
    }
  }
  return Math.exp(sum / (harmonics * spectra.length));
}
