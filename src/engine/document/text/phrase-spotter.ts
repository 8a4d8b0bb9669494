import type { LineProbabilities } from '#engine/document/ocr/line-probabilities.js';
import { foldText } from '#engine/document/text/fold-text.js';
import { letterOfShape, type Script } from '#engine/document/text/look-alikes.js';
import { growPhraseTree, type PhraseTree, type SignedPhrase } from '#engine/document/text/phrase-tree.js';

/** A phrase to look for. */
export interface Phrase {
  readonly printed: string;
  /** The dearest loss at which it is still worth a look, in nats a letter. */
  readonly dearestPerLetter: number;
}

/** Where a phrase was seen in a line, whatever the line was read as. */
export interface SpottedPhrase<P> {
  readonly phrase: P;
  /** Its letters and digits. */
  readonly count: number;
  /** Steps of the line's probabilities, both inclusive. */
  readonly first: number;
  readonly last: number;
  /** How much less likely the phrase is than what is likeliest in its place, in nats; 0 where it is just that. */
  readonly loss: number;
}

/** Finds the phrases of `least` to `most` letters in one line. */
export type PhraseSpotter<P> = (line: LineProbabilities, least: number, most: number) => SpottedPhrase<P>[];

/** Marks are seen inside words too, where there is dirt or a pattern, but a space is rather the word's end. */
const markInWord = 0.2;
/** A letter that was not seen at all costs as much as this probability. */
const floor = 1e-3;
const scripts: readonly Script[] = ['latin', 'cyrillic', 'greek'];

/**
 * A spotter for lines of an alphabet (class → shape, class 0 the blank). Letters count without marks and case, and what is
 * no letter or digit counts as a gap: these are what small print loses first. Phrases with letters that the alphabet lacks,
 * or without any, are never found.
 */
export function createPhraseSpotter<P extends Phrase>(
  alphabet: readonly string[],
  phrases: readonly P[],
): PhraseSpotter<P> {
  const groups = new Map<string, number>();
  const groupsOfClass = alphabet.map((shape) => {
    if (!/[\p{L}\p{N}]/u.test(shape)) return [];
    const letters = /\p{N}/u.test(shape) ? [shape] : scripts.flatMap((script) => letterOfShape(shape, script) ?? []);
    return [...new Set(letters.map(foldText))].map((letter) => {
      if (!groups.has(letter)) groups.set(letter, groups.size);
      return groups.get(letter)!;
    });
  });
  const signed = phrases.flatMap((phrase) => {
    const letters = signedPhrase(phrase.printed, groups);
    return letters === null ? [] : [{ phrase, ...letters }];
  });
  const tree = growPhraseTree(signed);
  return (line, least, most) => {
    const dearest = Float64Array.from(signed, ({ phrase, letters: { length } }) =>
      length < least || length > most ? -Infinity : phrase.dearestPerLetter * length,
    );
    const losses = lossesOf(line, groupsOfClass, groups.size);
    const found: SpottedPhrase<P>[] = [];
    walk(tree, losses, budgetsOf(tree, losses.least, dearest), (index, { cost, start }) => {
      const last = cheapest(cost);
      const loss = cost[last]!;
      if (loss > dearest[index]!) return;
      const { phrase, letters } = signed[index]!;
      found.push({ phrase, count: letters.length, first: start[last]!, last, loss });
    });
    return found;
  };
}

function signedPhrase(printed: string, groups: ReadonlyMap<string, number>): SignedPhrase | null {
  const words = foldText(printed).match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = words.flatMap((word) => Array.from(word, (letter) => groups.get(letter) ?? -1));
  if (letters.length === 0 || letters.includes(-1)) return null;
  return { letters, endsWord: words.flatMap((word) => Array.from(word, (_, index) => index === word.length - 1)) };
}

/** What each sign costs at each step of a line: of every letter, behind them of the gap in a word and of that between words. */
interface LineLosses {
  readonly steps: number;
  /** By sign and step, in nats. */
  readonly ofSign: readonly Float32Array[];
  /** By sign, over all steps. */
  readonly least: Float32Array;
  readonly gap: number;
  readonly wordGap: number;
}

