import { mrzSymbols, symbolStride, type SymbolProbabilities } from '#engine/document/mrz/symbols.js';

/** Where the characters of a monospaced line should begin, give or take. */
export interface CharacterGrid {
  /** Step at which each position's character should begin, and where one after the last would: length + 1 entries, rising. */
  readonly starts: readonly number[];
  /** Steps from one character to the next, on average. */
  readonly pitchSteps: number;
  /** Standard deviation of a character's place about the grid, in pitches. */
  readonly deviationPitches: number;
}

export interface DecodedLine {
  /** Row-major positions × 37: each symbol's probability, given the length, the grid and what may stand there. */
  readonly posterior: Float64Array;
  /** Mean step at which each position's character begins. */
  readonly starts: readonly number[];
  /** Natural logarithm of the weighted probability of all lines together. */
  readonly logLikelihood: number;
}

const symbolCount = mrzSymbols.length;

/**
 * Before the first and after the last character a step counts as blank with at least this probability: a frame or the card's edge
 * may look like a character there. It is small enough that a whole part of a longer line does not pass for margin.
 */
const marginBlank = 0.1;

/** The lattice: before each character (and after the last) a blank state, for each character 37 symbol states. */
interface Lattice {
  readonly line: SymbolProbabilities;
  readonly weights: Float64Array;
  readonly length: number;
  readonly grid: CharacterGrid;
  /** Positions that each step may belong to. Neither falls from one step to the next. */
  readonly firstAt: Int32Array;
  readonly lastAt: Int32Array;
}

/**
 * Reads a line of exactly `weights.length / 37` characters from CTC probabilities: sums over all paths (forward and
 * backward recursion, Graves et al. 2006 §4.1) through a lattice whose positions each hold one symbol. `weights`
 * (row-major positions × 37, 0–1) says what may stand where; `grid` what is known of the spacing. Null when no path
 * has that many characters.
 */
export function decodeFixedLength(
  line: SymbolProbabilities,
  weights: Float64Array,
  grid: CharacterGrid,
): DecodedLine | null {
  const lattice = latticeOf(line, weights, grid);
  const forward = forwardPass(lattice);
  if (forward === null) return null;
  const { posterior, starts } = backwardPass(lattice, forward);
  return { posterior, starts: Array.from(starts), logLikelihood: forward.logLikelihood };
}

function latticeOf(line: SymbolProbabilities, weights: Float64Array, grid: CharacterGrid): Lattice {
  const length = weights.length / symbolCount;
  const { starts, pitchSteps, deviationPitches } = grid;
  // Two positions for the time that a character itself takes, then as far as a place still weighs anything.
  const reachSteps = (2 + 3.5 * deviationPitches) * pitchSteps;
  const firstAt = new Int32Array(line.steps);
  const lastAt = new Int32Array(line.steps);
  for (let step = 0, from = 0, to = 0; step < line.steps; step++) {
    // Before the first character and after the last the line may go on: its margins are as wide as they are.
    while (from < length - 1 && starts[from]! + reachSteps < step) from++;
    while (to < length && starts[to + 1]! - reachSteps <= step) to++;
    firstAt[step] = from;
    lastAt[step] = to;
  }
  return { line, weights, length, grid, firstAt, lastAt };
}

let scratchMemory = new Float64Array(0);

/** Memory for one decoding at a time, of any content: two megabytes afresh for every line cost more than the sums. */
function scratch(length: number): Float64Array {
  if (scratchMemory.length < length) scratchMemory = new Float64Array(length);
  return scratchMemory;
}

/** How well a step suits the beginning of a position's character, 0–1. */
const placeWeight = ({ starts, pitchSteps, deviationPitches }: CharacterGrid, step: number, position: number): number =>
  Math.exp(-0.5 * ((step - starts[position]!) / (pitchSteps * deviationPitches)) ** 2);

interface ForwardPass {
  /** Scaled mass of each state per step; blanks: steps × (length + 1), symbols: steps × length × 37. */
  readonly blanks: Float64Array;
  readonly symbols: Float64Array;
  /** All symbols of a position together: steps × length. */
  readonly masses: Float64Array;
  readonly scales: Float64Array;
  /** Mass of the paths that end after the last character, as scaled at the last step. */
  readonly accepted: number;
  readonly logLikelihood: number;
}

