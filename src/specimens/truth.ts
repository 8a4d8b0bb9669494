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

/** What a picture still shows of some print. */
export interface Legibility {
  /** The smallest character, pixels. */
  readonly characterPixels: number;
  /** Defocus and motion together, pixels. */
  readonly blurSigma: number;
  /** Grey levels between ink and ground where they are nearest to each other. */
  readonly contrast: number;
  /** Nothing of it lies outside the picture. */
  readonly whole: boolean;
  /** At least 8 pixels a character and 40 grey levels everywhere, blur of at most 1.5 pixels, and whole. */
  readonly readable: boolean;
}

/** The truth of a document in a picture. */
export interface SeenTruth extends SpecimenTruth {
  /** `readable` asks the same of each value, with capitals of at least 8 pixels. */
  readonly visualZone: readonly (PrintedValue & { readonly readable: boolean })[];
  /** A corner lies outside the picture. */
  readonly cropped: boolean;
  readonly mrzLegibility: Legibility | null;
  /** Whether the MRZ is readable, or on a side without one every value. */
  readonly readable: boolean;
}
