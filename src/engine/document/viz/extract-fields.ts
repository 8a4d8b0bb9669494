import type { DocumentField, DocumentFieldName, DocumentFields } from '#domain/document.js';
import type { Box } from '#domain/geometry.js';
import { personalNumberHolds } from '#engine/document/tables/personal-numbers.js';
import { stateName } from '#engine/document/tables/states.js';
import { documentTemplates } from '#engine/document/templates/document-templates.js';
import { placeValues } from '#engine/document/templates/place-values.js';
import { settleNumber } from '#engine/document/templates/settle-number.js';
import { templatesFor } from '#engine/document/templates/templates-for.js';
import { americanAddress } from '#engine/document/viz/american-address.js';
import { assignValues, type Assignment } from '#engine/document/viz/assign-values.js';
import { findCodedLabels, labelCodesOf, placeAfterDate, placeBesideDate } from '#engine/document/viz/coded-labels.js';
import { confirmKnown } from '#engine/document/viz/confirm-known.js';
import { continuationLines } from '#engine/document/viz/continuation-lines.js';
import { dateOrderOf } from '#engine/document/viz/dates.js';
import { findLabels, type FoundLabel } from '#engine/document/viz/find-labels.js';
import { stateOfHeading } from '#engine/document/viz/issuing-state.js';
import { isLatin, otherScriptLine } from '#engine/document/viz/local-names.js';
import { lookAlikeNames } from '#engine/document/viz/look-alike-names.js';
import { patternedNumber } from '#engine/document/viz/patterned-numbers.js';
import { spelledAsIn } from '#engine/document/text/state-spelling.js';
import type { ValueContext } from '#engine/document/viz/read-value.js';
import { isMachineReadable, type TextBox } from '#engine/document/viz/text-box.js';
import { unlabelledHeight } from '#engine/document/viz/unlabelled-height.js';
import { unlabelledAuthority } from '#engine/document/viz/unlabelled-authority.js';
import { assignUnlabelledDates, dateFieldNames, type DateFieldName } from '#engine/document/viz/unlabelled-dates.js';

export interface VisualZoneInput {
  readonly boxes: readonly TextBox[];
  /** Of the upright document, in the boxes' pixels. */
  readonly documentHeight: number;
  readonly now: Date;
  /**
   * What the MRZ says, if there is one. It helps to find what is printed where labels cannot be read, and never changes
   * what the visual zone is read to say: a printed value that differs stays different.
   */
  readonly known?: DocumentFields;
}

/** Where a field of the visual zone was read. */
export interface VisualZoneEvidence {
  /** As printed, before it was normalised. */
  readonly text: string;
  readonly box: Box;
}

export interface VisualZoneReading {
  /**
   * `valid` is null, or false where a date contradicts another date or today; for a personal number, whether the check
   * of the issuing state holds.
   */
  readonly fields: DocumentFields;
  readonly evidence: Readonly<Partial<Record<DocumentFieldName, VisualZoneEvidence>>>;
  /** Surname and given names in one text that nothing parts; the fields then lack both. */
  readonly fullName: VisualZoneEvidence | null;
}

/** What a value without a label of its own keeps of the recogniser's confidence. */
const unlabelledShare = {
  date: 0.7,
  heading: 0.9,
  address: 0.9,
  authority: 0.8,
  known: 0.95,
  place: 0.8,
  height: 0.8,
} as const;

