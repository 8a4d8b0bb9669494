import { readFile } from 'node:fs/promises';
import { documentTruthSchema, type DocumentTruth } from '#engine/evaluation/documents/document-truth.js';
import { documentFigures, type DocumentFigures } from '#engine/evaluation/documents/figures.js';
import type { PictureScore } from '#engine/evaluation/documents/score-picture.js';

/** The figures of `bonafide evaluate documents --json`. */
export interface DocumentEvaluation extends DocumentFigures {
  /** The same of each kind of picture, where the labels name it. */
  readonly byRecipe: Readonly<Record<string, DocumentFigures>>;
  /** The same of the pictures of one document of each layout, where the labels name it. */
  readonly byLayout: Readonly<Record<string, DocumentFigures>>;
}

export interface EvaluateDocumentsOptions {
  readonly truthFile: string;
  /** Reads one picture and compares; several may be asked for at once. */
  readonly evaluate: (truth: DocumentTruth) => Promise<PictureScore>;
  /** How many pictures are asked for at once; default 1. */
  readonly jobs?: number;
  /** Only this many pictures, from the first on; default: all. */
  readonly limit?: number;
  /** In the order in which they are done. */
  readonly onPicture?: (picture: PictureScore, done: number, total: number) => void;
}

/**
 * Reads the labelled pictures and counts; the times apart, the figures do not depend on `jobs`. `pictures` are in the
 * order of the labels. Throws a ZodError or a SyntaxError where the label file has another form.
 */
export async function evaluateDocuments(
  options: EvaluateDocumentsOptions,
): Promise<{ readonly evaluation: DocumentEvaluation; readonly pictures: readonly PictureScore[] }> {
  const all = documentTruthSchema.parse(JSON.parse(await readFile(options.truthFile, 'utf8')));
  const truths = all.slice(0, options.limit ?? all.length);
  const pictures: PictureScore[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < truths.length; index = next++) {
      const picture = await options.evaluate(truths[index]!);
      pictures[index] = picture;
      options.onPicture?.(picture, ++done, truths.length);
    }
  };
  await Promise.all(Array.from({ length: options.jobs ?? 1 }, work));
  return {
    evaluation: {
      ...documentFigures(pictures),
      byRecipe: figuresBy(pictures, ({ recipe }) => recipe),
      byLayout: figuresBy(pictures, ({ documents }) => (documents.length === 1 ? documents[0]!.layout : null)),
    },
    pictures,
  };
}

function figuresBy(
  pictures: readonly PictureScore[],
  keyOf: (picture: PictureScore) => string | null,
): Record<string, DocumentFigures> {
  const keys = [...new Set(pictures.flatMap((picture) => keyOf(picture) ?? []))].sort();
  return Object.fromEntries(keys.map((key) => [key, documentFigures(pictures.filter((own) => keyOf(own) === key))]));
}
