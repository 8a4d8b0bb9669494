import type { BarcodeFormat, DocumentFieldName, DocumentType, MrzFormat } from '#domain/document.js';
import type { Quad, RotatedBox } from '#domain/geometry.js';

/** A value that stands printed on the document, outside the MRZ. */
export interface PrintedValue {
  readonly field: DocumentFieldName;
  readonly label: string;
  /** Exactly as printed. */
  readonly printed: string;
  /** Normalised, as a reader should give it. */
  readonly value: string;
  /** Around the printed value, from the top of capitals to the baseline. */
  readonly quad: Quad;
}

/** What is to be seen of one document in a picture. Coordinates are pixels of that picture, upright. */
export interface SpecimenTruth {
  readonly layout: string;
  readonly type: DocumentType;
  readonly side: 'front' | 'back';
  /** Null when this side carries no MRZ. */
  readonly format: MrzFormat | null;
  readonly mrzLines: readonly string[] | null;
  /** Around the lines of the MRZ. */
  readonly mrzQuad: Quad | null;
  /** The barcode, around its modules, with its content in Latin 1. */
  readonly barcode: { readonly format: BarcodeFormat; readonly quad: Quad; readonly content: string } | null;
  /** Every value that this side carries, in print, in the MRZ or in the barcode. */
  readonly fields: Partial<Record<DocumentFieldName, string>>;
  readonly visualZone: readonly PrintedValue[];
  /** The document's corners, as if they were not rounded. */
  readonly quad: Quad;
  readonly portraitQuad: Quad | null;
  readonly portraitBox: RotatedBox | null;
}
