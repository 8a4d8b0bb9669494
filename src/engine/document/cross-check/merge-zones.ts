import type {
  AssessedField,
  AssessedFields,
  Discrepancy,
  DocumentFieldName,
  DocumentFields,
  FieldSource,
} from '#domain/document.js';
import { documentFieldNames } from '#domain/document.js';
import { sameWords } from '#engine/document/cross-check/compare-names.js';
import { compareIncompleteDate } from '#engine/document/cross-check/incomplete-dates.js';
import { mergeField } from '#engine/document/cross-check/merge-field.js';
import { fieldsByZone, sourcesByCoding, type ZoneFields, type Zones } from '#engine/document/cross-check/zones.js';

/** Why a field that was read has no value in the result. */
export const withheldReasons = {
  'check-digit-failed':
    'The check digit of the machine-readable zone does not hold, and nothing else vouches for the value.',
  'value-impossible':
    'What was read cannot be a value of the field: no such state, no such date, or it contradicts another date.',
  'date-incomplete': 'The document gives no complete date.',
  'language-not-installed':
    'Documents of the state print this in a script that is read by an optional package, which is not installed.',
} as const;
export type WithheldReason = keyof typeof withheldReasons;

export interface MergedZones {
  readonly fields: AssessedFields;
  readonly withheld: Readonly<Partial<Record<DocumentFieldName, WithheldReason>>>;
  readonly discrepancies: Discrepancy[];
}

/**
 * Joins what up to three zones say, field by field. Agreement of two zones vouches for a value (`valid: true`,
 * `confirmedBy`); a value that only one zone gives stays as it is; one that cannot be right is withheld; every
 * disagreement is told. No value is made that no zone gives.
 */
export function mergeZones(zones: Zones): MergedZones {
  const byZone = fieldsByZone(zones);
  const fields: Partial<Record<DocumentFieldName, AssessedField>> = {};
  const withheld: Partial<Record<DocumentFieldName, WithheldReason>> = {};
  const discrepancies: Discrepancy[] = [];
  const hasProblem = (code: string, name: DocumentFieldName): boolean =>
    zones.mrz?.problems.some((problem) => problem.code === code && problem.subject === name) ?? false;

  for (const name of documentFieldNames) {
    const merged = mergeField(name, byZone, zones);
    discrepancies.push(...merged.discrepancies);
    const incomplete = hasProblem('date-incomplete', name);
    if (incomplete) discrepancies.push(...compareIncompleteDate(name, zones, byZone));
    if (merged.field === null) {
      if (incomplete) withheld[name] = 'date-incomplete';
    } else if (merged.field.valid !== false) {
      fields[name] = merged.field;
    } else {
      const failed = merged.field.source === 'mrz' && hasProblem('check-digit-failed', name);
      withheld[name] = failed ? 'check-digit-failed' : 'value-impossible';
    }
  }
  confirmByFullName(fields, zones);
  return { fields, withheld, discrepancies: withDividedNames(discrepancies, byZone) };
}

/** A full name in print vouches for the names of another zone that are its words. */
function confirmByFullName(
  fields: Partial<Record<DocumentFieldName, AssessedField>>,
  { printedFullName, visualZone }: Zones,
): void {
  if (printedFullName === null || visualZone.surname !== undefined || visualZone.givenNames !== undefined) return;
  const whole = [fields.givenNames, fields.surname].flatMap((field) => field?.value ?? []).join(' ');
  if (whole === '' || !sameWords(whole, printedFullName)) return;
  for (const name of ['surname', 'givenNames'] as const) {
    const field = fields[name];
    if (field === undefined) continue;
    fields[name] = { ...field, valid: true, confirmedBy: [...field.confirmedBy, 'visual-zone'] };
  }
}

/** Differences of surname and given names that are only a matter of where the whole name is divided. */
function withDividedNames(discrepancies: readonly Discrepancy[], byZone: ZoneFields): Discrepancy[] {
  return discrepancies.map((discrepancy) => {
    if (discrepancy.field !== 'surname' && discrepancy.field !== 'givenNames') return discrepancy;
    if (discrepancy.kind === 'lookalike' || discrepancy.kind === 'reordered') return discrepancy;
    const [a, b] = sourcesByCoding
      .filter((source) => discrepancy.values.some((value) => value.source === source))
      .map((source) => wholeName(source, byZone));
    return sameWords(a!, b!) ? { ...discrepancy, kind: 'divided' } : discrepancy;
  });
}

const wholeName = (source: FieldSource, byZone: ZoneFields): string => {
  const { givenNames, surname }: DocumentFields = byZone[source];
  return [givenNames, surname].flatMap((field) => field?.value ?? []).join(' ');
};
