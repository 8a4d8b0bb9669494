import type { DocumentFormatName, DocumentType, MrzFormat } from '#domain/document.js';
import type { Quad } from '#domain/geometry.js';
import { documentFormats } from '#engine/document/locate/document-formats.js';
import { quadHeight, quadWidth } from '#engine/document/locate/quads.js';

export interface DocumentFormatInput {
  /** Null where no MRZ was read. */
  readonly mrzFormat: MrzFormat | null;
  readonly type: DocumentType;
  /** In the document's own reading order. */
  readonly quad: Quad;
}

const proportionsOf = ({ width, height }: { readonly width: number; readonly height: number }): number =>
  width / height;

/** Width over height: ID-1 (ISO/IEC 7810) is TD1's size, ID-2 TD2's and MRV-B's; a data page has ID-2's proportions. */
const id1 = proportionsOf(documentFormats.TD1);
const id2 = proportionsOf(documentFormats.TD2);
const visaA = proportionsOf(documentFormats['MRV-A']);
/**
 * How far from a format's proportions a document may be seen. On 42 open pictures and 55 renderings, held aslant and not,
 * the mean sides of quads without an MRZ are within 5 %; undoing the perspective from the quad alone was further off, for
 * its sides are only known to a few percent.
 */
const tolerance = 1.07;

/** Sizes of the cards whose MRZ is no ICAO format. */
const sizes = {
  'FRENCH-ID': 'ID-2',
  LICENCE: 'ID-1',
  'SWISS-LICENCE': 'ID-1',
} as const satisfies Partial<Record<MrzFormat, DocumentFormatName>>;

const isNational = (format: MrzFormat): format is keyof typeof sizes => format in sizes;

/**
 * The format of a document: its MRZ's or the size of the card that carries it, else by the proportions of its sides and by its type, for a passport's page and an
 * ID-2 card have the same. A card that stands upright counts as lying.
 */
export function documentFormatOf({ mrzFormat, type, quad }: DocumentFormatInput): DocumentFormatName {
  if (mrzFormat !== null) return isNational(mrzFormat) ? sizes[mrzFormat] : mrzFormat;
  const [width, height] = [quadWidth(quad), quadHeight(quad)];
  const proportions = Math.max(width, height) / Math.max(1, Math.min(width, height));
  if (proportions < id2 / tolerance || proportions > id1 * tolerance) return 'other';
  if (type === 'visa') return proportions > Math.sqrt(visaA * id2) ? 'MRV-A' : 'MRV-B';
  if (proportions > Math.sqrt(id1 * id2)) return 'ID-1';
  return type === 'passport' ? 'TD3' : 'ID-2';
}
