import type { DocumentField, DocumentFieldName, DocumentFields } from '#domain/document.js';
import type { Box } from '#domain/geometry.js';
import { extractFields, type VisualZoneInput, type VisualZoneReading } from '#engine/document/viz/extract-fields.js';
import { findLabels } from '#engine/document/viz/find-labels.js';
import { isLatin } from '#engine/document/viz/local-names.js';
import { localStateName } from '#engine/document/viz/local-state-name.js';
import { isName } from '#engine/document/viz/read-value.js';
import { bottom, onOneLine, right, type TextBox } from '#engine/document/viz/text-box.js';

export interface LocalFieldsInput extends VisualZoneInput {
  /** Lines in a local script; `boxes` are all others. */
  readonly localBoxes: readonly TextBox[];
  /** What `boxes` alone say. */
  readonly general: VisualZoneReading;
  /** ICAO 9303-3 §5; null where nothing tells it. */
  readonly state: string | null;
}

/** What a name that stands beside its Latin spelling, without a label of its own, keeps of the recogniser's confidence. */
const unlabelledShare = 0.9;

/**
 * The fields that a document prints in a local script, or under labels in it, as far as the general reading lacks them:
 * names by their labels or by the Latin spelling that they stand beside, the state by its name.
 */
export function localFields(input: LocalFieldsInput): DocumentFields {
  const { boxes, localBoxes, general, state } = input;
  const fields: Partial<Record<DocumentFieldName, DocumentField>> = {};
  if (localBoxes.length > 0) {
    const labelled = extractFields({ ...input, boxes: inReadingDirection(boxesOfLocalPart(input), localBoxes) }).fields;
    for (const [name, field] of Object.entries(labelled) as [DocumentFieldName, DocumentField][]) {
      if (general.fields[name] === undefined) fields[name] = field;
    }
  }
  const free = findLabels(localBoxes).others.filter(
    ({ text }) => isName(text) && !isLatin(text) && !Object.values(fields).some(({ value }) => value === text),
  );
  for (const name of ['surname', 'givenNames'] as const) {
    const local = `${name}Local` as const;
    const latin = general.evidence[name];
    if (latin === undefined || fields[local] !== undefined || general.fields[local] !== undefined) continue;
    const partners = free.filter(({ box }) => standsBeside(box, latin.box));
    if (partners.length !== 1) continue;
    const [{ text, confidence }] = partners as [TextBox]; // the length was just checked
    fields[local] = { value: text, valid: null, source: 'visual-zone', confidence: confidence * unlabelledShare };
  }
  const named =
    state === null ? null : localStateName(state, [...localBoxes, ...boxes.filter(({ text }) => !isLatin(text))]);
  if (named !== null) {
    fields.issuingStateNameLocal = {
      value: named.name,
      valid: null,
      source: 'visual-zone',
      confidence: named.text.confidence * unlabelledShare,
    };
  }
  return fields;
}

/** The local lines, and what belongs to no script and was not used: numbers and dates in digits. */
function boxesOfLocalPart({ boxes, localBoxes, general }: LocalFieldsInput): TextBox[] {
  const used = new Set<Box>(Object.values(general.evidence).map(({ box }) => box));
  return [...localBoxes, ...boxes.filter(({ text, box }) => !/\p{L}{2}/u.test(text) && !used.has(box))];
}

/** Where the script runs from right to left, labels stand to the right of their values: the page is looked at mirrored. */
function inReadingDirection(boxes: readonly TextBox[], localBoxes: readonly TextBox[]): TextBox[] {
  if (!localBoxes.some(({ text }) => /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thaana}]/u.test(text)))
    return [...boxes];
  const edge = Math.max(...boxes.map(({ box }) => right(box)));
  return boxes.map((each) => ({ ...each, box: { ...each.box, x: edge - right(each.box) } }));
}

/** On the same line, however far apart, or on the line above or below with one edge in common. */
function standsBeside(local: Box, latin: Box): boolean {
  if (onOneLine(local, latin)) return true;
  const height = Math.max(local.height, latin.height);
  const gap = Math.max(local.y - bottom(latin), latin.y - bottom(local));
  const aligned = Math.min(Math.abs(local.x - latin.x), Math.abs(right(local) - right(latin))) < 0.6 * height;
  return aligned && gap > -0.5 * height && gap < 0.6 * height;
}
