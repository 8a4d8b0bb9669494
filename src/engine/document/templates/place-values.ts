import { median } from '#engine/document/median.js';
import type { DocumentFieldName } from '#domain/document.js';
import type { DocumentTemplate } from '#engine/document/templates/template-schema.js';
import { isName, readValue, type ValueContext, type ValueReading } from '#engine/document/viz/read-value.js';
import { bottom, centreY, type TextBox } from '#engine/document/viz/text-box.js';

/** A value with a field by its place among others. */
export interface PlacedValue {
  readonly field: DocumentFieldName;
  readonly value: TextBox;
  readonly reading: ValueReading;
}

/** What is known of a document's values before their places are looked at. */
export interface PlacingInput {
  /** The values that labels gave to fields. */
  readonly labelled: Readonly<Partial<Record<DocumentFieldName, TextBox>>>;
  /** Texts that are neither labels nor values yet. */
  readonly others: readonly TextBox[];
  readonly context: ValueContext;
}

/** Left edges of one column differ by no more than this, in text heights. */
const sameEdge = 1;
/** Texts of one size: the lower is at least this share of the higher. */
const sameSize = 0.7;
/** A line that belongs to the ones next to it lies no further away than this, in text heights. */
const nextLine = 1.9;

/** The values that a template's column or block places; fields that labels gave are never among them. */
export function placeValues(template: DocumentTemplate, input: PlacingInput): PlacedValue[] {
  return [
    ...placedInColumn(template.column ?? [], input),
    ...placedInRows(template.rows ?? [], input),
    ...placedInBlock(template.block ?? [], input),
  ];
}

/** A field that stands alone between two rows that labels gave, or on the row right below one. */
function placedInRows(rows: readonly DocumentFieldName[], { labelled, others, context }: PlacingInput): PlacedValue[] {
  return rows.flatMap((field, index) => {
    const before = labelled[rows[index - 1] ?? field];
    const after = labelled[rows[index + 1] ?? field];
    if (labelled[field] !== undefined || before === undefined) return [];
    const { height } = before.box;
    const from = centreY(before.box) + 0.5 * height;
    const to = after === undefined ? centreY(before.box) + nextLine * height : centreY(after.box) - 0.5 * height;
    const fitting = others.flatMap((value) => {
      if (centreY(value.box) < from || centreY(value.box) > to || !isOfSize(value.box.height, height)) return [];
      const reading = readValue(field, value.text, context);
      return reading === null ? [] : [{ field, value, reading }];
    });
    return fitting.length === 1 ? fitting : [];
  });
}

/**
 * Between two values of the column that labels gave, or right beyond the outermost, stand the fields of the template
 * between them: given where just as many texts of their forms stand there as fields are missing.
 */
function placedInColumn(
  column: readonly DocumentFieldName[],
  { labelled, others, context }: PlacingInput,
): PlacedValue[] {
  const anchors = column
    .flatMap((field, index) => (labelled[field] === undefined ? [] : [{ index, box: labelled[field].box }]))
    .sort((a, b) => a.box.y - b.box.y);
  const edge = median(anchors.map(({ box }) => box.x));
  const height = median(anchors.map(({ box }) => box.height));
  const ordered = anchors.filter(({ box }) => Math.abs(box.x - edge) < sameEdge * height);
  // Two values tell where the column stands, unless they stand in another order than the template's.
  if (ordered.length < 2 || ordered.some(({ index }, at) => at > 0 && index < ordered[at - 1]!.index)) return [];
  const pitch = Math.max(nextLine * height, 1.5 * leastPitch(ordered.map(({ box }) => centreY(box))));
  const inColumn = others
    .filter(({ box }) => Math.abs(box.x - edge) < sameEdge * height && isOfSize(box.height, height))
    .sort((a, b) => a.box.y - b.box.y);
  const placed: PlacedValue[] = [];
  for (let at = 0; at <= ordered.length; at++) {
    const before = ordered[at - 1];
    const after = ordered[at];
    const missing = column.slice((before?.index ?? -1) + 1, after?.index ?? column.length);
    const from = before === undefined ? centreY(after!.box) - missing.length * pitch : centreY(before.box);
    const to = after === undefined ? centreY(before!.box) + missing.length * pitch : centreY(after.box);
    const texts = inColumn.filter(({ box }) => centreY(box) > from + 0.5 * height && centreY(box) < to - 0.5 * height);
    placed.push(...matched(missing, texts, context));
  }
  return placed;
}

/** The texts with the fields in order, each of its form; none where several ways are possible. */
function matched(
  fields: readonly DocumentFieldName[],
  texts: readonly TextBox[],
  context: ValueContext,
): PlacedValue[] {
  const ways: PlacedValue[][] = [];
  const extend = (way: PlacedValue[], field: number, text: number): void => {
    if (text === texts.length) {
      if (way.length > 0) ways.push(way);
      return;
    }
    for (let next = field; next < fields.length; next++) {
      const reading = readValue(fields[next]!, texts[text]!.text, context);
      if (reading !== null)
        extend([...way, { field: fields[next]!, value: texts[text]!, reading }], next + 1, text + 1);
    }
  };
  extend([], 0, 0);
  return ways.length === 1 ? ways[0]! : [];
}

/** Lines right below each other from one left edge: names, with the address below as the first line with a number in it. */
function placedInBlock(
  block: readonly DocumentFieldName[],
  { labelled, others, context }: PlacingInput,
): PlacedValue[] {
  const known = block.flatMap((field) => labelled[field] ?? []);
  if (known.length === block.length) return [];
  const texts = [...others, ...known];
  for (const last of texts) {
    const lines = [last];
    while (lines.length < block.length) {
      const above = texts.find((other) => isRightAbove(other, lines[0]!));
      if (above === undefined) break;
      lines.unshift(above);
    }
    if (lines.length < block.length) continue;
    const placed = block.flatMap((field, index) => {
      const value = lines[index]!;
      const reading = readValue(field, value.text, context);
      const fits = field === 'address' ? /\d/.test(value.text) && !isName(value.text) : true;
      const agrees = labelled[field] === undefined ? !known.includes(value) : labelled[field] === value;
      return reading !== null && fits && agrees ? [{ field, value, reading }] : [];
    });
    if (placed.length === block.length) return placed.filter(({ field }) => labelled[field] === undefined);
  }
  return [];
}

function isRightAbove({ box }: TextBox, below: TextBox): boolean {
  const height = Math.min(box.height, below.box.height);
  const gap = below.box.y - bottom(box);
  return (
    Math.abs(box.x - below.box.x) < 0.5 * sameEdge * height &&
    isOfSize(box.height, below.box.height) &&
    gap > -0.5 * height &&
    gap < 0.8 * height &&
    centreY(below.box) - centreY(box) > 0.5 * height
  );
}

const isOfSize = (a: number, b: number): boolean => Math.min(a, b) > sameSize * Math.max(a, b);

const leastPitch = (centres: readonly number[]): number =>
  centres.slice(1).reduce((least, centre, index) => Math.min(least, centre - centres[index]!), Infinity);