function forwardPass({ line, weights, length, grid, firstAt, lastAt }: Lattice): ForwardPass | null {
  const { steps, data } = line;
  const blanks = new Float64Array(steps * (length + 1));
  const symbols = scratch(steps * length * symbolCount);
  const masses = new Float64Array(steps * length);
  const scales = new Float64Array(steps);
  const stepSymbols = length * symbolCount;
  let logLikelihood = 0;
  for (let step = 0; step < steps; step++) {
    const first = firstAt[step]!;
    const last = lastAt[step]!;
    const blankAt = step * (length + 1);
    const massAt = step * length;
    const emissionAt = step * symbolStride + 1;
    const innerBlank = data[step * symbolStride]!;
    const outerBlank = Math.max(innerBlank, marginBlank);
    let sum = 0;
    for (let i = first; i <= last; i++) {
      const waiting = step === 0 ? Number(i === 0) : blanks[blankAt - length - 1 + i]!;
      const arriving = step === 0 || i === 0 ? 0 : masses[massAt - length + i - 1]!;
      const blank = (waiting + arriving) * (i === 0 || i === length ? outerBlank : innerBlank);
      blanks[blankAt + i] = blank;
      sum += blank;
      if (i === length) continue;
      const place = placeWeight(grid, step, i);
      const here = step * stepSymbols + i * symbolCount;
      const weightAt = i * symbolCount;
      const come = waiting + arriving;
      let mass = 0;
      if (step === 0 || i === 0) {
        for (let symbol = 0; symbol < symbolCount; symbol++) {
          const staying = step === 0 ? 0 : symbols[here - stepSymbols + symbol]!;
          const value = (come * weights[weightAt + symbol]! * place + staying) * data[emissionAt + symbol]!;
          symbols[here + symbol] = value;
          mass += value;
        }
      } else {
        for (let symbol = 0; symbol < symbolCount; symbol++) {
          const before = here - stepSymbols + symbol;
          // The same symbol twice needs a blank between.
          const same = symbols[before - symbolCount]!;
          const entering = come > same ? (come - same) * weights[weightAt + symbol]! * place : 0;
          const value = (entering + symbols[before]!) * data[emissionAt + symbol]!;
          symbols[here + symbol] = value;
          mass += value;
        }
      }
      masses[massAt + i] = mass;
      sum += mass;
    }
    if (!(sum > 0)) return null;
    const share = 1 / sum;
    for (let i = first; i <= last; i++) {
      blanks[blankAt + i]! *= share;
      if (i === length) continue;
      masses[massAt + i]! *= share;
      const here = step * stepSymbols + i * symbolCount;
      for (let at = here; at < here + symbolCount; at++) symbols[at]! *= share;
    }
    // The next step looks at positions out of this one's reach, and what a former line left there is none of its.
    const rowAt = step * stepSymbols;
    const beyond = step + 1 < steps ? lastAt[step + 1]! + 1 : last + 1;
    if (first > 0) symbols.fill(0, rowAt + (first - 1) * symbolCount, rowAt + first * symbolCount);
    symbols.fill(0, rowAt + Math.min(last + 1, length) * symbolCount, rowAt + Math.min(beyond, length) * symbolCount);
    scales[step] = sum;
    logLikelihood += Math.log(sum);
  }
  const accepted = blanks[blanks.length - 1]! + masses[masses.length - 1]!;
  if (!(accepted > 0)) return null;
  return { blanks, symbols, masses, scales, accepted, logLikelihood: logLikelihood + Math.log(accepted) };
}

