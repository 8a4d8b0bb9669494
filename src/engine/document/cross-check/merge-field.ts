import type { AssessedField, Discrepancy, DocumentField, DocumentFieldName } from '#domain/document.js';
import { agrees, asDiscrepancy, type Agreement } from '#engine/document/cross-check/agreement.js';
import { compareValues } from '#engine/document/cross-check/compare-values.js';
import { isTrustworthySpelling } from '#engine/document/cross-check/printed-spelling.js';
import { isTruncated, sourcesByCoding, type ZoneFields, type Zones } from '#engine/document/cross-check/zones.js';
import { personalNumberHolds } from '#engine/document/tables/personal-numbers.js';

export interface MergedField {
  /** Null when no zone gives the field; `valid` is false when none gives a value that can be right. */
  readonly field: AssessedField | null;
  /** One for every two zones that contradict each other. */
  readonly discrepancies: readonly Discrepancy[];
}

/** Joins what the zones say of one field. The value is always one that a zone gives. */
export function mergeField(name: DocumentFieldName, byZone: ZoneFields, zones: Zones): MergedField {
  const given = sourcesByCoding.flatMap((source) => byZone[source][name] ?? []);
  const winner = [...given].sort((a, b) => rank(b, zones) - rank(a, zones))[0];
  if (winner === undefined) return { field: null, discrepancies: [] };
  const discrepancies: Discrepancy[] = [];
  const agreements = new Map<DocumentField, Agreement>();
  for (const [index, a] of given.entries()) {
    for (const b of given.slice(index + 1)) {
      const agreement = compare(name, a, b, byZone, zones);
      if (a === winner || b === winner) agreements.set(a === winner ? b : a, agreement);
      const kind = asDiscrepancy(agreement);
      if (kind !== null) discrepancies.push({ field: name, kind, values: [a, b].map(valueOf) });
    }
  }
  return { field: settle(winner, agreements), discrepancies };
}

const valueOf = ({ source, value }: DocumentField): Discrepancy['values'][number] => ({ source, value });

/**
 * Which zone's value wins: an MRZ value whose check digit holds, a barcode's (its characters are error-corrected), one of
 * a trusted MRZ; of an MRZ that is not trusted and of print the one that was read more surely; last what cannot be right.
 */
function rank({ source, valid, confidence }: DocumentField, { mrzTrusted }: Zones): number {
  if (valid === false) return 0;
  if (source === 'barcode') return 4;
  if (source === 'mrz' && valid === true) return 5;
  if (source === 'mrz' && mrzTrusted) return 3;
  return 1 + confidence;
}

/** @param a of the zone whose letters are bound more, see `sourcesByCoding` */
function compare(
  name: DocumentFieldName,
  a: DocumentField,
  b: DocumentField,
  byZone: ZoneFields,
  { mrz }: Zones,
): Agreement {
  const agreement = compareValues({
    name,
    reference: a.value,
    other: b.value,
    truncated: isTruncated(a.source, name, a.value, mrz),
    centuryGuessed: a.source === 'mrz' && (name === 'dateOfBirth' || name === 'dateOfExpiry'),
  });
  if (agreement !== 'different' || a.source !== 'mrz' || mrz === null) return agreement;
  // ICAO 9303-7 §4.2.2: the number of a visa's MRZ is the visa's or the passport's.
  if (name === 'documentNumber' && mrz.format.startsWith('MRV')) return 'incomparable';
  // 9303-4 §4.2.2: what TD3 has in its place is the personal number or any other data.
  const state = byZone.mrz.issuingState?.value ?? null;
  return name === 'personalNumber' && personalNumberHolds(state, a.value) !== true ? 'incomparable' : agreement;
}

function settle(winner: DocumentField, agreements: ReadonlyMap<DocumentField, Agreement>): AssessedField {
  const agreeing = [...agreements].filter(([, agreement]) => agrees(agreement));
  const zones = [winner, ...agreeing.map(([field]) => field)];
  const richer = agreeing
    .map(([field, agreement]) => ({
      agreement,
      coded: mostCoded([winner, field]),
      printed: leastCoded([winner, field]),
    }))
    .find(saysMore);
  const possible = zones.filter(({ valid }) => valid !== false);
  const shown = richer?.printed ?? (possible.length > 0 ? mostCoded(possible) : winner);
  const vouched = possible.length > 1 && richer?.agreement !== 'other-century';
  return {
    ...shown,
    valid: vouched ? true : winner.valid,
    confidence: Math.max(...zones.map(({ confidence }) => confidence)),
    confirmedBy: sourcesByCoding.filter((source) => zones.some((zone) => zone !== shown && zone.source === source)),
    ...(richer?.agreement === 'equal-spelling' ? { transliteration: richer.coded.value } : {}),
  };
}

/** Whether the print says more than a coded zone that agrees: marks, the rest of a name, the century. */
function saysMore({
  agreement,
  coded,
  printed,
}: {
  readonly agreement: Agreement;
  readonly coded: DocumentField;
  readonly printed: DocumentField;
}): boolean {
  if (coded.valid === false || printed.valid === false) return false;
  if (agreement === 'extends' || agreement === 'other-century') return true;
  return agreement === 'equal-spelling' && printed.value !== coded.value && isTrustworthySpelling(printed.value);
}

const order = ({ source }: DocumentField): number => sourcesByCoding.indexOf(source);

const mostCoded = (fields: readonly DocumentField[]): DocumentField =>
  fields.reduce((best, field) => (order(field) < order(best) ? field : best));

const leastCoded = (fields: readonly DocumentField[]): DocumentField =>
  fields.reduce((best, field) => (order(field) > order(best) ? field : best));
