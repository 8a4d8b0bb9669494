import type { DocumentTemplate } from '#engine/document/templates/template-schema.js';
import type { LabelCodes } from '#engine/document/viz/coded-labels.js';

/** The templates that place values on a document with these label codes, from this state (alpha-3, null: unknown). */
export const templatesFor = (
  templates: readonly DocumentTemplate[],
  codes: LabelCodes,
  issuingState: string | null,
): DocumentTemplate[] =>
  templates.filter(
    ({ labelCodes, issuingStates }) =>
      (labelCodes ?? null) === codes &&
      (issuingStates === undefined || (issuingStates as readonly string[]).includes(issuingState ?? '')),
  );
