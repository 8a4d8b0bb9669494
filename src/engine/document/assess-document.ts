import type { DocumentCue } from '#domain/document-cues.js';
import type { DocumentAssessment } from '#domain/document.js';
import type { Quad, RotatedBox } from '#domain/geometry.js';
import type { FoundBarcode } from '#engine/document/barcode/found-barcode.js';
import { documentFormatOf } from '#engine/document/classify/document-format.js';
import { documentSideOf } from '#engine/document/classify/document-side.js';
import { documentTypeOf } from '#engine/document/classify/document-type.js';
import { checkConsistency } from '#engine/document/cross-check/check-consistency.js';
import { mergeZones } from '#engine/document/cross-check/merge-zones.js';
import type { Zones } from '#engine/document/cross-check/zones.js';
import { boxOfQuad, quadHeight } from '#engine/document/locate/quads.js';
import type { MrzReading } from '#engine/document/mrz/mrz-reader.js';
import { extractFields } from '#engine/document/viz/extract-fields.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

/** What was found on one document, zone by zone. Places are in pixels of the picture. */
export interface DocumentFindings {
  readonly quad: Quad;
  readonly portrait: RotatedBox | null;
  readonly mrz: MrzReading | null;
  /** The printed lines, in pixels of the upright document. */
  readonly boxes: readonly TextBox[];
  readonly documentHeight: number;
  readonly barcodes: readonly FoundBarcode[];
  readonly cues: readonly DocumentCue[];
  readonly now: Date;
}

/** Makes one document of its zones: fields joined and checked against each other, type, format and side. */
export function assessDocument(findings: DocumentFindings): DocumentAssessment {
  const { quad, portrait, mrz, boxes, documentHeight, barcodes, cues, now } = findings;
  const visualZone = extractFields({ boxes, documentHeight, now, known: mrz?.parsed.fields ?? {} });
  const card = barcodes.find((barcode) => barcode.card !== null)?.card ?? null;
  const zones: Zones = {
    mrz: mrz?.parsed ?? null,
    mrzTrusted: mrz?.mrz.valid ?? false,
    visualZone: visualZone.fields,
    printedFullName: visualZone.fullName?.text ?? null,
    barcode: card?.fields ?? null,
  };
  const merged = mergeZones(zones);
  const type = documentTypeOf({
    documentCode: mrz?.parsed.documentCode ?? null,
    issuingState: merged.fields.issuingState?.value ?? null,
    boxes,
    barcodeType: card?.type ?? null,
  });
  const mrzFormat = mrz?.parsed.format ?? null;
  return {
    type,
    format: documentFormatOf({ mrzFormat, type, quad }),
    side: documentSideOf({
      type,
      mrzFormat,
      portraitShare: portrait === null ? null : portrait.height / quadHeight(quad),
      hasBarcode: card !== null,
      hasPrintedFields: Object.keys(visualZone.fields).length > 0,
    }),
    position: boxOfQuad(quad),
    quad,
    portrait,
    mrz: mrz?.mrz ?? null,
    barcodes: barcodes.map(({ shown }) => shown),
    cues: [...cues],
    ...merged,
    ...checkConsistency({ zones, merged, type, now }),
  };
}

/**
 * The document of which nothing but a licence's barcode can be made out: the back of a card, or a close-up of it. Its
 * place is the barcode's. Null when no barcode is a card's: any other may lie on anything.
 */
export function assessBarcodeAlone(barcodes: readonly FoundBarcode[], now: Date): DocumentAssessment | null {
  const own = barcodes.find(({ card }) => card !== null);
  if (own === undefined) return null;
  const { quad } = own.shown;
  return assessDocument({
    quad,
    portrait: null,
    mrz: null,
    boxes: [],
    documentHeight: quadHeight(quad),
    barcodes,
    // A barcode alone has neither colours nor a known size.
    cues: [],
    now,
  });
}
