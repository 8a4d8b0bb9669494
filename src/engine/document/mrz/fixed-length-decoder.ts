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
  /** Positions that a step may belong to. */
  readonly firstAt: (step: number) => number;
  readonly lastAt: (step: number) => number;
  /** How well a step suits the beginning of a position's character, 0–1. */
  readonly placeWeight: (step: number, position: number) => number;
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
  const first = new Int32Array(line.steps);
  const last = new Int32Array(line.steps);
  for (let step = 0, from = 0, to = 0; step < line.steps; step++) {
    // Before the first character and after the last the line may go on: its margins are as wide as they are.
    while (from < length - 1 && starts[from]! + reachSteps < step) from++;
    while (to < length && starts[to + 1]! - reachSteps <= step) to++;
    first[step] = from;
    last[step] = to;
  }
  return {
    line,
    weights,
    length,
    firstAt: (step) => first[step]!,
    lastAt: (step) => last[step]!,
    placeWeight: (step, position) =>
      Math.exp(-0.5 * ((step - starts[position]!) / (pitchSteps * deviationPitches)) ** 2),
  };
}

interface ForwardPass {
  /** Scaled mass of each state per step; blanks: steps × (length + 1), symbols: steps × length × 37. */
  readonly blanks: Float64Array;
  readonly symbols: Float64Array;
  readonly scales: Float64Array;
  /** Mass of the paths that end after the last character, as scaled at the last step. */
  readonly accepted: number;
  readonly logLikelihood: number;
}

function forwardPass({ line, weights, length, firstAt, lastAt, placeWeight }: Lattice): ForwardPass | null {
  const { steps, data } = line;
  const blanks = new Float64Array(steps * (length + 1));
  const symbols = new Float64Array(steps * length * symbolCount);
  const scales = new Float64Array(steps);
  /** All symbols of each position at the step before. */
  let masses = new Float64Array(length);
  let nextMasses = new Float64Array(length);
  let logLikelihood = 0;
  for (let step = 0; step < steps; step++) {
    const blankAt = step * (length + 1);
    const symbolsAt = step * length * symbolCount;
    const innerBlank = data[step * symbolStride]!;
    const outerBlank = Math.max(innerBlank, marginBlank);
    let sum = 0;
    nextMasses.fill(0);
    for (let i = firstAt(step); i <= lastAt(step); i++) {
      const waiting = step === 0 ? Number(i === 0) : blanks[blankAt - length - 1 + i]!;
      const arriving = i === 0 ? 0 : masses[i - 1]!;
      blanks[blankAt + i] = (waiting + arriving) * (i === 0 || i === length ? outerBlank : innerBlank);
      sum += blanks[blankAt + i]!;
      if (i === length) continue;
      const place = placeWeight(step, i);
      let mass = 0;
      for (let symbol = 0; symbol < symbolCount; symbol++) {
        const here = symbolsAt + i * symbolCount + symbol;
        const staying = step === 0 ? 0 : symbols[here - length * symbolCount]!;
        // The same symbol twice needs a blank between.
        const same = step === 0 || i === 0 ? 0 : symbols[here - length * symbolCount - symbolCount]!;
        const entering = Math.max(0, waiting + arriving - same) * weights[i * symbolCount + symbol]! * place;
        const value = (entering + staying) * data[step * symbolStride + 1 + symbol]!;
        symbols[here] = value;
        mass += value;
      }
      nextMasses[i] = mass;
      sum += mass;
    }
    if (!(sum > 0)) return null;
    for (let i = firstAt(step); i <= lastAt(step); i++) {
      blanks[blankAt + i]! /= sum;
      if (i === length) continue;
      nextMasses[i]! /= sum;
      for (let s = 0; s < symbolCount; s++) symbols[symbolsAt + i * symbolCount + s]! /= sum;
    }
    scales[step] = sum;
    logLikelihood += Math.log(sum);
    [masses, nextMasses] = [nextMasses, masses];
  }
  const accepted = blanks[blanks.length - 1]! + masses[length - 1]!;
  if (!(accepted > 0)) return null;
  return { blanks, symbols, scales, accepted, logLikelihood: logLikelihood + Math.log(accepted) };
}

/** The posterior of each symbol at each position (positions × 37), and each position's mean first step. */
function backwardPass(
  { line, weights, length, firstAt, lastAt, placeWeight }: Lattice,
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
  for (let step = steps - 1; step >= 0; step--) {
    const scale = forward.scales[step]!;
    const first = firstAt(step);
    const last = lastAt(step);
    const innerBlank = data[step * symbolStride]!;
    const outerBlank = Math.max(innerBlank, marginBlank);
    viaBlank.fill(0);
    viaSymbol.fill(0);
    viaSymbols.fill(0);
    for (let i = first; i <= last; i++) {
      viaBlank[i] = (blanks[i]! * (i === 0 || i === length ? outerBlank : innerBlank)) / scale;
      if (i === length) continue;
      const place = placeWeight(step, i);
      const waiting = step === 0 ? Number(i === 0) : forward.blanks[(step - 1) * (length + 1) + i]!;
      const before = i === 0 ? -1 : ((step - 1) * length + i - 1) * symbolCount;
      const arriving = step === 0 || before < 0 ? 0 : massOf(forward.symbols, before);
      for (let symbol = 0; symbol < symbolCount; symbol++) {
        const here = i * symbolCount + symbol;
        const onwards = (data[step * symbolStride + 1 + symbol]! * symbols[here]!) / scale;
        const begin = onwards * weights[here]! * place;
        viaSymbol[here] = begin;
        viaSymbols[i]! += begin;
        const same = step === 0 || before < 0 ? 0 : forward.symbols[before + symbol]!;
        const mass = (Math.max(0, waiting + arriving - same) * begin) / forward.accepted;
        posterior[here]! += mass;
        starts[i]! += mass * step;
        symbols[here] = onwards; // what staying gives; leaving is added below
      }
    }
    for (let i = 0; i <= length; i++) {
      const inReach = i >= first && i <= last;
      blanks[i] = viaBlank[i]! + viaSymbols[i]!;
      if (i === length) continue;
      const leaving = viaBlank[i + 1]! + viaSymbols[i + 1]!;
      for (let symbol = 0; symbol < symbolCount; symbol++) {
        const here = i * symbolCount + symbol;
        const staying = inReach ? symbols[here]! : 0;
        symbols[here] = staying + leaving - viaSymbol[here + symbolCount]!;
      }
    }
  }
  return { posterior, starts };
}

function massOf(symbols: Float64Array, at: number): number {
  let sum = 0;
  for (let s = 0; s < symbolCount; s++) sum += symbols[at + s]!;
  return sum;
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