/** Reads the fields that stand printed on a document from its texts and their places. */
export function extractFields({ boxes, documentHeight, now, known = {} }: VisualZoneInput): VisualZoneReading {
  const shapes = lookAlikeNames(boxes.filter(({ text }) => !isMachineReadable(text)));
  const codes = labelCodesOf(shapes);
  const heading = stateOfHeading(shapes, documentHeight, codes);
  const state = heading?.state ?? known.issuingState?.value ?? null;
  const printed = shapes.map((box) => ({ ...box, text: spelledAsIn(state, box.text) }));
  const coded = codes === null ? { labels: [], others: printed } : findCodedLabels(printed, codes);
  const worded = findLabels(coded.others);
  const context: ValueContext = {
    now,
    dateOrder: dateOrderOf(
      printed.map(({ text }) => text),
      state,
    ),
    imperialUnits: codes === 'aamva',
  };
  const labels = [...coded.labels, ...worded.labels];
  const assignments = assignValues({ labels: settleNameLabels(labels), others: worded.others }, context, known);

  const fields: Partial<Record<DocumentFieldName, DocumentField>> = {};
  const evidence: Partial<Record<DocumentFieldName, VisualZoneEvidence>> = {};
  const set = (name: DocumentFieldName, value: string, from: TextBox, share: number): void => {
    if (fields[name] !== undefined) return;
    fields[name] = { value, valid: null, source: 'visual-zone', confidence: from.confidence * share };
    evidence[name] = { text: from.text, box: from.box };
  };

  const used = new Set(assignments.flatMap(({ value }) => value.parts));
  let fullName: VisualZoneEvidence | null = null;
  const values = assignments.map((assignment) => withContinuation(assignment, worded.others, used));
  // What a label announces comes before what other labels' values tell besides (a place of birth its country).
  for (const announced of [true, false]) {
    assignments.forEach(({ label, value: firstLine, reading, certainty }, index) => {
      for (const [name, read] of Object.entries(reading.values) as [DocumentFieldName, string][]) {
        const value = values[index]!;
        if ((name === label.kind) === announced) set(name, value === firstLine ? read : value.text, value, certainty);
      }
    });
  }
  assignments.forEach(({ label, reading, certainty }, index) => {
    const value = values[index]!;
    if (reading.fullName !== undefined) fullName = { text: reading.fullName, box: value.box };
    if (codes === 'european-union' && label.kind === 'dateOfBirth') {
      const place = placeAfterDate(value.text, now);
      const beside = placeBesideDate(
        value.box,
        worded.others.filter((text) => !used.has(text)),
      );
      if (place !== null) set('placeOfBirth', place, value, certainty);
      else if (beside !== null && fields.placeOfBirth === undefined) {
        used.add(beside);
        set('placeOfBirth', beside.text.trim(), beside, certainty);
      }
    }
  });
  assignments.forEach(({ label, certainty }, index) => {
    if (label.kind !== 'surname' && label.kind !== 'givenNames') return;
    const unused = worded.others.filter((text) => !used.has(text));
    const line = otherScriptLine(values[index]!, unused);
    if (line === null) return;
    used.add(line);
    set(isLatin(line.text) ? label.kind : `${label.kind}Local`, line.text.trim(), line, certainty);
  });
  const byLabel = Object.fromEntries(assignments.map(({ label, value }) => [label.kind, value]));
  for (const template of templatesFor(documentTemplates, { codes, issuingState: state, texts: printed })) {
    const free = worded.others.filter((text) => !used.has(text));
    for (const { field, value, reading } of placeValues(template, { labelled: byLabel, others: free, context })) {
      used.add(value);
      for (const [name, read] of Object.entries(reading.values) as [DocumentFieldName, string][]) {
        if (name === field || fields[name] === undefined) set(name, read, value, unlabelledShare.place);
      }
    }
  }
  const patterned = patternedNumber(printed, state);
  if (patterned !== null) set('documentNumber', patterned.number, patterned.text, 1);
  // A place of birth that is named like a state, high up on the back of a card, is no heading.
  if (heading !== null && ![...used].some(({ box }) => box === heading.heading.box)) {
    set('issuingState', heading.state, heading.heading, unlabelledShare.heading);
    set('issuingStateName', stateName(heading.state), heading.heading, unlabelledShare.heading);
  }

  const left = worded.others.filter((text) => !used.has(text));
  for (const { name, value, text } of confirmKnown(known, left, context)) set(name, value, text, unlabelledShare.known);
  const dates: Partial<Record<DateFieldName, string>> = {};
  for (const name of dateFieldNames) {
    const field = fields[name] ?? (known[name]?.valid === true ? known[name] : undefined);
    if (field !== undefined) dates[name] = field.value;
  }
  const vouched = known.dateOfBirth?.valid === true && known.dateOfExpiry?.valid === true;
  for (const { name, iso, text } of assignUnlabelledDates(dates, left, { ...context, vouched })) {
    set(name, iso, text, unlabelledShare.date);
  }
  const height = fields.heightCentimetres === undefined ? unlabelledHeight(left) : null;
  if (height !== null) set('heightCentimetres', String(height.centimetres), height.value, unlabelledShare.height);
  const office = codes === 'aamva' || fields.authority !== undefined ? null : unlabelledAuthority(left);
  if (office !== null) set('authority', office.text.trim(), office, unlabelledShare.authority);
  const address = codes === 'aamva' ? americanAddress(left) : null;
  if (address !== null) {
    const text = address.lines.map((line) => line.text.trim().replace(/,$/, '')).join(', ');
    const confidence = Math.min(...address.lines.map((line) => line.confidence));
    set('address', text, { ...address.lines[0]!, text, confidence }, unlabelledShare.address);
  }
  const { documentNumber } = fields;
  if (documentNumber !== undefined) {
    fields.documentNumber = { ...documentNumber, value: settleNumber(documentNumber.value, state, documentTemplates) };
  }
  markContradictions(fields, now);
  const { personalNumber } = fields;
  if (personalNumber !== undefined) {
    const state = (known.issuingState ?? fields.issuingState)?.value ?? null;
    fields.personalNumber = { ...personalNumber, valid: personalNumberHolds(state, personalNumber.value) };
  }
  return { fields, evidence, fullName };
}

