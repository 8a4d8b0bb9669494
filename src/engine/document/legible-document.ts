import type { DocumentAssessment } from '#domain/document.js';
import type { Failure } from '#domain/failure.js';
import { showsCard, type DocumentOutline } from '#engine/document/locate/document-outlines.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';

/** A document without a machine readable zone shows a name and a date at the least; a photo of a person shows less. */
const leastCharacters = 12;
/** The back of a card shows less, and is read on its head where only fillers tell which way up it lies. */
const leastCharactersOnCard = 6;
/** Print without portrait, title and zone is a document's when it has this many values with labels; a letter has a date. */
const leastFields = 2;
/** Fewer regions that look like text are none. */
const leastRegions = 6;
/** The recogniser wants 48 pixels and reads down to about 10; detected lines are 1.25 characters high. */
const leastLineHeightPixels = 12;

/**
 * What tells a document from a face on a patterned background, from a table cloth and from a letter: a zone that only
 * documents have, or print together with a portrait, a title, labelled values or the outline of a card.
 */
export function isLegibleDocument(
  { document, texts }: { readonly document: DocumentAssessment; readonly texts: readonly string[] },
  outline: DocumentOutline | null,
): boolean {
  if (document.mrz !== null || document.barcodes.some(({ kind }) => kind === 'aamva')) return true;
  const isIdentified =
    document.portrait !== null || document.type !== 'other' || Object.keys(document.fields).length >= leastFields;
  const isCard = outline !== null && showsCard(outline);
  return (
    (isIdentified && charactersIn(texts) >= leastCharacters) || (isCard && charactersIn(texts) >= leastCharactersOnCard)
  );
}

const charactersIn = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + text.replace(/[^\p{L}\p{N}]/gu, '').length, 0);

/**
 * Why a picture with hardly a legible character is refused: a few regions that look like text are patterns of clothes or
 * a background; many are print, too small to be read or simply illegible (null: a document of which nothing was read).
 */
export function illegibleFailure(regions: readonly TextRegion[], toPicture: number): Failure | null {
  if (regions.length < leastRegions) return { code: 'document-not-found' };
  const heights = regions.map(({ box }) => box.height * toPicture).sort((a, b) => a - b);
  return heights[Math.floor(heights.length / 2)]! < leastLineHeightPixels
    ? { code: 'document-resolution-insufficient' }
    : null;
}
