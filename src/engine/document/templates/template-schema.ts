import { z } from 'zod';
import { documentFieldNames, documentTypes } from '#domain/document.js';
import { stateNames, type StateCode } from '#engine/document/tables/state-names.js';

const fieldSchema = z.enum(documentFieldNames);

/** Compiled to find out whether it is one; patterns are of the whole number. */
const patternSchema = z.string().refine((source) => {
  try {
    return new RegExp(source).source.startsWith('^') && source.endsWith('$');
  } catch {
    return false;
  }
}, 'a regular expression from ^ to $');

/**
 * What is known of a document beforehand, as data: the order in which its values stand, or the form of its numbers. It
 * helps where labels cannot be read and never outweighs one that was read.
 */
export const documentTemplateSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** Where the facts come from: standard, law, or the issuer's own description. */
  source: z.string().min(10),
  /** ISO 3166-1 alpha-3; left out: any state. */
  issuingStates: z
    .array(z.enum(Object.keys(stateNames) as [StateCode, ...StateCode[]]))
    .min(1)
    .optional(),
  types: z.array(z.enum(documentTypes)).min(1),
  /** The codes that stand for its labels; left out: it has words. */
  labelCodes: z.enum(['aamva', 'european-union']).optional(),
  /** Words of a heading that only such documents have; left out: any heading. */
  titles: z.array(z.string().min(10)).min(1).optional(),
  /** Fields whose values stand on rows in this order, wherever on the row; no other values stand between them. */
  rows: z.array(fieldSchema).min(2).optional(),
  /** Fields whose values stand below each other from one left edge, in this order; others may stand between them. */
  column: z.array(fieldSchema).min(2).optional(),
  /** Fields whose values stand on lines right below each other, none left out, without words as labels. */
  block: z.array(fieldSchema).min(2).optional(),
  /** Every form that the document number has, without spaces. */
  documentNumbers: z.array(patternSchema).min(1).optional(),
});
export type DocumentTemplate = z.infer<typeof documentTemplateSchema>;
