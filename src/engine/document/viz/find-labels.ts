import type { Box } from '#domain/geometry.js';
import type { LabelKind } from '#engine/document/tables/label-kinds.js';
import { comparableText } from '#engine/document/text/fold-text.js';
import { labelMatches, type LabelMatch } from '#engine/document/viz/label-matches.js';
import { bottom, horizontalOverlap, unionOf, type TextBox } from '#engine/document/viz/text-box.js';

/** A label on the document. */
export interface FoundLabel {
  readonly kind: LabelKind;
  /** Whether its words may also announce the whole name. */
  readonly mayBeFullName: boolean;
  readonly box: Box;
  /** How well its words were recognised, 0–1. */
  readonly quality: number;
  /** Text that follows the label in the same box, and the part of the box that holds it; the value, perhaps. */
  readonly remainder: TextBox | null;
  /** Whether a colon or the like says that the remainder is the value, whatever its form. */
  readonly remainderIsValue: boolean;
}

/** The texts of a document, parted into labels and the rest. */
export interface PartedTexts {
  readonly labels: readonly FoundLabel[];
  readonly others: readonly TextBox[];
}

/** How much of a box's letters, or of one of its slash-separated parts, the label words explain in a label box. */
const labelShare = { ofBox: 0.5, ofPart: 0.65, ofTitle: 0.8 } as const;
/** A kind that explains fewer letters than this beside another is a word that two languages share. */
const loneKindLetters = 6;

/** Finds the label boxes. Labels of one kind that stand below each other are one label in several languages. */
export function findLabels(boxes: readonly TextBox[]): PartedTexts {
  const labels: FoundLabel[] = [];
  const others: TextBox[] = [];
  for (const box of boxes) {
    const found = labelsOfBox(box);
    if (found.length === 0) others.push(box);
    labels.push(...found);
  }
  return { labels: mergeStacked(labels), others };
}

function labelsOfBox(textBox: TextBox): FoundLabel[] {
  const labels = labelsOfMatches(textBox, labelMatches(textBox.text), true);
  return labels.length > 0 ? labels : labelsOfMatches(textBox, spottedMatches(textBox), false);
}

/** The label words that the text does not say, with the places in it where they would stand. */
const spottedMatches = ({ text, spotted = [] }: TextBox): LabelMatch[] =>
  spotted.map(({ phrase, start, end, likeness }) => ({
    kind: phrase.kind,
    mayBeFullName: phrase.mayBeFullName,
    start: Math.round(start * text.length),
    end: Math.round(end * text.length),
    letters: phrase.comparable.length,
    quality: likeness,
  }));

/** `mayStart`: whether a label at the start of another text is one. */
function labelsOfMatches(textBox: TextBox, matches: readonly LabelMatch[], mayStart: boolean): FoundLabel[] {
  const { text } = textBox;
  const [first] = matches;
  const last = matches.at(-1);
  if (first === undefined || last === undefined) return [];
  const separator = /^\s*[:=]/.test(text.slice(last.end));
  const remainderText = text.slice(last.end).replace(/^[\s:.)\]/|·•-]+/, '');
  const remainder = remainderText === '' ? null : partOf(textBox, text.length - remainderText.length, text.length);
  const leading = text.slice(0, first.start);
  // A field number may stand before a label: `4a.`, `1.`, `(3)`.
  const startsWithLabel = /^[\s(]*(?:\d{1,2}[a-d]?)?[\s.):]*$/.test(leading);
  const title = matches.every(({ kind }) => kind === 'title');
  if (!isLabelBox(text, matches) && (title || !mayStart || !startsWithLabel)) return [];

  return runsOf(matches).map((run, index, runs) => ({
    kind: run.kind,
    mayBeFullName: run.mayBeFullName,
    box: runs.length === 1 ? partOf(textBox, 0, last.end).box : partOf(textBox, run.start, run.end).box,
    quality: run.quality,
    remainder: index === runs.length - 1 ? remainder : null,
    remainderIsValue: separator,
  }));
}

