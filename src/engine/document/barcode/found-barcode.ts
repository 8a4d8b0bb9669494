import type { DocumentBarcode } from '#domain/document.js';
import { aamvaFields, type AamvaReading } from '#engine/document/barcode/aamva/aamva-fields.js';
import type { Barcode } from '#engine/document/barcode/barcode-decoder.js';
import { contentOf } from '#engine/document/barcode/barcode-content.js';

/** A barcode of a picture: what the result shows of it, and what a licence's says. */
export interface FoundBarcode {
  readonly shown: DocumentBarcode;
  /** Null when it is no AAMVA card's. */
  readonly card: AamvaReading | null;
}

/** Reads the content of a decoded barcode. */
export function foundBarcode({ format, quad, bytes }: Barcode): FoundBarcode {
  const content = contentOf(bytes);
  if (content.kind === 'aamva') {
    return { shown: { format, quad, kind: 'aamva', text: null }, card: aamvaFields(content.card) };
  }
  return { shown: { format, quad, kind: 'other', text: content.text }, card: null };
}
