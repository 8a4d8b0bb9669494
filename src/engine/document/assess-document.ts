import type { DocumentCue } from '#domain/document-cues.js';
import type { AssessedFields, DocumentAssessment, LocalLanguageState } from '#domain/document.js';
import type { Quad, RotatedBox } from '#domain/geometry.js';
import type { FoundBarcode } from '#engine/document/barcode/found-barcode.js';
import { documentFormatOf } from '#engine/document/classify/document-format.js';
import { documentSideOf } from '#engine/document/classify/document-side.js';
import { documentTypeOf } from '#engine/document/classify/document-type.js';
import { checkConsistency } from '#engine/document/cross-check/check-consistency.js';
import { mergeZones, type MergedZones } from '#engine/document/cross-check/merge-zones.js';
import type { Zones } from '#engine/document/cross-check/zones.js';
import { boxOfQuad, quadHeight } from '#engine/document/locate/quads.js';
import type { MrzReading } from '#engine/document/mrz/mrz-reader.js';
import { scriptOfText } from '#engine/document/text/script-of-text.js';
import { extractFields } from '#engine/document/viz/extract-fields.js';
import { localFields } from '#engine/document/viz/local-fields.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

/** What was found on one document, zone by zone. Places are in pixels of the picture. */
export interface DocumentFindings {
  readonly quad: Quad;
  readonly portrait: RotatedBox | null;
  readonly mrz: MrzReading | null;
  /** The printed lines, in pixels of the upright document. */
  readonly boxes: readonly TextBox[];
  readonly documentHeight: number;
  /** Lines that were read in a local script of the state; not among `boxes`. */
  readonly localBoxes: readonly TextBox[];
  /** The local languages of the state, and whether they can be read here. */
  readonly localLanguages: readonly LocalLanguageState[];
  readonly barcodes: readonly FoundBarcode[];
  readonly cues: readonly DocumentCue[];
  readonly now: Date;
}

/** Makes one document of its zones: fields joined and checked against each other, type, format and side. */
export function assessDocument(findings: DocumentFindings): DocumentAssessment {
  const { quad, portrait, mrz, boxes, localBoxes, localLanguages, documentHeight, barcodes, cues, now } = findings;
  const zone = { boxes, documentHeight, now, known: mrz?.parsed.fields ?? {} };
  const visualZone = extractFields(zone);
  const state = (zone.known.issuingState ?? visualZone.fields.issuingState)?.value ?? null;
  const local = localFields({ ...zone, localBoxes, general: visualZone, state });
  const card = barcodes.find((barcode) => barcode.card !== null)?.card ?? null;
  const zones: Zones = {
    mrz: mrz?.parsed ?? null,
    mrzTrusted: mrz?.mrz.valid ?? false,
    visualZone: { ...local, ...visualZone.fields },
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
    fields: withScripts(merged.fields),
    localLanguages: [...localLanguages],
    withheld: { ...merged.withheld, ...notInstalled(merged, localLanguages) },
    ...checkConsistency({ zones, merged, type, now }),
  };
}

const localFieldNames = ['surnameLocal', 'givenNamesLocal', 'issuingStateNameLocal'] as const;

/** The fields with the script of each local value. */
function withScripts(fields: AssessedFields): AssessedFields {
  const told = localFieldNames.flatMap((name) => {
    const field = fields[name];
    const script = field === undefined ? null : scriptOfText(field.value);
    return field === undefined || script === null ? [] : [[name, { ...field, script }] as const];
  });
  return { ...fields, ...Object.fromEntries(told) };
}

/** Why the local fields are missing where no language of the state can be read on this machine. */
function notInstalled({ fields }: MergedZones, languages: readonly LocalLanguageState[]): MergedZones['withheld'] {
  if (languages.length === 0 || languages.some(({ state }) => state === 'installed')) return {};
  const missing = localFieldNames.filter((name) => fields[name] === undefined);
  return Object.fromEntries(missing.map((name) => [name, 'language-not-installed' as const]));
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
    localBoxes: [],
    localLanguages: [],
    documentHeight: quadHeight(quad),
    barcodes,
    // A barcode alone has neither colours nor a known size.
    cues: [],
    now,
  });
}