function isLabelBox(text: string, matches: readonly LabelMatch[]): boolean {
  const explained = (start: number, end: number): number => {
    const total = comparableText(text.slice(start, end).replace(/^[\s(]*\d{1,2}[a-d]?[\s.)]+/, '')).text.length;
    const letters = matches
      .filter((match) => match.start >= start && match.end <= end)
      .reduce((sum, match) => sum + match.letters, 0);
    return total === 0 ? 0 : letters / total;
  };
  // PASSPORT OFFICE is an authority.
  const onlyTitles = matches.every(({ kind }) => kind === 'title');
  if (explained(0, text.length) >= (onlyTitles ? labelShare.ofTitle : labelShare.ofBox)) return true;
  if (!/[/|]/.test(text)) return false;
  let start = 0;
  for (const part of text.split(/[/|]/)) {
    if (explained(start, start + part.length) >= labelShare.ofPart) return true;
    start += part.length + 1;
  }
  return false;
}

interface Run {
  readonly kind: LabelKind;
  readonly mayBeFullName: boolean;
  readonly start: number;
  readonly end: number;
  readonly letters: number;
  readonly quality: number;
}

/**
 * Matches of one box joined by kind. Translations of one label stand in one box, and a short word may mean another
 * field in another language (`Name` is the surname in German); two long kinds are two labels that were read as one.
 */
function runsOf(matches: readonly LabelMatch[]): Run[] {
  const letters = new Map<LabelKind, number>();
  for (const match of matches) letters.set(match.kind, (letters.get(match.kind) ?? 0) + match.letters);
  const namesOnly = [...letters.keys()].every((kind) => ['surname', 'givenNames', 'fullName'].includes(kind));
  if (namesOnly && letters.size > 1) {
    const both = letters.has('surname') && letters.has('givenNames');
    return [joined(both ? 'fullName' : letters.has('surname') ? 'surname' : 'givenNames', matches)];
  }
  const [strongest] = [...letters].sort((a, b) => b[1] - a[1])[0]!;
  const runs: { kind: LabelKind; matches: LabelMatch[] }[] = [];
  for (const match of matches) {
    const doubtful = letters.get(match.kind)! < loneKindLetters || (match.kind === 'other' && match.quality < 1);
    const kind = doubtful && letters.size > 1 ? strongest : match.kind;
    const run = runs.at(-1);
    if (run?.kind === kind) run.matches.push(match);
    else runs.push({ kind, matches: [match] });
  }
  return runs.map((run) => joined(run.kind, run.matches));
}

function joined(kind: LabelKind, matches: readonly LabelMatch[]): Run {
  return {
    kind,
    mayBeFullName: matches.every((match) => match.mayBeFullName),
    start: matches[0]!.start,
    end: matches.at(-1)!.end,
    letters: matches.reduce((sum, match) => sum + match.letters, 0),
    quality: Math.max(...matches.map((match) => match.quality)),
  };
}

/** The part of a box that holds the characters start ≤ index < end, all taken as equally wide. */
function partOf({ text, confidence, box }: TextBox, start: number, end: number): TextBox {
  const characterWidth = box.width / Math.max(1, text.length);
  return {
    text: text.slice(start, end),
    confidence,
    box: { ...box, x: box.x + start * characterWidth, width: (end - start) * characterWidth },
  };
}

function mergeStacked(labels: readonly FoundLabel[]): FoundLabel[] {
  const merged: FoundLabel[] = [];
  for (const label of [...labels].sort((a, b) => a.box.y - b.box.y)) {
    const above = merged.findIndex(
      (other) =>
        other.kind === label.kind &&
        other.remainder === null &&
        label.box.y - bottom(other.box) < 0.4 * label.box.height &&
        label.box.y > other.box.y + 0.5 * other.box.height &&
        horizontalOverlap(other.box, label.box) > 0.5,
    );
    if (above < 0) merged.push(label);
    else {
      const other = merged[above]!;
      merged[above] = {
        ...label,
        box: unionOf(other.box, label.box),
        quality: Math.max(other.quality, label.quality),
      };
    }
  }
  return merged;
}