function lossesOf(
  { steps, starts, classes, probabilities }: LineProbabilities,
  groupsOfClass: readonly (readonly number[])[],
  groupCount: number,
): LineLosses {
  const gap = groupCount;
  const wordGap = groupCount + 1;
  const signs = groupCount + 2;
  const ofSign = Array.from({ length: signs }, () => new Float32Array(steps));
  const least = new Float32Array(signs).fill(Infinity);
  const likeliness = new Float64Array(signs);
  for (let step = 0; step < steps; step++) {
    likeliness.fill(0);
    for (let at = starts[step]!; at < starts[step + 1]!; at++) {
      const index = classes[at]!;
      const probability = probabilities[at]!;
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
      ofSign[sign]![step] = loss;
      if (loss < least[sign]!) least[sign] = loss;
    }
  }
  return { steps, ofSign, least, gap, wordGap };
}

/**
 * By node, the dearest that a path to it may be: what the most generous of the phrases through it allows, less what their
 * other letters cost at least.
 */
function budgetsOf({ letter, parent, lastNode }: PhraseTree, least: Float32Array, dearest: Float64Array): Float64Array {
  const budgets = new Float64Array(letter.length).fill(-Infinity);
  for (let phrase = 0; phrase < dearest.length; phrase++) {
    const node = lastNode[phrase]!;
    if (dearest[phrase]! > budgets[node]!) budgets[node] = dearest[phrase]!;
  }
  for (let node = letter.length - 1; node >= 0; node--) {
    const above = parent[node]!;
    if (above < 0) continue;
    const left = budgets[node]! - least[letter[node]!]!;
    if (left > budgets[above]!) budgets[above] = left;
  }
  return budgets;
}

/** What a path costs at each step in one state, and where it began. */
interface Column {
  readonly cost: Float64Array;
  readonly start: Int32Array;
}

/**
 * The likeliest paths of CTC through the phrases (Graves et al. 2006), begun and ended anywhere. Every node has two states:
 * its letter was seen last, or a gap behind it. What would be dearer than the node's budget is dropped, so that most
 * branches end after a few states. `onPhrase` is told each phrase that is reached, and its last letter's column.
 */
function walk(
  tree: PhraseTree,
  losses: LineLosses,
  budgets: Float64Array,
  onPhrase: (phrase: number, column: Column) => void,
): void {
  const { steps, ofSign } = losses;
  const column = (): Column => ({ cost: new Float64Array(steps), start: new Int32Array(steps) });
  const levels: { letter: Column; gap: Column }[] = [];
  for (let node = 0; node < tree.letter.length;) {
    const depth = tree.depth[node]!;
    const budget = budgets[node]!;
    const letter = tree.letter[node]!;
    const level = (levels[depth] ??= { letter: column(), gap: column() });
    const above = depth === 0 ? null : levels[depth - 1]!;
    // Equal letters need a gap between them; others may follow each other without one.
    const mayLeap = depth > 0 && letter !== tree.letter[tree.parent[node]!];
    const isAlive =
      budget >= 0 &&
      depth < steps &&
      (above === null
        ? begin(level.letter, ofSign[letter]!, budget)
        : follow(level.letter, above.gap, mayLeap ? above.letter : null, ofSign[letter]!, budget));
    if (!isAlive) {
      node = tree.behind[node]!;
      continue;
    }
    for (const phrase of tree.phrases[node]!) onPhrase(phrase, level.letter);
    const goesOn = tree.behind[node]! > node + 1;
    if (goesOn) {
      const sign = tree.endsWord[node] === 1 ? losses.wordGap : losses.gap;
      follow(level.gap, level.letter, null, ofSign[sign]!, budget);
    }
    node++;
  }
}

/** The first letter, at any step; where it is likeliest in a row, from the first of those. */
function begin({ cost, start }: Column, losses: Float32Array, budget: number): boolean {
  let isAlive = false;
  for (let step = 0; step < losses.length; step++) {
    const loss = losses[step]!;
    start[step] = step > 0 && cost[step - 1] === 0 ? start[step - 1]! : step;
    cost[step] = loss <= budget ? loss : Infinity;
    if (loss <= budget) isAlive = true;
  }
  return isAlive;
}

/** A state after the one `before` it, or after the one before that (`leap`). */
function follow(own: Column, before: Column, leap: Column | null, losses: Float32Array, budget: number): boolean {
  const { cost, start } = own;
  let isAlive = false;
  cost[0] = Infinity;
  for (let step = 1; step < losses.length; step++) {
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
    least += losses[step]!;
    if (least <= budget) {
      cost[step] = least;
      start[step] = from;
      isAlive = true;
    } else cost[step] = Infinity;
  }
  return isAlive;
}

function cheapest(cost: Float64Array): number {
  let end = 0;
  for (let step = 1; step < cost.length; step++) if (cost[step]! < cost[end]!) end = step;
  return end;
}
