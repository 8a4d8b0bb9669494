import { loadBarcodeWriter } from '#specimens/barcode/barcode-writer.js';
import { loadFonts } from '#specimens/draw/fonts.js';
import { encodeJpeg } from '#specimens/encode.js';
import { generateScene } from '#specimens/generate/generate-scene.js';
import { portraitCrop, portraitSources } from '#specimens/generate/portraits.js';
import { seededRandom } from '#specimens/random.js';
import { readPhotos } from '#specimens/sample-set/read-photos.js';
import type { SampleFile } from '#specimens/sample-set/render-samples.js';
import { sampleTruthJson, type LabelledPicture } from '#specimens/sample-set/sample-truth.js';
import { cropTurned } from '#specimens/sample-set/turned-crop.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';

export interface GenerateSetOptions {
  readonly count: number;
  readonly seed: number;
  /** `demo/` of the npm package @vladmandic/face-api. */
  readonly photosDirectory: string;
  /** An OCR-B font file for the MRZ, or null. */
  readonly ocrBFile: string | null;
  readonly now: Date;
}

/** Shares of pictures with two documents and with none. */
const twoDocuments = 0.06;
const noDocument = 0.04;

/**
 * Gives `count` pictures of random documents one by one, then their truth (`truth.json`, for `evaluate documents`). A
 * picture depends on its number and the seed alone, so that a longer set begins with the shorter one.
 */
export async function* generateSet(options: GenerateSetOptions): AsyncGenerator<SampleFile> {
  const photos = await readPhotos(options.photosDirectory, portraitSources);
  const portraitOf = (index: number): RgbImage => {
    const source = portraitSources[index]!;
    return cropTurned(photos.get(source.file)!, portraitCrop(source), 420, 540);
  };
  const portraits = [portraitOf(0), ...portraitSources.slice(1).map((_, index) => portraitOf(index + 1))] as const;
  const fonts = loadFonts(options.ocrBFile);
  const barcodeWriter = await loadBarcodeWriter();
  const labelled: LabelledPicture[] = [];
  for (let index = 0; index < options.count; index++) {
    const random = seededRandom(options.seed).fork(`picture ${index}`);
    const kind = random.next();
    const scene = generateScene({
      seed: random.integer(0, 0x7fff_ffff),
      portraits,
      fonts,
      barcodeWriter,
      now: options.now,
      documentCount: kind < twoDocuments ? 2 : kind < twoDocuments + noDocument ? 0 : 1,
    });
    const name = `scene-${String(index).padStart(4, '0')}.jpg`;
    labelled.push({ file: name, recipe: scene.recipe, documents: scene.documents });
    yield { name, bytes: await encodeJpeg(scene.image, scene.jpegQuality) };
  }
  yield { name: 'truth.json', bytes: Buffer.from(sampleTruthJson(labelled)) };
}
