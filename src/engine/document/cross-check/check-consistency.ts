import type { Discrepancy, DocumentFieldName, DocumentType, FieldSource, FullName } from '#domain/document.js';
import { documentWarnings, type DocumentWarning } from '#domain/document-warnings.js';
import { checkDates } from '#engine/document/cross-check/check-dates.js';
import { checkPersonalNumber } from '#engine/document/cross-check/check-personal-number.js';
import { hasExpired, wholeYears } from '#engine/document/cross-check/expiry.js';
import type { MergedZones } from '#engine/document/cross-check/merge-zones.js';
import { fieldsByZone, sourcesByCoding, type ZoneFields, type Zones } from '#engine/document/cross-check/zones.js';
import type { MrzProblemCode } from '#engine/document/mrz/parse.js';
import { dateFieldNames } from '#engine/document/viz/unlabelled-dates.js';

export interface ConsistencyInput {
  readonly zones: Zones;
  readonly merged: MergedZones;
  readonly type: DocumentType;
  readonly now: Date;
}

/** The parts of an assessment that follow from the joined fields. */
export interface Consistency {
  readonly warnings: DocumentWarning[];
  readonly ageYears: number | null;
  readonly fullName: FullName | null;
}

/** Checks the joined fields against each other, against today and against what each zone says of itself. */
export function checkConsistency({ zones, merged, type, now }: ConsistencyInput): Consistency {
  const byZone = fieldsByZone(zones);
  // A date that was withheld because it contradicts another one is what tells that they are inconsistent.
  const asRead = (name: DocumentFieldName): string | null =>
    merged.fields[name]?.value ?? sourcesByCoding.flatMap((source) => byZone[source][name]?.value ?? [])[0] ?? null;
  const dateAsRead = (name: DocumentFieldName): string | null => {
    const value = merged.withheld[name] === 'check-digit-failed' ? null : asRead(name);
    return value !== null && isoDate.test(value) ? value : null;
  };
  const expiry = merged.fields.dateOfExpiry?.value ?? null;
  const birth = merged.fields.dateOfBirth?.value ?? null;
  const found = new Set<DocumentWarning>([
    // A date that does not hold expires nothing.
    ...([expiry, zones.mrz?.latestExpiry ?? null].some((date) => date !== null && hasExpired(date, now.getTime()))
      ? (['expired'] as const)
      : []),
    ...checkDates(
      {
        dateOfBirth: dateAsRead('dateOfBirth'),
        dateOfIssue: dateAsRead('dateOfIssue'),
        dateOfExpiry: dateAsRead('dateOfExpiry'),
      },
      type,
      now,
    ),
    ...mrzWarnings(zones),
    ...merged.discrepancies.filter((discrepancy) => !isExplained(discrepancy, byZone)).map(warningOf),
    ...checkPersonalNumber({
      issuingState: asRead('issuingState'),
      personalNumber: asRead('personalNumber'),
      dateOfBirth: birth,
      sex: merged.fields.sex?.value ?? null,
    }),
  ]);
  const age = birth === null ? null : wholeYears(birth, now.toISOString().slice(0, 10));
  return {
    // In the order of the registry, whatever found them.
    warnings: (Object.keys(documentWarnings) as DocumentWarning[]).filter((warning) => found.has(warning)), // Object.keys loses the key type
    ageYears: age === null || age < 0 ? null : age,
    fullName: fullNameOf(merged, zones),
  };
}

const isoDate = /^\d{4}-\d\d-\d\d$/;

/** What the parser found wrong with an MRZ, as far as it speaks against it. */
const warningOfProblem: Partial<Record<MrzProblemCode, DocumentWarning>> = {
  'check-digit-failed': 'mrz-check-digit-failed',
  'characters-not-allowed': 'mrz-value-impossible',
  'document-code-unknown': 'mrz-value-impossible',
  'state-code-unknown': 'mrz-value-impossible',
  'date-impossible': 'mrz-value-impossible',
  'value-impossible': 'mrz-value-impossible',
  'names-malformed': 'mrz-value-impossible',
  'names-truncated': 'names-truncated',
  'date-of-expiry-before-birth': 'dates-inconsistent',
};

function mrzWarnings({ mrz, mrzTrusted }: Zones): DocumentWarning[] {
  if (mrz === null) return [];
  const warnings = mrz.problems.flatMap(({ code, subject }): DocumentWarning[] => {
    if (code === 'date-incomplete') {
      return [subject === 'dateOfBirth' ? 'date-of-birth-incomplete' : 'date-of-expiry-incomplete'];
    }
    return [warningOfProblem[code] ?? []].flat();
  });
  return mrz.checkDigitsHold && !mrzTrusted ? [...warnings, 'mrz-reading-unsure'] : warnings;
}

const mismatches: Readonly<Record<string, DocumentWarning>> = {
  'mrz visual-zone': 'mrz-visual-zone-mismatch',
  'mrz barcode': 'mrz-barcode-mismatch',
  'barcode visual-zone': 'barcode-visual-zone-mismatch',
};

/**
 * A value that fails a check of its own was misread or is told with a warning of its own. A printed date has none: it
 * fails beside another printed one, and what a zone puts in its place would pass over that.
 */
const isExplained = ({ field, values }: Discrepancy, byZone: ZoneFields): boolean =>
  values.some(
    ({ source }) => byZone[source][field]?.valid === false && !(source === 'visual-zone' && dateNames.has(field)),
  );
const dateNames: ReadonlySet<DocumentFieldName> = new Set(dateFieldNames);

function warningOf({ kind, values }: Discrepancy): DocumentWarning {
  if (kind === 'lookalike' || kind === 'incomplete') return 'zones-agree-only-nearly';
  const sources: FieldSource[] = sourcesByCoding.filter((source) => values.some((value) => value.source === source));
  return mismatches[sources.join(' ')]!; // two different zones in their order
}

function fullNameOf({ fields: { givenNames, surname } }: MergedZones, { printedFullName }: Zones): FullName | null {
  if (givenNames === undefined && surname === undefined) {
    return printedFullName === null ? null : { value: printedFullName, composed: false };
  }
  return { value: [givenNames, surname].flatMap((field) => field?.value ?? []).join(' '), composed: true };
}
