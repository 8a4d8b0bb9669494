import type { Discrepancy, DocumentFieldName } from '#domain/document.js';
import type { ZoneFields, Zones } from '#engine/document/cross-check/zones.js';
import { textOfSpan } from '#engine/document/mrz/check-digits.js';
import { layoutOfLines } from '#engine/document/mrz/formats.js';

/**
 * Where the MRZ leaves parts of a date unknown (ICAO 9303-3 §4.8: `<<`), and another zone gives a whole date: the parts
 * that are known must be the same.
 */
export function compareIncompleteDate(name: DocumentFieldName, { mrz }: Zones, byZone: ZoneFields): Discrepancy[] {
  if (mrz === null || (name !== 'dateOfBirth' && name !== 'dateOfExpiry')) return [];
  const element = layoutOfLines(mrz.format, mrz.lines).elements[name];
  if (element === undefined) return [];
  const coded = textOfSpan(mrz.lines, element);
  return (['barcode', 'visual-zone'] as const).flatMap((source): Discrepancy[] => {
    const value = byZone[source][name]?.value;
    if (value === undefined || fits(coded, value)) return [];
    return [
      {
        field: name,
        kind: 'different',
        values: [
          { source: 'mrz', value: coded },
          { source, value },
        ],
      },
    ];
  });
}

/** @param coded `YYMMDD` with `<<` or (months and days) `00` for what is not known */
function fits(coded: string, iso: string): boolean {
  const [year, month, day] = [iso.slice(2, 4), iso.slice(5, 7), iso.slice(8, 10)];
  const unknown = /^(?:<<|00)$/;
  return (
    (coded.slice(0, 2) === '<<' || coded.slice(0, 2) === year) &&
    (unknown.test(coded.slice(2, 4)) || coded.slice(2, 4) === month) &&
    (unknown.test(coded.slice(4, 6)) || coded.slice(4, 6) === day)
  );
}