/**
 * `Name` is the surname where the given names have a label of their own, and `Nome` or `Nombre` the whole name where the
 * surname has none.
 */
function settleNameLabels(labels: readonly FoundLabel[]): FoundLabel[] {
  const kinds = new Set(labels.map(({ kind }) => kind));
  return labels.map((label) => {
    if (label.kind === 'fullName' && kinds.has('givenNames') && !kinds.has('surname')) {
      return { ...label, kind: 'surname' };
    }
    return label.mayBeFullName && !kinds.has('surname') ? { ...label, kind: 'fullName' } : label;
  });
}

function withContinuation({ label, value }: Assignment, others: readonly TextBox[], used: Set<TextBox>) {
  if (label.kind !== 'address' && label.kind !== 'surname' && label.kind !== 'givenNames') return value;
  const lines = continuationLines(
    label.kind,
    value,
    others.filter((text) => !used.has(text)),
  );
  if (lines.length === 0) return value;
  for (const line of lines) used.add(line);
  const separator = label.kind === 'address' ? ', ' : ' ';
  return {
    ...value,
    text: [value, ...lines].map(({ text }) => text.trim().replace(/,$/, '')).join(separator),
    confidence: Math.min(value.confidence, ...lines.map(({ confidence }) => confidence)),
  };
}

/** A birth or an issue after today, an expiry before the issue, an issue before the birth: what cannot be is not valid. */
function markContradictions(fields: Partial<Record<DocumentFieldName, DocumentField>>, now: Date): void {
  const today = now.toISOString().slice(0, 10);
  const { dateOfBirth: birth, dateOfIssue: issue, dateOfExpiry: expiry } = fields;
  const wrong = new Set<DateFieldName>();
  if (birth !== undefined && birth.value > today) wrong.add('dateOfBirth');
  if (issue !== undefined && issue.value > today) wrong.add('dateOfIssue');
  const inverted = (first: DocumentField | undefined, second: DocumentField | undefined): boolean =>
    first !== undefined && second !== undefined && first.value >= second.value;
  if (inverted(issue, expiry)) wrong.add('dateOfIssue').add('dateOfExpiry');
  if (birth !== undefined && issue !== undefined && birth.value > issue.value)
    wrong.add('dateOfBirth').add('dateOfIssue');
  if (inverted(birth, expiry)) wrong.add('dateOfBirth').add('dateOfExpiry');
  for (const name of wrong) fields[name] = { ...fields[name]!, valid: false };
}
