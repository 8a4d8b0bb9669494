import type { ZoneRow } from '#contract/dashboard/verifications.js';
import {
  documentFieldNames,
  type DocumentAssessment,
  type DocumentFieldName,
  type FieldSource,
} from '#domain/document.js';

type ZoneValue = NonNullable<ZoneRow['mrz']>;

/**
 * What the zones of a document say, field by field. Of a zone that confirms a value only that it does is stored, but for a name's
 * spelling in the machine readable zone; where zones differ, both values are.
 */
export const documentZones = (document: DocumentAssessment): ZoneRow[] =>
  documentFieldNames.flatMap((field) => {
    const row = zonesOf(document, field);
    return row === null ? [] : [row];
  });

function zonesOf(document: DocumentAssessment, field: DocumentFieldName): ZoneRow | null {
  const assessed = document.fields[field];
  const withheld = document.withheld[field] ?? null;
  const differences = document.discrepancies.filter((discrepancy) => discrepancy.field === field);
  if (assessed === undefined && withheld === null && differences.length === 0) return null;

  const said = new Map<FieldSource, ZoneValue>();
  if (assessed !== undefined) {
    const { source, value, valid, confidence, confirmedBy, transliteration } = assessed;
    said.set(source, { value, valid, confidence });
    for (const zone of confirmedBy) {
      said.set(zone, { value: zone === 'mrz' ? (transliteration ?? null) : null, valid: null, confidence: null });
    }
  }
  for (const { values } of differences) {
    for (const { source, value } of values) {
      if ((said.get(source)?.value ?? null) === null) said.set(source, { value, valid: null, confidence: null });
    }
  }
  return {
    field,
    merged: assessed?.value ?? null,
    withheld,
    mrz: said.get('mrz') ?? null,
    visualZone: said.get('visual-zone') ?? null,
    barcode: said.get('barcode') ?? null,
    agreement: differences.length > 0 ? 'differ' : said.size > 1 ? 'agree' : 'one-zone',
    differences: differences.map(({ kind }) => kind),
  };
}
