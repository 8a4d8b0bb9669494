import type { DocumentAssessment } from '#domain/document.js';
import type { FoundBarcode } from '#engine/document/barcode/found-barcode.js';
import { boxOfQuad } from '#engine/document/locate/quads.js';

/**
 * The document of which nothing but a licence's barcode can be made out: the back of a card, or a close-up of it. Its
 * place is the barcode's. Null when no barcode is a card's: any other may lie on anything.
 */
export function barcodeOnlyDocument(barcodes: readonly FoundBarcode[]): DocumentAssessment | null {
  for (const { shown, card } of barcodes) {
    if (card === null) continue;
    return {
      type: card.type,
      position: boxOfQuad(shown.quad),
      quad: shown.quad,
      portrait: null,
      mrz: null,
      barcodes: barcodes.map((barcode) => barcode.shown),
      fields: card.fields,
      withheld: {},
    };
  }
  return null;
}
