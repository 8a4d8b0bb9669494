import { likeliestEntry, type LineProbabilities } from '#engine/document/ocr/line-probabilities.js';
import { letterOfShape, type Script } from '#engine/document/text/look-alikes.js';

const scripts: readonly Script[] = ['latin', 'cyrillic', 'greek'];
/** Latin is what documents are written in: another script has to explain a word better by this, in nats. */
const latinHeadStartNats = 1;
const floor = 1e-6;
/** Letters that are this much less likely than what was ruled out were not seen at all. */
const leastShare = 0.02;

/** Of each class, 1: yes. */
type Mask = Uint8Array;

/**
 * Rules out, word by word, the shapes of all scripts but the one that explains the word best: no word mixes scripts, and
 * И in a Latin word is an N that was seen badly.
 */
export function createScriptSettler(alphabet: readonly string[]): (line: LineProbabilities) => LineProbabilities {
  const isLetter = Uint8Array.from(alphabet, (shape) => Number(/\p{L}/u.test(shape)));
  const allowed = scripts.map((script) =>
    Uint8Array.from(alphabet, (shape, index) => Number(!isLetter[index] || letterOfShape(shape, script) !== null)),
  );
  return (line) => {
    const { starts } = line;
    const settled = { ...line, probabilities: line.probabilities.slice() };
    for (const [from, to] of words(line, isLetter)) {
      const explained = allowed.map((letters) => logLikelihood(line, from, to, letters));
      explained[0]! += latinHeadStartNats;
      const best = allowed[explained.indexOf(Math.max(...explained))]!;
      for (let step = from; step < to; step++) ruleOut(settled, starts[step]!, starts[step + 1]!, best, isLetter);
    }
    return settled;
  };
}

/** Where a shape is ruled out a letter was seen all the same: its probability goes to the letters that are left. */
function ruleOut(
  { classes, probabilities }: LineProbabilities,
  start: number,
  end: number,
  allowed: Mask,
  isLetter: Mask,
): void {
  let lost = 0;
  let left = 0;
  for (let at = start; at < end; at++) {
    if (allowed[classes[at]!] === 0) lost += probabilities[at]!;
    else if (isLetter[classes[at]!] === 1) left += probabilities[at]!;
  }
  const growth = left < leastShare * lost ? 1 : (left + lost) / left;
  for (let at = start; at < end; at++) {
    if (allowed[classes[at]!] === 0) probabilities[at] = 0;
    else if (isLetter[classes[at]!] === 1) probabilities[at]! *= growth;
  }
}

/** Stretches of steps without a likeliest sign that is no letter. */
function words(line: LineProbabilities, isLetter: Mask): [number, number][] {
  const { steps, classes } = line;
  const found: [number, number][] = [];
  let from = 0;
  for (let step = 0; step <= steps; step++) {
    if (step < steps) {
      const best = classes[likeliestEntry(line, step)]!;
      if (best === 0 || isLetter[best] === 1) continue;
    }
    if (step > from) found.push([from, step]);
    from = step + 1;
  }
  return found;
}

function logLikelihood(
  { starts, classes, probabilities }: LineProbabilities,
  from: number,
  to: number,
  allowed: Mask,
): number {
  let sum = 0;
  for (let step = from; step < to; step++) {
    let most = floor;
    for (let at = starts[step]!; at < starts[step + 1]!; at++)
      if (allowed[classes[at]!] === 1 && probabilities[at]! > most) most = probabilities[at]!;
    sum += Math.log(most);
  }
  return sum;
}

/**
 * Text of shapes as text of letters: each word in the script that has all of its shapes. A word that several scripts can
 * write is in the script of most other words of the line, in Latin where they do not tell.
 */
export function lettersOfShapes(text: string): string {
  const parts = text.split(/(\p{L}+)/u);
  const possible = parts.map((part) => scripts.filter((script) => spelledIn(part, script) !== null));
  const votes = (script: Script): number =>
    parts.filter(
      (part, index) => /\p{L}/u.test(part) && possible[index]!.length === 1 && possible[index]![0] === script,
    ).length;
  const preferred = [...scripts].sort((a, b) => votes(b) - votes(a))[0]!;
  return parts
    .map((part, index) => {
      const own = possible[index]!;
      const script = own.includes(preferred) ? preferred : own[0];
      return script === undefined ? part : spelledIn(part, script);
    })
    .join('');
}

/** The letters of a script that shapes stand for; null when it lacks one of them. */
export function spelledIn(word: string, script: Script): string | null {
  let letters = '';
  for (const shape of word) {
    const letter = /\p{L}/u.test(shape) ? letterOfShape(shape, script) : shape;
    if (letter === null) return null;
    letters += letter;
  }
  return letters;
}
