import {
  decodeFixedLength,
  likeliestText,
  type CharacterGrid,
  type DecodedLine,
} from '#engine/document/mrz/fixed-length-decoder.js';
import { mrzSymbols, symbolStride, type SymbolProbabilities } from '#engine/document/mrz/symbols.js';

/** The lines of a block, taken as monospaced lines of one length; what the format allows is not asked yet. */
export interface DecodedBlock {
  /** Per line, row-major positions × 37: each symbol's probability if any symbol may stand anywhere. */
  readonly openPosteriors: readonly Float64Array[];
  /** Natural logarithm of the probability of all lines of that length with even spacing. */
  readonly logLikelihood: number;
  /** Root mean square distance of the characters from an evenly spaced grid, in pitches. */
  readonly unevennessPitches: number;
  readonly grid: CharacterGrid;
}

/** First guess: detection and the outermost characters err by about a character. */
const looseDeviationPitches = 1;
/** Then: where the net lets a character begin varies by a tenth of a pitch, more where the strip is seen aslant. */
const tightDeviationPitches = 0.3;

/** Reads the lines of a block as lines of one length; all strips cover the same extent along the text. Null: they are not. */
export function decodeBlock(lines: readonly SymbolProbabilities[], lineLength: number): DecodedBlock | null {
  const open = new Float64Array(lineLength * mrzSymbols.length).fill(1);
  let best: { grid: CharacterGrid; decoded: DecodedLine[]; logLikelihood: number } | null = null;
  for (const start of firstGrids(lines, lineLength)) {
    let grid = start;
    let decoded: DecodedLine[] | null = null;
    for (let round = 0; round < 3; round++) {
      decoded = decodeAll(lines, () => open, grid);
      if (decoded === null || round === 2) break;
      grid = { ...fitGrid(decoded), deviationPitches: tightDeviationPitches };
      if (!(grid.pitchSteps >= minimumPitchSteps)) decoded = null;
      if (decoded === null) break;
    }
    if (decoded === null) continue;
    const logLikelihood = decoded.reduce((sum, line) => sum + line.logLikelihood, 0);
    if (best === null || logLikelihood > best.logLikelihood) best = { grid, decoded, logLikelihood };
  }
  if (best === null) return null;
  return {
    openPosteriors: best.decoded.map(({ posterior }) => posterior),
    logLikelihood: best.logLikelihood,
    unevennessPitches: unevenness(best.decoded, best.grid),
    grid: best.grid,
  };
}

/** Per line, row-major positions × 37: each symbol's probability where `weights` says what may stand. */
export function decodeWithin(
  lines: readonly SymbolProbabilities[],
  weights: readonly Float64Array[],
  grid: CharacterGrid,
): Float64Array[] | null {
  return decodeAll(lines, (i) => weights[i]!, grid)?.map(({ posterior }) => posterior) ?? null;
}

/** CTC needs a step for each character and one between equal ones. */
const minimumPitchSteps = 1.5;

/**
 * Even spacing between the first and the last character that the net sees in any line; and the same without the first,
 * the last or both, which may be a frame, the card's edge or the background.
 */
function firstGrids(lines: readonly SymbolProbabilities[], lineLength: number): CharacterGrid[] {
  let first = Infinity;
  let last = -Infinity;
  for (const { steps, data } of lines) {
    for (let step = 0; step < steps; step++) {
      const at = step * symbolStride;
      let best = 0;
      for (let column = 1; column < symbolStride; column++) if (data[at + column]! > data[at + best]!) best = column;
      if (best === 0) continue;
      first = Math.min(first, step);
      last = Math.max(last, step);
    }
  }
  const grids: CharacterGrid[] = [];
  for (const before of [0, 1]) {
    for (const after of [0, 1]) {
      const pitchSteps = (last - first) / (lineLength - 1 + before + after);
      if (!(pitchSteps >= minimumPitchSteps)) continue;
      grids.push({ startSteps: first + before * pitchSteps, pitchSteps, deviationPitches: looseDeviationPitches });
    }
  }
  return grids;
}

function decodeAll(
  lines: readonly SymbolProbabilities[],
  weightsOf: (line: number) => Float64Array,
  grid: CharacterGrid,
): DecodedLine[] | null {
  const decoded: DecodedLine[] = [];
  for (const [i, line] of lines.entries()) {
    const result = decodeFixedLength(line, weightsOf(i), grid);
    if (result === null) return null;
    decoded.push(result);
  }
  return decoded;
}

interface Anchor {
  readonly index: number;
  readonly start: number;
}

/** Characters that say where they are: fillers in a run may be read anywhere in it. */
function anchors(decoded: readonly DecodedLine[]): Anchor[] {
  return decoded.flatMap(({ posterior, starts }) => {
    const { text, confidences } = likeliestText(posterior);
    return starts.flatMap((start, index) =>
      text[index] !== '<' && confidences[index]! > 0.5 ? [{ index, start }] : [],
    );
  });
}

/** Least squares line through the anchors, those further than a pitch off it left out the second time. */
function fitGrid(decoded: readonly DecodedLine[]): { startSteps: number; pitchSteps: number } {
  const all = decoded.flatMap(({ starts }) => starts.map((start, index) => ({ index, start })));
  const chosen = anchors(decoded);
  const points = chosen.length >= 8 ? chosen : all;
  const first = leastSquares(points);
  const close = points.filter(
    ({ index, start }) => Math.abs(start - first.startSteps - first.pitchSteps * index) < first.pitchSteps,
  );
  return close.length >= 8 ? leastSquares(close) : first;
}

function leastSquares(points: readonly Anchor[]): { startSteps: number; pitchSteps: number } {
  const n = points.length;
  const meanIndex = points.reduce((sum, { index }) => sum + index, 0) / n;
  const meanStart = points.reduce((sum, { start }) => sum + start, 0) / n;
  let covariance = 0;
  let variance = 0;
  for (const { index, start } of points) {
    covariance += (index - meanIndex) * (start - meanStart);
    variance += (index - meanIndex) ** 2;
  }
  const pitchSteps = covariance / variance;
  return { startSteps: meanStart - pitchSteps * meanIndex, pitchSteps };
}

function unevenness(decoded: readonly DecodedLine[], { startSteps, pitchSteps }: CharacterGrid): number {
  const points = anchors(decoded);
  if (points.length === 0) return Infinity;
  const sum = points.reduce((s, { index, start }) => s + ((start - startSteps) / pitchSteps - index) ** 2, 0);
  return Math.sqrt(sum / points.length);
}
