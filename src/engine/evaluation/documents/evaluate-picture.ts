import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openImage } from '#engine/decode/image-source.js';
import type { CompleteDocumentReader } from '#engine/document/create-document-reader.js';
import type { DocumentTruth } from '#engine/evaluation/documents/document-truth.js';
import { scorePicture, type PictureScore } from '#engine/evaluation/documents/score-picture.js';

export interface EvaluatePictureOptions {
  /** Where the pictures are. */
  readonly root: string;
  readonly reader: CompleteDocumentReader;
  readonly now: Date;
  /** Milliseconds of a steady clock. */
  readonly clock: () => number;
}

/** Reads one labelled picture and compares. Throws when the file cannot be read. */
export async function evaluatePicture(truth: DocumentTruth, options: EvaluatePictureOptions): Promise<PictureScore> {
  const bytes = await readFile(path.join(options.root, truth.file));
  const from = options.clock();
  const picture = await openImage(bytes);
  const { failure, readings } = picture.ok
    ? await options.reader.readAll(picture.value, options.now)
    : { failure: picture.failure, readings: [] };
  const { width, height } = picture.ok ? picture.value : { width: 0, height: 0 };
  const milliseconds = options.clock() - from;
  return scorePicture(truth, { failure: failure?.code ?? null, readings, width, height, milliseconds });
}
