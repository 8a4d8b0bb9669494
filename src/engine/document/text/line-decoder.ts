import type { LineProbabilities } from '#engine/document/ocr/line-probabilities.js';
import { foldText } from '#engine/document/text/fold-text.js';

/** A line of print as read. */
export interface DecodedLine {
  readonly text: string;
  /** Mean probability of the characters that were likeliest where they stand, 0–1; 0 when there are none. */
  readonly confidence: number;
}

/** Marks that one printed sign may be read as; the first is what it becomes. Wide forms are told by Unicode (NFKC). */
const variants = ["'′’`‘´ˋ", '"”“″〃', '-—–─', '·•‧ㆍ', '/∕'] as const;
/** What stands narrow between letters, so that the net often prefers its blank to it. */
const narrowMarks = [' ', '.', ',', '-', "'", '"', '/', ':'] as const;
/**
 * A narrow mark between two characters is believed from this probability on, summed over such marks, though the blank is
 * likelier: of 446 generated values 401 are read as printed then, 398 with .04, 399 with .6.
 */
const leastMarkProbability = 0.2;
/** Classes less likely than this at a step change nothing. */
const negligible = 1e-3;

/**
 * A decoder of printed lines for an alphabet (class → character, class 0 the blank): the best path of CTC (Graves et
 * al. 2006, §3.2) over characters instead of classes, for look-alike classes (`'`, `’`, `′`; full and half width) share
 * the probability of one sign; and with the spaces and points that the best path loses.
 */
export function createLineDecoder(alphabet: readonly string[]): (line: LineProbabilities) => DecodedLine {
  const classOf = new Map(alphabet.map((character, index) => [character, index]));
  const sign = Int32Array.from(alphabet, (character, index) => {
    const variant = character === '' ? undefined : variants.find((group) => group.includes(character));
    return classOf.get(variant?.[0] ?? character.normalize('NFKC')) ?? index;
  });
  const space = new Set([classOf.get(' ') ?? 0]);
  const letter = Array.from(sign, (at) => foldText(alphabet[at]!));
  const marks = new Set(narrowMarks.map((mark) => classOf.get(mark)).filter((mark) => mark !== undefined));

  return (line) => {
    const steps = signsOfSteps(line, sign);
    const read = bestPath(steps, letter);
    let text = '';
    let sum = 0;
    read.forEach(({ sign: at, probability, last }, index) => {
      text += alphabet[at]!;
      sum += probability;
      const next = read[index + 1];
      if (next === undefined || marks.has(next.sign)) return;
      if (marks.has(at)) {
        // A mark beside another is the same one seen twice, but for the space behind a comma.
        if (alphabet[at] === ',' && markBetween(steps.slice(last + 1, next.first), space) !== 0) text += ' ';
        return;
      }
      const mark = alphabet[markBetween(steps.slice(last + 1, next.first), marks)]!;
      // Between words a lost mark is a space nearly always; points and commas are lost between digits.
      const point = (mark === '.' || mark === ',') && !/^\d\d$/.test(alphabet[at]! + alphabet[next.sign]!);
      text += point ? ' ' : mark;
    });
    return { text: tidy(text), confidence: read.length === 0 ? 0 : sum / read.length };
  };
}

/** Sign → probability; class 0 is the blank. */
type Step = ReadonlyMap<number, number>;

function signsOfSteps({ steps, starts, classes, probabilities }: LineProbabilities, sign: Int32Array): Step[] {
  return Array.from({ length: steps }, (_, step) => {
    const signs = new Map<number, number>();
    for (let at = starts[step]!; at < starts[step + 1]!; at++) {
      const probability = probabilities[at]!;
      if (probability < negligible) continue;
      const own = sign[classes[at]!]!;
      signs.set(own, (signs.get(own) ?? 0) + probability);
    }
    return signs;
  });
}

interface ReadSign {
  readonly sign: number;
  readonly probability: number;
  readonly first: number;
  readonly last: number;
}

/**
 * @param letter of each sign, without its marks: no letter is a step wide, so that one with a mark and the same without it
 * at neighbouring steps (`ŁL`) are one letter seen twice
 */
function bestPath(steps: readonly Step[], letter: readonly string[]): ReadSign[] {
  const read: ReadSign[] = [];
  let previous = 0;
  steps.forEach((signs, step) => {
    const [best, probability] = likeliest(signs);
    const same = best !== 0 && previous !== 0 && letter[best] === letter[previous];
    if (same) {
      const twice = read.at(-1)!;
      const isClearer = best !== twice.sign && probability > twice.probability;
      read[read.length - 1] = { ...twice, ...(isClearer ? { sign: best, probability } : {}), last: step };
    } else if (best !== 0) read.push({ sign: best, probability, first: step, last: step });
    previous = best;
  });
  return read;
}

/** The mark between two characters, by the step where marks are likeliest; the blank (0) where none is likely. */
function markBetween(steps: readonly Step[], marks: ReadonlySet<number>): number {
  let most = 0;
  let mark = 0;
  for (const signs of steps) {
    const candidates = [...signs].filter(([sign]) => marks.has(sign));
    const mass = candidates.reduce((sum, [, probability]) => sum + probability, 0);
    if (mass <= most) continue;
    most = mass;
    mark = likeliest(new Map(candidates))[0];
  }
  return most >= leastMarkProbability ? mark : 0;
}

function likeliest(signs: Step): readonly [sign: number, probability: number] {
  let best: readonly [number, number] = [0, 0];
  for (const [sign, probability] of signs) if (probability > best[1]) best = [sign, probability];
  return best;
}

/** Numbers have no letters with marks: `203Ó` is 2030. */
const isNumber = (word: string): boolean => (word.match(/\d/g)?.length ?? 0) >= leastDigits;
const leastDigits = 3;
const withoutMarks = (word: string): string =>
  word
    .replace(/[ÒÓÔÕÖØŌŎŐòóôõöøōŏő]/g, '0')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC');

/** What the form of a text settles: a comma between words has a space behind it, one in a height has none, `125 Ib` is a weight. */
const tidy = (text: string): string =>
  text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[\p{L}\p{N}]+/gu, (word) => (isNumber(word) ? withoutMarks(word) : word))
    .replace(/(?<=\p{L}),(?=\p{L})/gu, ', ')
    .replace(/^([12]), (\d\d)(?= ?m?$)/, '$1,$2')
    .replace(/(?<=\d ?)[I1|]b(s?)(?![\p{L}\d])/gu, 'lb$1');