/** The posterior of each symbol at each position (positions × 37), and each position's mean first step. */
function backwardPass(
  { line, weights, length, grid, firstAt, lastAt }: Lattice,
  forward: ForwardPass,
): { posterior: Float64Array; starts: Float64Array } {
  const { steps, data } = line;
  const posterior = new Float64Array(length * symbolCount);
  const starts = new Float64Array(length);
  // Mass of all ways to finish from a state, its own step's emission left out.
  const blanks = new Float64Array(length + 1);
  const symbols = new Float64Array(length * symbolCount);
  blanks[length] = 1;
  symbols.fill(1, (length - 1) * symbolCount);
  const viaBlank = new Float64Array(length + 2);
  const viaSymbol = new Float64Array((length + 1) * symbolCount);
  const viaSymbols = new Float64Array(length + 2);
  const nothing = new Float64Array(symbolCount);
  const perPath = 1 / forward.accepted;
  let reached = length;
  for (let step = steps - 1; step >= 0; step--) {
    const share = 1 / forward.scales[step]!;
    const first = firstAt[step]!;
    const last = lastAt[step]!;
    const emissionAt = step * symbolStride + 1;
    const innerBlank = data[step * symbolStride]!;
    const outerBlank = Math.max(innerBlank, marginBlank);
    // Positions move on with the steps, so nothing beyond `last` is left to go to.
    viaBlank[last + 1] = 0;
    viaSymbols[last + 1] = 0;
    viaSymbol.fill(0, (last + 1) * symbolCount, (last + 2) * symbolCount);
    for (let i = first; i <= last; i++) {
      viaBlank[i] = blanks[i]! * (i === 0 || i === length ? outerBlank : innerBlank) * share;
      viaSymbols[i] = 0;
      if (i === length) continue;
      const place = placeWeight(grid, step, i);
      const waiting = step === 0 ? Number(i === 0) : forward.blanks[(step - 1) * (length + 1) + i]!;
      const begun = step > 0 && i > 0;
      const come = waiting + (begun ? forward.masses[(step - 1) * length + i - 1]! : 0);
      const same = begun ? forward.symbols : nothing;
      const sameAt = begun ? ((step - 1) * length + i - 1) * symbolCount : 0;
      let together = 0;
      let entered = 0;
      for (let symbol = 0; symbol < symbolCount; symbol++) {
        const here = i * symbolCount + symbol;
        const onwards = data[emissionAt + symbol]! * symbols[here]! * share;
        const begin = onwards * weights[here]! * place;
        viaSymbol[here] = begin;
        together += begin;
        const other = come - same[sameAt + symbol]!;
        const mass = other > 0 ? other * begin * perPath : 0;
        posterior[here]! += mass;
        entered += mass;
        symbols[here] = onwards; // what staying gives; leaving is added below
      }
      viaSymbols[i] = together;
      starts[i]! += entered * step;
    }
    // Ways on from this step's states, and from the one before them: all others lead out of reach.
    blanks.fill(0, last + 1, reached + 1);
    symbols.fill(0, (last + 1) * symbolCount, (reached + 1) * symbolCount);
    reached = last;
    for (let i = Math.max(0, first - 1); i <= last; i++) {
      blanks[i] = i < first ? 0 : viaBlank[i]! + viaSymbols[i]!;
      if (i === length) continue;
      const leaving = viaBlank[i + 1]! + viaSymbols[i + 1]!;
      for (let here = i * symbolCount; here < (i + 1) * symbolCount; here++) {
        const staying = i < first ? 0 : symbols[here]!;
        symbols[here] = staying + leaving - viaSymbol[here + symbolCount]!;
      }
    }
  }
  return { posterior, starts };
}

/** The likeliest symbol of each position, and its probability. */
export function likeliestText(posterior: Float64Array): { text: string; confidences: number[] } {
  let text = '';
  const confidences: number[] = [];
  for (let at = 0; at < posterior.length; at += symbolCount) {
    let best = 0;
    for (let symbol = 1; symbol < symbolCount; symbol++)
      if (posterior[at + symbol]! > posterior[at + best]!) best = symbol;
    text += mrzSymbols[best]!;
    confidences.push(Math.min(1, posterior[at + best]!));
  }
  return { text, confidences };
}

/** The probability of a symbol at a position, 0–1. */
export const symbolProbability = (posterior: Float64Array, position: number, symbol: string): number =>
  Math.min(1, posterior[position * symbolCount + mrzSymbols.indexOf(symbol)]!);
