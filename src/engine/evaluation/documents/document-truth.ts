import { z } from 'zod';
import { documentFieldNames, documentTypes } from '#domain/document.js';
import { quadSchema } from '#domain/geometry.js';

/** What a picture is of. `text`: paper that is no document; `both-sides`: front and back of one card. */
export const sceneKinds = ['one', 'two', 'both-sides', 'none', 'text'] as const;
export type SceneKind = (typeof sceneKinds)[number];

const printedValueSchema = z.object({
  field: z.enum(documentFieldNames),
  /** Exactly as printed. */
  printed: z.string(),
  /** Normalised, as a reader should give it. */
  value: z.string(),
  /** Whether a reader could be asked to read it; see docs/command-line.md. */
  readable: z.boolean().optional(),
});

/** The whole truth of one document, as `bonafide samples` writes it; a hand-made label may give its MRZ alone. */
const documentSchema = z.object({
  mrzLines: z.array(z.string()).nullable(),
  layout: z.string().optional(),
  type: z.enum(documentTypes).optional(),
  /** Corners in reading order, pixels; may lie outside the picture. */
  quad: quadSchema.optional(),
  portraitQuad: quadSchema.nullable().optional(),
  visualZone: z.array(printedValueSchema).optional(),
});
export type LabelledDocument = z.infer<typeof documentSchema>;

/** The label file of `evaluate documents`: what is printed on each picture. */
export const documentTruthSchema = z.array(
  z.object({
    file: z.string(),
    /** Lines as printed; null: none, or illegible; `placeholder`: a template's dummy text. */
    mrz: z
      .object({ format: z.string(), lines: z.array(z.string()).min(1), checkDigitsValidAsPrinted: z.boolean() })
      .or(z.literal('placeholder'))
      .nullable(),
    /** Values that stand printed outside the MRZ; where a document gives its own, those count. */
    visualZone: z.array(z.string()).optional(),
    /** Every document in the picture, where there are several or their truth is known whole. */
    documents: z.array(documentSchema).optional(),
    recipe: z.string().optional(),
    scene: z.enum(sceneKinds).optional(),
    /** What lay before the camera instead of a true document, such as `screen`. */
    attack: z.string().optional(),
    /** Whether a reader could be asked to read the MRZ, or without one the documents. */
    readable: z.boolean().optional(),
  }),
);
export type DocumentTruth = z.infer<typeof documentTruthSchema>[number];
