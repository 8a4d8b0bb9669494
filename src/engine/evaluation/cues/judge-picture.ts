import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openImage } from '#engine/decode/image-source.js';
import type { DocumentReader } from '#engine/document/document-reader.js';
import type { JudgedPicture } from '#engine/evaluation/cues/cue-figures.js';
import type { DocumentTruth } from '#engine/evaluation/documents/document-truth.js';

/** The cues of one labelled picture, where the reader finds its document. Throws when the file cannot be read. */
export async function judgePicture(
  truth: DocumentTruth,
  options: { readonly root: string; readonly reader: DocumentReader; readonly now: Date },
): Promise<JudgedPicture> {
  const opened = await openImage(await readFile(path.join(options.root, truth.file)));
  const judged = { file: truth.file, attack: truth.attack ?? null };
  if (!opened.ok) return { ...judged, cues: null };
  const read = await options.reader.read(opened.value, options.now);
  return { ...judged, cues: read.ok ? read.value.document.cues : null };
}
