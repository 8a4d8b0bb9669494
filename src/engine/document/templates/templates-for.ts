import type { DocumentTemplate } from '#engine/document/templates/template-schema.js';
import { findApproximately } from '#engine/document/text/approximate-match.js';
import { comparableText } from '#engine/document/text/fold-text.js';
import type { LabelCodes } from '#engine/document/viz/coded-labels.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

/** One letter in so many of a title may be misread. */
const lettersPerEdit = 6;

/** What tells which templates a document may follow. */
export interface TemplateClues {
  readonly codes: LabelCodes;
  /** ISO 3166-1 alpha-3; null: unknown. */
  readonly issuingState: string | null;
  readonly texts: readonly TextBox[];
}

/** The templates that place values on a document with these labels, from this state and under this heading. */
export function templatesFor(
  templates: readonly DocumentTemplate[],
  { codes, issuingState, texts }: TemplateClues,
): DocumentTemplate[] {
  const isHeaded = (title: string): boolean => {
    const { text: wanted } = comparableText(title);
    const edits = Math.floor(wanted.length / lettersPerEdit);
    return texts.some(({ text }) => findApproximately(wanted, comparableText(text).text, edits) !== null);
  };
  return templates.filter(
    ({ labelCodes, issuingStates, titles }) =>
      (labelCodes ?? null) === codes &&
      (issuingStates === undefined || (issuingStates as readonly string[]).includes(issuingState ?? '')) &&
      (titles === undefined || titles.some(isHeaded)),
  );
}
