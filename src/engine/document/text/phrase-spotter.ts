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
/** What hundreds of classes together cannot lift to the floor. */
const negligible = 1e-6;
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

/** Losses of every group, and behind them of the gap in a word and of that between words: row-major signs × steps. */
function spotterOf(
  { steps, classes, data }: LineProbabilities,
  groupsOfClass: readonly (readonly number[])[],
  groupCount: number,
): PhraseSpotter {
  const gap = groupCount;
  const wordGap = groupCount + 1;
  const signs = groupCount + 2;
  const losses = new Float32Array(signs * steps);
  const leastLoss = new Float32Array(signs).fill(Infinity);
  const likeliness = new Float64Array(signs);
  for (let step = 0; step < steps; step++) {
    likeliness.fill(0);
    for (let index = 0; index < classes; index++) {
      const probability = data[step * classes + index]!;
      if (probability < negligible) continue;
      const own = groupsOfClass[index]!;
      if (own.length === 0) {
        likeliness[wordGap]! += probability;
        likeliness[gap]! += index === 0 ? probability : markInWord * probability;
      } else for (const group of own) likeliness[group]! += probability;
    }
    let most = floor;
    for (let sign = 0; sign < signs; sign++) most = Math.max(most, likeliness[sign]!);
    const unseen = Math.log(most / floor);
    for (let sign = 0; sign < signs; sign++) {
      const likely = likeliness[sign]!;
      const loss = likely > floor ? Math.log(most / likely) : unseen;
      losses[sign * steps + step] = loss;
      if (loss < leastLoss[sign]!) leastLoss[sign] = loss;
    }
  }
  /** What the path costs at each step in the states that one may be reached from, and where it began. */
  const columns = [0, 1, 2].map(() => ({ cost: new Float64Array(steps), start: new Int32Array(steps) })) as [
    Column,
    Column,
    Column,
  ];
  return ({ letters, wordEnds, dearest }) => {
    if (letters.length > steps) return null;
    let bound = 0;
    for (const letter of letters) bound += leastLoss[letter]!;
    return bound > dearest ? null : cheapestPath(letters, wordEnds, dearest, bound);
  };

  /**
   * The likeliest path of CTC through the phrase (Graves et al. 2006), begun and ended anywhere. Of state 2i the letter i
   * was seen last, of state 2i + 1 a gap behind it. What would be dearer than `dearest` with what the other letters cost at
   * least is dropped, so that most phrases end after a few states. `bound`: what all letters cost at least.
   */
  function cheapestPath(
    letters: Int32Array,
    wordEnds: Uint8Array,
    dearest: number,
    bound: number,
  ): SpottedPhrase | null {
    const last = 2 * letters.length - 2;
    let [leap, before, own] = columns;
    let budget = dearest - bound;
    for (let state = 0; state <= last; state++) {
      const letter = letters[state >> 1]!;
      const isGap = state % 2 === 1;
      if (!isGap) budget += leastLoss[letter]!;
      const sign = isGap ? (wordEnds[state >> 1] === 1 ? wordGap : gap) : letter;
      // Equal letters need a gap between them.
      const mayLeap = !isGap && state > 1 && letter !== letters[(state >> 1) - 1];
      const isAlive = state === 0 ? begin(own, sign, budget) : follow(own, before, mayLeap ? leap : null, sign, budget);
      // Letters may follow each other without the gap.
      if (!isAlive && !isGap) return null;
      [leap, before, own] = [before, own, leap];
    }
    return cheapestEnd(before);
  }

  /** The first letter, at any step; where it is likeliest in a row, from the first of those. */
  function begin({ cost, start }: Column, sign: number, budget: number): boolean {
    let isAlive = false;
    for (let step = 0; step < steps; step++) {
      const loss = losses[sign * steps + step]!;
      start[step] = step > 0 && cost[step - 1] === 0 ? start[step - 1]! : step;
      cost[step] = loss <= budget ? loss : Infinity;
      if (loss <= budget) isAlive = true;
    }
    return isAlive;
  }

  /** A state after the one `before` it, or after the one before that (`leap`). */
  function follow(own: Column, before: Column, leap: Column | null, sign: number, budget: number): boolean {
    const { cost, start } = own;
    let isAlive = false;
    cost[0] = Infinity;
    for (let step = 1, at = sign * steps + 1; step < steps; step++, at++) {
      let least = cost[step - 1]!;
      let from = start[step - 1]!;
      if (before.cost[step - 1]! < least) {
        least = before.cost[step - 1]!;
        from = before.start[step - 1]!;
      }
      if (leap !== null && leap.cost[step - 1]! < least) {
        least = leap.cost[step - 1]!;
        from = leap.start[step - 1]!;
      }
      least += losses[at]!;
      if (least <= budget) {
        cost[step] = least;
        start[step] = from;
        isAlive = true;
      } else cost[step] = Infinity;
    }
    return isAlive;
  }

  function cheapestEnd({ cost, start }: Column): SpottedPhrase | null {
    let end = 0;
    for (let step = 1; step < steps; step++) if (cost[step]! < cost[end]!) end = step;
    const loss = cost[end]!;
    return loss === Infinity ? null : { first: start[end]!, last: end, loss };
  }
}

interface Column {
  readonly cost: Float64Array;
  readonly start: Int32Array;
}
