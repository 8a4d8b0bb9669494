import { fitBlockGrid, lineGrid, type BlockGrid, type GridPoint } from '#engine/document/mrz/block-grid.js';
import { chainCharacters, emissionSteps } from '#engine/document/mrz/emission-chain.js';
import { decodeFixedLength, likeliestText, type DecodedLine } from '#engine/document/mrz/fixed-length-decoder.js';
import { mrzSymbols, type SymbolProbabilities } from '#engine/document/mrz/symbols.js';

/** The lines of a block, taken as monospaced lines of certain lengths; what the format allows is not asked yet. */
export interface DecodedBlock {
  /** Per line, row-major positions × 37: each symbol's probability if any symbol may stand anywhere. */
  readonly openPosteriors: readonly Float64Array[];
  /** Natural logarithm of the probability of all lines of those lengths with even spacing; and of each line. */
  readonly logLikelihood: number;
  readonly lineLogLikelihoods: readonly number[];
  /** Root mean square distance of the characters from an evenly spaced grid, in pitches. */
  readonly unevennessPitches: number;
  readonly grid: BlockGrid;
}

/** First guess: detection and the outermost characters err by about a character, and so does perspective in the middle. */
const looseDeviationPitches = 1;
/** Then: where the net lets a character begin varies by a tenth of a pitch, more where the strip is seen aslant. */
const tightDeviationPitches = 0.3;

/**
 * Reads the lines of a block as lines of the given lengths, which begin below each other; all strips cover the same extent
 * along the text. Null: they are not.
 */
export function decodeBlock(
  lines: readonly SymbolProbabilities[],
  lineLengths: readonly number[],
): DecodedBlock | null {
  const lineLength = Math.max(...lineLengths);
  const open = lineLengths.map((length) => new Float64Array(length * mrzSymbols.length).fill(1));
  const decode = (grid: BlockGrid, deviation: number): Attempt | null => {
    if (!(grid.pitchSteps >= minimumPitchSteps)) return null;
    const decoded = decodeAll(lines, (i) => open[i]!, grid, deviation);
    return decoded && { grid, decoded, logLikelihood: decoded.reduce((sum, line) => sum + line.logLikelihood, 0) };
  };
  const refine = (attempt: Attempt | null): Attempt | null =>
    attempt && decode(fitBlockGrid(pointsOf(attempt.decoded), lineLength) ?? attempt.grid, tightDeviationPitches);
  const best = firstGrids(lines, lineLengths)
    .map((grid) => decode(grid, looseDeviationPitches))
    .filter((attempt) => attempt !== null)
    .sort(byLikelihood)
    .slice(0, refined)
    .map((attempt) => refine(refine(attempt)))
    .filter((attempt) => attempt !== null)
    .sort(byLikelihood)[0];
  if (best === undefined) return null;
  return {
    openPosteriors: best.decoded.map(({ posterior }) => posterior),
    logLikelihood: best.logLikelihood,
    lineLogLikelihoods: best.decoded.map(({ logLikelihood }) => logLikelihood),
    unevennessPitches: unevenness(best.decoded, best.grid),
    grid: best.grid,
  };
}

interface Attempt {
  readonly grid: BlockGrid;
  readonly decoded: readonly DecodedLine[];
  readonly logLikelihood: number;
}

const byLikelihood = (a: Attempt, b: Attempt): number => b.logLikelihood - a.logLikelihood;

/** First guesses that are followed up. */
const refined = 2;

/** Per line, row-major positions × 37: each symbol's probability where `weights` says what may stand. */
export function decodeWithin(
  lines: readonly SymbolProbabilities[],
  weights: readonly Float64Array[],
  grid: BlockGrid,
): Float64Array[] | null {
  return decodeAll(lines, (i) => weights[i]!, grid, tightDeviationPitches)?.map(({ posterior }) => posterior) ?? null;
}

/** CTC needs a step for each character and one between equal ones. */
const minimumPitchSteps = 1.5;

/** More characters than a line has are seen where a frame or the card's edge passes for one. */
const strayCharacters = 2;

/**
 * Where the characters may be. First by numbering them from their spacing, if that comes out at the length asked for;
 * then evenly between the first and the last that the net sees in any line; and the same without the first, the last or
 * both, which may be a frame, the card's edge or the background.
 */
function firstGrids(lines: readonly SymbolProbabilities[], lineLengths: readonly number[]): BlockGrid[] {
  const lineLength = Math.max(...lineLengths);
  const emissions = lines.map(emissionSteps);
  if (emissions.some(({ length }, line) => length > lineLengths[line]! + strayCharacters)) return [];
  const grids: BlockGrid[] = [];
  const chained = emissions.map((steps, line) => chainCharacters(steps, line));
  const whole = chained.filter((points, line) => points.at(-1)?.index === lineLengths[line]! - 1);
  const fitted = whole.length === 0 ? null : fitBlockGrid(whole.flat(), lineLength);
  if (fitted !== null) grids.push(fitted);
  const first = Math.min(...emissions.map((steps) => steps[0] ?? Infinity));
  const last = Math.max(...emissions.map((steps) => steps.at(-1) ?? -Infinity));
  for (const before of [0, 1]) {
    for (const after of [0, 1]) {
      const pitchSteps = (last - first) / (lineLength - 1 + before + after);
      if (!(pitchSteps >= minimumPitchSteps)) continue;
      const startSteps = first + before * pitchSteps;
      grids.push({ lineLength, startSteps, startPerLine: 0, pitchSteps, pitchPerLine: 0, bendSteps: 0 });
    }
  }
  return grids;
}

function decodeAll(
  lines: readonly SymbolProbabilities[],
  weightsOf: (line: number) => Float64Array,
  grid: BlockGrid,
  deviationPitches: number,
): DecodedLine[] | null {
  const decoded: DecodedLine[] = [];
  for (const [i, line] of lines.entries()) {
    const result = decodeFixedLength(line, weightsOf(i), lineGrid(grid, i, deviationPitches));
    if (result === null) return null;
    decoded.push(result);
  }
  return decoded;
}

/** Where the characters were seen, those that say where they are: fillers in a run may be read anywhere in it. */
function pointsOf(decoded: readonly DecodedLine[]): GridPoint[] {
  const all: GridPoint[] = [];
  const anchors: GridPoint[] = [];
  decoded.forEach(({ posterior, starts }, line) => {
    const { text, confidences } = likeliestText(posterior);
    starts.forEach((start, index) => {
      all.push({ line, index, start });
      if (text[index] !== '<' && confidences[index]! > 0.5) anchors.push({ line, index, start });
    });
  });
  return anchors.length >= 8 ? anchors : all;
}

function unevenness(decoded: readonly DecodedLine[], grid: BlockGrid): number {
  const starts = decoded.map((_, line) => lineGrid(grid, line, 1).starts);
  const points = pointsOf(decoded);
  const sum = points.reduce(
    (s, { line, index, start }) => s + ((start - starts[line]![index]!) / grid.pitchSteps) ** 2,
    0,
  );
  return Math.sqrt(sum / points.length);
}
