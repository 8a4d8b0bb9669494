import { availableParallelism } from 'node:os';
import { loadBarcodeDecoder } from '#engine/document/barcode/barcode-decoder.js';
import { createBarcodeReader } from '#engine/document/barcode/barcode-reader.js';
import { createDocumentReader, type CompleteDocumentReader } from '#engine/document/create-document-reader.js';
import { findInstalledLanguages, type InstalledLanguages } from '#engine/document/local-script/installed-languages.js';
import { createLocalLineReader } from '#engine/document/local-script/local-line-reader.js';
import { createTesseractRecogniser } from '#engine/document/local-script/tesseract-recogniser.js';
import { createMrzLineRecogniser } from '#engine/document/mrz/mrz-line-recogniser.js';
import { createTextDetector } from '#engine/document/ocr/text-detector.js';
import { createTextOrientationClassifier } from '#engine/document/ocr/text-orientation.js';
import { createTextRecogniser, parseAlphabet } from '#engine/document/ocr/text-recogniser.js';
import type { FaceDetector } from '#engine/face/face-detector.js';
import type { ModelId } from '#engine/models/model-cards.js';
import type { LoadedModel } from '#engine/models/model-store.js';
import { createSession } from '#engine/models/session.js';

/** By far the largest net that runs once a picture, and the one that gains by a second thread where a core is free. */
const textDetectionThreads = 2;
const alphabetFile = 'ppocr_keys_v1.txt';

/**
 * A document reader on the models `text-detection`, `text-recognition` and `text-orientation`. Throws when one of them
 * is not among `models`.
 * @param clock milliseconds of a steady clock, for the timings
 * @param languages the optional packages for local scripts; what is installed, unless told otherwise
 */
export async function loadDocumentReader(
  models: ReadonlyMap<ModelId, LoadedModel>,
  faceDetector: FaceDetector,
  clock: () => number,
  languages: InstalledLanguages = findInstalledLanguages(),
): Promise<CompleteDocumentReader> {
  const model = (id: ModelId): LoadedModel => {
    const loaded = models.get(id);
    if (loaded === undefined) throw new Error(`the document reader needs the model ${id}`);
    return loaded;
  };
  const recognition = model('text-recognition');
  const alphabet = [...recognition.extraFiles].find(([name]) => name.endsWith(alphabetFile))?.[1];
  if (alphabet === undefined) throw new Error(`text-recognition lacks ${alphabetFile}`);
  const textDetection = await createSession(model('text-detection').bytes, {
    fixedShapes: false,
    threads: Math.min(textDetectionThreads, availableParallelism()),
  });
  return createDocumentReader({
    textDetector: createTextDetector(textDetection),
    textRecogniser: createTextRecogniser(
      await createSession(recognition.bytes, { fixedShapes: false }),
      parseAlphabet(new TextDecoder().decode(Uint8Array.from(alphabet))),
    ),
    mrzLineRecogniser: createMrzLineRecogniser(
      await createSession(model('mrz-recognition').bytes, { fixedShapes: false }),
    ),
    textOrientation: createTextOrientationClassifier(
      await createSession(model('text-orientation').bytes, { fixedShapes: true }),
    ),
    faceDetector,
    barcodeReader: createBarcodeReader(await loadBarcodeDecoder()),
    localLineReader: createLocalLineReader(languages, createTesseractRecogniser(languages)),
    now: clock,
  });
}
