import type { LineProbabilities } from '#engine/document/ocr/line-probabilities.js';
import { foldText } from '#engine/document/text/fold-text.js';
import { letterOfShape, type Script } from '#engine/document/text/look-alikes.js';

/** Where a phrase was seen in a line, whatever the line was read as. */
export interface SpottedPhrase {
  /** Steps of the line's probabilities, both inclusive. */
  readonly first: number;
  readonly last: number;
  /** How much less likely the phrase is than what is likeliest in its place, in nats; 0 where it is just that. */
  readonly loss: number;
}

/** A phrase as the spotter takes it. */
export interface Spottable {
  /** One for each letter and digit: the number that stands for it and for all that is told from it by marks or case only. */
  readonly letters: Int32Array;
  /** 1 for each letter with which a word ends. */
  readonly wordEnds: Uint8Array;
  /** The dearest loss at which it is still worth a look, in nats. */
  readonly dearest: number;
}

/** Finds phrases in one line. */
export type PhraseSpotter = (phrase: Spottable) => SpottedPhrase | null;

/** Marks are seen inside words too, where there is dirt or a pattern, but a space is rather the word's end. */
const markInWord = 0.2;
/** A letter that was not seen at all costs as much as this probability. */
const floor = 1e-3;
const scripts: readonly Script[] = ['latin', 'cyrillic', 'greek'];

/**
 * A spotter for lines of an alphabet (class → shape, class 0 the blank). Letters count without marks and case, and what is
 * no letter or digit counts as a gap: these are what small print loses first.
 */
export function createPhraseSpotting(alphabet: readonly string[]): {
  /** Null for a phrase with letters that the alphabet lacks, or without any. */
  readonly prepare: (phrase: string, dearestPerLetter: number) => Spottable | null;
  readonly spotterOf: (line: LineProbabilities) => PhraseSpotter;
} {
  const groups = new Map<string, number>();
  const groupsOfClass = alphabet.map((shape) => {
    if (!/[\p{L}\p{N}]/u.test(shape)) return [];
    const letters = /\p{N}/u.test(shape) ? [shape] : scripts.flatMap((script) => letterOfShape(shape, script) ?? []);
    return [...new Set(letters.map(foldText))].map((letter) => {
      if (!groups.has(letter)) groups.set(letter, groups.size);
      return groups.get(letter)!;
    });
  });
  return {
    prepare(phrase, dearestPerLetter) {
      const words = foldText(phrase).match(/[\p{L}\p{N}]+/gu) ?? [];
      const letters = words.flatMap((word) => Array.from(word, (letter) => groups.get(letter)));
      if (letters.length === 0 || letters.includes(undefined)) return null;
      const wordEnds = words.flatMap((word) => Array.from(word, (_, index) => Number(index === word.length - 1)));
      return {
        letters: Int32Array.from(letters, (letter) => letter!),
        wordEnds: Uint8Array.from(wordEnds),
        dearest: dearestPerLetter * letters.length,
      };
    },
    spotterOf: (line) => spotterOf(line, groupsOfClass, groups.size),
  };
}

/** Losses per step: of every group, and behind them of the gap in a word and of that between words. */
function spotterOf(
  { steps, classes, data }: LineProbabilities,
  groupsOfClass: readonly (readonly number[])[],
  groupCount: number,
): PhraseSpotter {
  const gap = groupCount;
  const wordGap = groupCount + 1;
  const width = groupCount + 2;
  const losses = new Float32Array(steps * width);
  const leastLoss = new Float32Array(width).fill(Infinity);
  for (let step = 0; step < steps; step++) {
    const at = step * width;
    for (let index = 0; index < classes; index++) {
      const probability = data[step * classes + index]!;
      const own = groupsOfClass[index]!;
      if (own.length === 0) {
        losses[at + wordGap]! += probability;
        losses[at + gap]! += index === 0 ? probability : markInWord * probability;
      } else for (const group of own) losses[at + group]! += probability;
    }
    const most = losses.subarray(at, at + width).reduce((a, b) => Math.max(a, b));
    for (let group = 0; group < width; group++) {
      const loss = Math.log(most / Math.max(floor, losses[at + group]!));
      losses[at + group] = loss;
      if (loss < leastLoss[group]!) leastLoss[group] = loss;
    }
  }
  return ({ letters, wordEnds, dearest }) => {
    if (letters.length > steps) return null;
    let bound = 0;
    for (const letter of letters) bound += leastLoss[letter]!;
    return bound > dearest ? null : cheapestPath(letters, wordEnds, dearest);
  };

  /**
   * The likeliest path of CTC through the phrase (Graves et al. 2006), begun and ended anywhere. Of state 2i the letter i
   * was seen last, of state 2i + 1 a gap behind it. States dearer than `dearest` are dropped, so most steps look at few.
   */
  function cheapestPath(letters: Int32Array, wordEnds: Uint8Array, dearest: number): SpottedPhrase | null {
    const states = 2 * letters.length - 1;
    const cost = new Float32Array(states).fill(Infinity);
    const start = new Int32Array(states);
    let highest = 0;
    let best: SpottedPhrase | null = null;
    for (let step = 0; step < steps; step++) {
      const at = step * width;
      let top = 0;
      for (let state = Math.min(states - 1, highest + 2); state > 0; state--) {
        const isGap = state % 2 === 1;
        let least = cost[state]!;
        let from = start[state]!;
        if (cost[state - 1]! < least) {
          least = cost[state - 1]!;
          from = start[state - 1]!;
        }
        // Equal letters need a gap between them.
        const mayLeap = !isGap && state > 1 && letters[state >> 1] !== letters[(state >> 1) - 1];
        if (mayLeap && cost[state - 2]! < least) {
          least = cost[state - 2]!;
          from = start[state - 2]!;
        }
        const sign = !isGap ? letters[state >> 1]! : wordEnds[state >> 1] === 1 ? wordGap : gap;
        least += losses[at + sign]!;
        cost[state] = least <= dearest ? least : Infinity;
        start[state] = from;
        if (state > top && least <= dearest) top = state;
      }
      if (cost[0]! > 0) start[0] = step;
      const first = losses[at + letters[0]!]!;
      cost[0] = first <= dearest ? first : Infinity;
      highest = top;
      const loss = cost[states - 1]!;
      if (loss <= dearest && (best === null || loss < best.loss))
        best = { first: start[states - 1]!, last: step, loss };
    }
    return best;
  }
}
