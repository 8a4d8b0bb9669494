import { availableParallelism } from 'node:os';
import { loadBarcodeDecoder } from '#engine/document/barcode/barcode-decoder.js';
import { createBarcodeReader } from '#engine/document/barcode/barcode-reader.js';
import {
  createDocumentReader,
  type CompleteDocumentReader,
  type DocumentReaderParts,
} from '#engine/document/create-document-reader.js';
import { findInstalledLanguages, type InstalledLanguages } from '#engine/document/local-script/installed-languages.js';
import { createLocalLineReader } from '#engine/document/local-script/local-line-reader.js';
import { createTesseractRecogniser } from '#engine/document/local-script/tesseract-recogniser.js';
import { createMrzLineRecogniser } from '#engine/document/mrz/mrz-line-recogniser.js';
import { createPrintRecogniser, parseShapes } from '#engine/document/ocr/print-recogniser.js';
import { createTextDetector } from '#engine/document/ocr/text-detector.js';
import { createSideThread } from '#engine/document/side-thread/create-side-thread.js';
import { sideWorkInThisThread } from '#engine/document/side-thread/side-work.js';
import type { FaceDetector } from '#engine/face/face-detector.js';
import type { FaceRecogniser } from '#engine/face/face-recogniser.js';
import type { ModelId } from '#engine/models/model-cards.js';
import type { LoadedModel } from '#engine/models/model-store.js';
import { createSession } from '#engine/models/session.js';

/** The nets that take longest gain by a second thread where a core is free. */
const textThreads = 2;
const shapesFile = 'print-recognition-shapes.txt';

/** The nets that find and read printed lines. */
export type TextNets = Pick<DocumentReaderParts, 'textDetector' | 'printRecogniser'>;

/** The nets of the models `text-detection` and `print-recognition`. Throws when one of them is not among `models`. */
export async function loadTextNets(models: ReadonlyMap<ModelId, LoadedModel>): Promise<TextNets> {
  const print = modelOf(models, 'print-recognition');
  const shapes = [...print.extraFiles].find(([name]) => name.endsWith(shapesFile))?.[1];
  if (shapes === undefined) throw new Error(`print-recognition lacks ${shapesFile}`);
  const options = { fixedShapes: false, threads: Math.min(textThreads, availableParallelism()) };
  return {
    textDetector: createTextDetector(await createSession(modelOf(models, 'text-detection').bytes, options)),
    printRecogniser: createPrintRecogniser(
      await createSession(print.bytes, options),
      parseShapes(new TextDecoder().decode(Uint8Array.from(shapes))),
    ),
  };
}

/**
 * A document reader on the models `text-detection`, `mrz-recognition` and `print-recognition`. Throws when one of them
 * is not among `models`.
 * @param clock milliseconds of a steady clock, for the timings
 * @param languages the optional packages for local scripts; what is installed, unless told otherwise
 */
export async function loadDocumentReader(
  models: ReadonlyMap<ModelId, LoadedModel>,
  { faceDetector, faceRecogniser }: { readonly faceDetector: FaceDetector; readonly faceRecogniser: FaceRecogniser },
  clock: () => number,
  languages: InstalledLanguages = findInstalledLanguages(),
): Promise<CompleteDocumentReader> {
  return createDocumentReader({
    ...(await loadTextNets(models)),
    mrzLineRecogniser: createMrzLineRecogniser(
      await createSession(modelOf(models, 'mrz-recognition').bytes, { fixedShapes: false }),
    ),
    faceDetector,
    faceRecogniser,
    barcodeReader: createBarcodeReader(await loadBarcodeDecoder()),
    localLineReader: createLocalLineReader(languages, createTesseractRecogniser(languages)),
    sideWork: availableParallelism() > 1 ? createSideThread() : sideWorkInThisThread,
    now: clock,
  });
}

function modelOf(models: ReadonlyMap<ModelId, LoadedModel>, id: ModelId): LoadedModel {
  const loaded = models.get(id);
  if (loaded === undefined) throw new Error(`the document reader needs the model ${id}`);
  return loaded;
}
