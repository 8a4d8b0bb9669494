import type { DocumentField, DocumentFieldName, DocumentFields, FieldSource } from '#domain/document.js';
import type { ParsedMrz } from '#engine/document/mrz/parse.js';

/** What was read in each zone of one document. */
export interface Zones {
  readonly mrz: ParsedMrz | null;
  /** Whether the reading of the MRZ as a whole can be trusted, see `Mrz.valid`. */
  readonly mrzTrusted: boolean;
  readonly visualZone: DocumentFields;
  /** Surname and given names that the visual zone prints in one text, in the order of the print; null without one. */
  readonly printedFullName: string | null;
  /** Null when there is no barcode with fields of the holder. */
  readonly barcode: DocumentFields | null;
}

/** Zones by how much their letters are bound: an MRZ knows A to Z, a barcode may have marks, print has them. */
export const sourcesByCoding: readonly FieldSource[] = ['mrz', 'barcode', 'visual-zone'];

export type ZoneFields = Readonly<Record<FieldSource, DocumentFields>>;

/**
 * The fields by zone. Where the visual zone has the document number and the personal number exchanged, because a label
 * was taken for the other's, what a more certain zone says of them puts that right: the numbers stand printed all the
 * same.
 */
export function fieldsByZone({ mrz, visualZone, barcode }: Zones): ZoneFields {
  const coded = { ...barcode, ...mrz?.fields };
  const printed: Partial<Record<DocumentFieldName, DocumentField>> = { ...visualZone };
  for (const [name, other] of [
    ['documentNumber', 'personalNumber'],
    ['personalNumber', 'documentNumber'],
  ] as const) {
    const value = visualZone[name];
    if (value === undefined || !sameNumber(value, coded[other]) || sameNumber(value, coded[name])) continue;
    if (printed[name] === value) delete printed[name];
    if (!sameNumber(visualZone[other], coded[other])) printed[other] = value;
  }
  return { mrz: mrz?.fields ?? {}, barcode: barcode ?? {}, 'visual-zone': printed };
}

const sameNumber = (a: DocumentField | undefined, b: DocumentField | undefined): boolean =>
  a !== undefined && b !== undefined && bare(a.value) === bare(b.value);

const bare = (number: string): string => number.toUpperCase().replace(/[^0-9A-Z]/g, '');

/**
 * Names of this many characters fill an element of a North American barcode and may be cut off: 40 since version 2 of the
 * AAMVA card design standard (DCS, DAC), 35 before (DAB, DAC).
 */
const fullBarcodeNames: ReadonlySet<number> = new Set([35, 40]);

/** Whether a zone's name may be cut off at its end. */
export function isTruncated(
  source: FieldSource,
  name: DocumentFieldName,
  value: string,
  mrz: ParsedMrz | null,
): boolean {
  if (name !== 'surname' && name !== 'givenNames') return false;
  if (source === 'barcode') return fullBarcodeNames.has(value.length);
  return source === 'mrz' && (mrz?.problems.some(({ code }) => code === 'names-truncated') ?? false);
}
