import type { DocumentType } from '#domain/document.js';
import { documentTypes } from '#domain/document.js';
import { documentTitles } from '#engine/document/tables/document-titles.js';
import { findApproximately } from '#engine/document/text/approximate-match.js';
import { filterOfPattern, filterOfText, mayOccur, type PatternFilter } from '#engine/document/text/letter-filter.js';
import { comparableText } from '#engine/document/text/fold-text.js';
import { labelCodesOf } from '#engine/document/viz/coded-labels.js';
import { labelMatches } from '#engine/document/viz/label-matches.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

export interface DocumentTypeInput {
  /** The first two characters of the MRZ without fillers, null when there is no MRZ. */
  readonly documentCode: string | null;
  /** As in the MRZ, normalised. */
  readonly issuingState: string | null;
  readonly boxes: readonly TextBox[];
  /** What the card calls itself in its barcode; null without one. */
  readonly barcodeType: DocumentType | null;
}

/** Titles shorter than this must be all of the text: VISA, PASS. */
const shortTitle = 7;

/** Words of an authority's name beside which a title is part of that name. */
const offices = /\b(?:off?i?ce|bureau|agency|authority|department|ministry|service|amt|beh[öo]rde)\b/iu;

interface Title {
  readonly type: DocumentType;
  readonly comparable: string;
  readonly filter: PatternFilter;
}

const titles: readonly Title[] = documentTypes.flatMap((type) =>
  type === 'other'
    ? []
    : Object.values(documentTitles[type])
        .flat()
        .map((title) => comparableText(title).text)
        .map((comparable) => ({ type, comparable, filter: filterOfPattern(comparable) })),
);

/**
 * The type of a document: by the first letter of its MRZ (ICAO 9303-4 to -7: P passports, V visas; A, C and I are cards,
 * on which the title tells permits and licences from identity cards), else by the subfile of its barcode (AAMVA DL/ID Card
 * Design Standard, annex D), else a driving licence by Europe's coded labels, else by the titles on it, else a driving
 * licence by North America's labels.
 */
export function documentTypeOf({ documentCode, issuingState, boxes, barcodeType }: DocumentTypeInput): DocumentType {
  if (documentCode?.startsWith('P')) return 'passport';
  if (documentCode?.startsWith('V')) return 'visa';
  // `D` opens the line of licences with a chip (ISO/IEC 18013-3), `FA` (Führerausweis) that of Swiss ones.
  if (/^(?:D|FA)/.test(documentCode ?? '')) return 'drivers_license';
  const titled = typeOfTitles(boxes);
  if (documentCode !== null && documentCode !== '') {
    // `IR`, `AR`, `CR` are residence permits by European and Swiss practice, `C1` and `C2` the United States' green card.
    if (/^[AIC]R$/.test(documentCode) || (issuingState === 'USA' && documentCode.startsWith('C'))) {
      return 'residence_permit';
    }
    return titled === 'residence_permit' || titled === 'drivers_license' ? titled : 'id_card';
  }
  if (barcodeType !== null) return barcodeType;
  const codes = labelCodesOf(boxes);
  // North American cards share their codes with identity cards; Europe's have them alone.
  if (codes === 'european-union') return 'drivers_license';
  return titled ?? (codes === null ? 'other' : 'drivers_license');
}

/** The type whose titles stand largest on the document; null without any. */
export function typeOfTitles(boxes: readonly TextBox[]): DocumentType | null {
  const weights = new Map<DocumentType, number>();
  for (const { text, box } of boxes) {
    for (const part of text.split(/[/|·•]/)) {
      const type = typeOfTitle(part);
      // Titles in several languages count once each, the large one most.
      if (type !== null) weights.set(type, (weights.get(type) ?? 0) + box.height);
    }
  }
  const [heaviest] = [...weights].sort((a, b) => b[1] - a[1]);
  return heaviest?.[0] ?? null;
}

function typeOfTitle(text: string): DocumentType | null {
  const comparable = comparableText(text).text;
  // A text that is a title and nothing more is one, be the word a label elsewhere too (`ПАСПОРТ`).
  const whole = titles.find((title) => title.comparable === comparable);
  if (whole !== undefined) return whole.type;
  // `Passport No.` names the passport too, but is a label and stands on visas and permits.
  if (labelMatches(text).some(({ kind }) => kind !== 'title')) return null;
  // The passport office issues other documents too.
  if (offices.test(text)) return null;
  const filter = filterOfText(comparable);
  let best: { readonly type: DocumentType; readonly letters: number } | null = null;
  for (const title of titles) {
    const { length } = title.comparable;
    if (length < shortTitle && title.comparable !== comparable) continue;
    const maximumEdits = length < shortTitle ? 0 : Math.floor(length / 6);
    if (!mayOccur(title.filter, filter, maximumEdits)) continue;
    const match = findApproximately(title.comparable, comparable, maximumEdits);
    if (match === null) continue;
    const letters = length - match.edits;
    if (best === null || letters > best.letters) best = { type: title.type, letters };
  }
  return best?.type ?? null;
}
