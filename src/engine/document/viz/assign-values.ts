import type { DocumentFields } from '#domain/document.js';
import type { LabelKind } from '#engine/document/tables/label-kinds.js';
import { candidatesOf, distanceFromLabel, wordGap, type Candidate } from '#engine/document/viz/candidates.js';
import type { FoundLabel, PartedTexts } from '#engine/document/viz/find-labels.js';
import { readValue, type ValueContext, type ValueReading } from '#engine/document/viz/read-value.js';
import { bottom, type TextBox } from '#engine/document/viz/text-box.js';

/** A label with the text that is its value. */
export interface Assignment {
  readonly label: FoundLabel;
  readonly value: Candidate;
  readonly reading: ValueReading;
  /** How well label, place and form of the text agree, 0–1. */
  readonly certainty: number;
}

/** What one text height of distance, a badly read label and an unsure form cost, in the same unit. */
const costs = {
  distance: 1,
  labelQuality: 1,
  fit: 1,
  smallText: 0.6,
  translation: 0.6,
  otherLabel: 0.3,
  part: 0.05,
} as const;
/** Dearer pairs of label and text are no pairs. */
const dearest = 2;
/** How well a label's words must have been recognised to contradict what another zone vouches for. */
const legibleLabel = 0.7;
/** Texts read less surely than this are no names or places; background and signatures are read as such. */
const leastConfidence = 0.75;

/**
 * Gives each label the text that fits it best by place and form; each field and each text is used once. The cheapest
 * pairs are made first, so that a certain pair never gives way to a doubtful one.
 * @param known what check digits vouch for: a label that was hardly legible announces no other date where that one stands
 * printed too
 */
export function assignValues(
  { labels, others }: PartedTexts,
  context: ValueContext,
  known: DocumentFields = {},
): Assignment[] {
  const candidates = candidatesOf(others);
  const isMistaken = mistakenDates(labels, candidates, context, known);
  const valueHeight = heightOfValues(others, context);
  const pairs: (Assignment & { readonly cost: number })[] = [];
  for (const label of labels) {
    if (label.kind === 'title') continue;
    if (label.remainder !== null) {
      const value: Candidate = { ...label.remainder, parts: [label.remainder], widestGap: 0 };
      const reading = readValue(label.kind, value.text, context);
      if (reading !== null && remainderIsValue(label, reading)) {
        pairs.push(pairOf(label, value, reading, (1 - reading.fit) * costs.fit));
        continue;
      }
    }
    for (const value of candidates) {
      const distance = distanceFromLabel(label, value, { labels, others });
      if (distance === null || value.parts.slice(1).some((part) => startsUnderAnother(label, part, labels))) continue;
      const reading = readValue(label.kind, value.text, context);
      if (reading === null || isMistaken(label, reading)) continue;
      if (reading.fit < 1 && (value.confidence < leastConfidence || value.widestGap > wordGap)) continue;
      let cost = costs.distance * distance + costs.labelQuality * (1 - label.quality) + costs.fit * (1 - reading.fit);
      if (label.kind === 'other') cost += costs.otherLabel;
      if (reading.fit < 1) {
        if (valueHeight !== null && value.box.height < 0.8 * valueHeight) cost += costs.smallText;
        if (/\p{Ll}.*[/|]|[/|].*\p{Ll}/u.test(value.text)) cost += costs.translation;
      }
      // Split names are rather the whole than their first part; a date that one part holds needs no other.
      cost += (reading.fit < 1 ? -costs.part : costs.part) * (value.parts.length - 1);
      if (cost <= dearest) pairs.push(pairOf(label, value, reading, cost));
    }
  }
  return cheapestFirst(pairs);
}

/** Whether a label that was hardly legible would take a date that is not the known one, which stands printed elsewhere. */
function mistakenDates(
  labels: readonly FoundLabel[],
  candidates: readonly Candidate[],
  context: ValueContext,
  known: DocumentFields,
): (label: FoundLabel, reading: ValueReading) => boolean {
  const printed = (['dateOfBirth', 'dateOfExpiry'] as const).filter((name) => {
    if (!labels.some(({ kind, quality }) => kind === name && quality < legibleLabel)) return false;
    const field = known[name];
    const says = ({ text }: Candidate): boolean => readValue(name, text, context)?.values[name] === field?.value;
    return field?.valid === true && candidates.some(says);
  });
  return ({ kind, quality }, { values }) =>
    quality < legibleLabel && printed.some((name) => kind === name && values[name] !== known[name]!.value);
}

const pairOf = (label: FoundLabel, value: Candidate, reading: ValueReading, cost: number) => ({
  label,
  value,
  reading,
  cost,
  certainty: Math.max(0, 1 - Math.max(0, cost) / (2 * dearest)),
});

function cheapestFirst(pairs: readonly (Assignment & { readonly cost: number })[]): Assignment[] {
  const usedLabels = new Set<FoundLabel>();
  const usedKinds = new Set<LabelKind>();
  const usedTexts = new Set<TextBox>();
  const assignments: Assignment[] = [];
  for (const { cost: _cost, ...pair } of [...pairs].sort((a, b) => a.cost - b.cost)) {
    const { label, value } = pair;
    if (usedLabels.has(label) || (label.kind !== 'other' && usedKinds.has(label.kind))) continue;
    if (value.parts.some((part) => usedTexts.has(part))) continue;
    usedLabels.add(label);
    usedKinds.add(label.kind);
    for (const part of value.parts) usedTexts.add(part);
    assignments.push(pair);
  }
  return assignments;
}

/** Whether a text begins right where another label's value does: neighbours in two columns are no one value. */
function startsUnderAnother(label: FoundLabel, { box }: TextBox, labels: readonly FoundLabel[]): boolean {
  return labels.some((other) => {
    const gap = (box.y - bottom(other.box)) / box.height;
    return other !== label && Math.abs(other.box.x - box.x) < box.height && gap > -0.6 && gap < 1;
  });
}

/**
 * What follows a label in its box is the value when its form allows nothing else or a colon stands between; otherwise
 * it may be the label once more in a language that the tables lack. Coded labels (`1.`, `LN`) stand for themselves.
 */
function remainderIsValue(label: FoundLabel, reading: ValueReading): boolean {
  return reading.fit >= 0.8 || label.remainderIsValue;
}

/** The height of the texts that can be nothing but values, the median of the dates; null without any. */
function heightOfValues(others: readonly TextBox[], context: ValueContext): number | null {
  const heights = others
    .filter(({ text }) => readValue('dateOfExpiry', text, context) !== null)
    .map(({ box }) => box.height)
    .sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? null;
}
