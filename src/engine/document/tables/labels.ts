import { documentTitles } from '#engine/document/tables/document-titles.js';
import type { LabelKind, LabelWords } from '#engine/document/tables/label-kinds.js';
import { descriptionLabelWords } from '#engine/document/tables/label-words-description.js';
import { documentLabelWords } from '#engine/document/tables/label-words-document.js';
import { europeLabelWords } from '#engine/document/tables/label-words-europe.js';
import { issuerLabelWords } from '#engine/document/tables/label-words-issuer.js';
import { otherLabelWords } from '#engine/document/tables/label-words-other.js';
import { personLabelWords } from '#engine/document/tables/label-words-person.js';
import { worldLabelWords } from '#engine/document/tables/label-words-world.js';
import { filterOfPattern, type PatternFilter } from '#engine/document/text/letter-filter.js';
import { comparableText } from '#engine/document/text/fold-text.js';

/** A label as it is looked for. */
export interface LabelPhrase {
  readonly kind: LabelKind;
  /** As printed, the spelling of the table. */
  readonly printed: string;
  /** See `comparableText`. */
  readonly comparable: string;
  readonly filter: PatternFilter;
  /** `Nome` and `Nombre` are the given names on one document and the whole name on another. */
  readonly mayBeFullName: boolean;
  /**
   * How many characters may differ: one in five, for small print is read badly; none in words under 7 letters, where
   * NAMES would be JAMES.
   */
  readonly maximumEdits: number;
}

/** All label phrases, longest first; the first table that lists a phrase decides its kind. */
export const labelPhrases: readonly LabelPhrase[] = compilePhrases([
  personLabelWords,
  descriptionLabelWords,
  documentLabelWords,
  issuerLabelWords,
  otherLabelWords,
  europeLabelWords,
  worldLabelWords,
  ...Object.values(documentTitles).map((title) => ({ title })),
]);

function compilePhrases(tables: readonly LabelWords[]): LabelPhrase[] {
  const phrases = new Map<string, LabelPhrase>();
  for (const table of tables) {
    for (const [kind, byLanguage] of Object.entries(table) as [LabelKind, Record<string, readonly string[]>][]) {
      for (const printed of Object.values(byLanguage).flat()) {
        const comparable = comparableText(printed).text;
        if (comparable === '') continue;
        const known = phrases.get(comparable);
        if (known !== undefined) {
          if (kind === 'fullName' && known.kind !== kind) phrases.set(comparable, { ...known, mayBeFullName: true });
          continue;
        }
        const maximumEdits = comparable.length < 7 ? 0 : Math.floor(comparable.length / 5);
        phrases.set(comparable, {
          kind,
          printed,
          comparable,
          filter: filterOfPattern(comparable),
          mayBeFullName: false,
          maximumEdits,
        });
      }
    }
  }
  return [...phrases.values()].sort((a, b) => b.comparable.length - a.comparable.length);
}
