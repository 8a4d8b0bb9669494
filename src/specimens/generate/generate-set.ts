import { attackNames, attackOfRecipe, type AttackName } from '#specimens/attacks/attacks.js';
import { loadBarcodeWriter } from '#specimens/barcode/barcode-writer.js';
import type { SceneKind } from '#engine/evaluation/documents/document-truth.js';
import { loadFonts } from '#specimens/draw/fonts.js';
import { decodeJpeg, encodeJpeg, encodeTwice } from '#specimens/encode.js';
import { specimenFamilies, type SpecimenFamily, type SpecimenFamilyName } from '#specimens/generate/family.js';
import { generateScene } from '#specimens/generate/generate-scene.js';
import { readPortraits } from '#specimens/generate/portraits.js';
import { seededRandom } from '#specimens/random.js';
import type { SampleFile } from '#specimens/sample-set/render-samples.js';
import { sampleTruthJson, type LabelledPicture } from '#specimens/sample-set/sample-truth.js';

export interface GenerateSetOptions {
  readonly count: number;
  readonly seed: number;
  readonly family: SpecimenFamilyName;
  /** `demo/` of the npm package @vladmandic/face-api. */
  readonly photosDirectory: string;
  /** An OCR-B font file for the MRZ, or null. */
  readonly ocrBFile: string | null;
  readonly now: Date;
  /** One document in each picture: a true one in every other picture, in the rest one attack after the other. */
  readonly attacks?: boolean;
}

/** Shares of the kinds of pictures; the rest shows one document. */
const twoDocuments = 0.06;
const noDocument = 0.04;
const otherPaper = 0.03;
const bothSides = 0.03;

function kindOf(share: number, family: SpecimenFamily): SceneKind {
  if (share < twoDocuments) return 'two';
  if (share < twoDocuments + noDocument) return 'none';
  if (family.otherPapers && share < twoDocuments + noDocument + otherPaper) return 'text';
  const hasSides = family.bothSides.length > 0;
  return hasSides && share < twoDocuments + noDocument + otherPaper + bothSides ? 'both-sides' : 'one';
}

/** Of the pictures 1, 3, 5 … each attack in turn. */
const attackOn = (index: number): AttackName | null =>
  index % 2 === 0 ? null : (attackNames[((index - 1) / 2) % attackNames.length] ?? null);

/**
 * Gives `count` pictures of random documents one by one, then their truth (`truth.json`, for `evaluate documents`). A
 * picture depends on its number and the seed alone, so that a longer set begins with the shorter one.
 */
export async function* generateSet(options: GenerateSetOptions): AsyncGenerator<SampleFile> {
  const portraits = await readPortraits(options.photosDirectory);
  const fonts = loadFonts(options.ocrBFile);
  const barcodeWriter = await loadBarcodeWriter();
  const family: SpecimenFamily = specimenFamilies[options.family];
  const labelled: LabelledPicture[] = [];
  for (let index = 0; index < options.count; index++) {
    const random = seededRandom(options.seed).fork(`picture ${index}`);
    const share = random.next();
    const kind = options.attacks === true ? 'one' : kindOf(share, family);
    const attack = options.attacks === true ? attackOn(index) : null;
    const scene = generateScene({
      seed: random.integer(0, 0x7fff_ffff),
      portraits,
      fonts,
      barcodeWriter,
      now: options.now,
      family,
      kind,
      ...(attack === null ? {} : { attack }),
    });
    const name = `scene-${String(index).padStart(4, '0')}.jpg`;
    const shown = attack ?? attackOfRecipe(family.recipes[scene.recipe]!);
    labelled.push({ file: name, recipe: scene.recipe, scene: kind, attack: shown, documents: scene.documents });
    // An edited picture was saved by the camera before, and is saved once more after.
    const { image, edit, firstJpegQuality, jpegQuality } = scene;
    const edited = edit === null ? image : edit(await decodeJpeg(await encodeJpeg(image, random.integer(80, 95))));
    yield { name, bytes: await encodeTwice(edited, firstJpegQuality, jpegQuality) };
  }
  yield { name: 'truth.json', bytes: Buffer.from(sampleTruthJson(labelled)) };
}
