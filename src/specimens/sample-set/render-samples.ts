/**
 * Specimens are a layer of their own beside the engine: documents of a state that does not exist, with exact truth, for
 * trying the product out and for judging its readers. This layer may use `engine` and `domain`; only the command line
 * and tests use it. Nothing here reads the environment or the clock: folder, fonts and `now` are arguments.
 */
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { loadFonts, type Fonts } from '#specimens/draw/fonts.js';
import { encodeJpeg } from '#specimens/encode.js';
import { seededRandom } from '#specimens/random.js';
import { renderSpecimen, type FlatSpecimen } from '#specimens/render-specimen.js';
import { readPhotos } from '#specimens/sample-set/read-photos.js';
import { sampleHolder } from '#specimens/sample-set/sample-holder.js';
import { samplePhotos, type SamplePhoto } from '#specimens/sample-set/sample-photos.js';
import { sampleScenes, type SampleScene } from '#specimens/sample-set/sample-scenes.js';
import { samplePairsCsv, sampleTruthJson, type LabelledPicture } from '#specimens/sample-set/sample-truth.js';
import { cropTurned } from '#specimens/sample-set/turned-crop.js';
import { composeScene } from '#specimens/scene/compose-scene.js';
import { drawScene } from '#specimens/scene/draw-scene.js';
import { sceneRecipes, type SceneRecipe, type SceneSize } from '#specimens/scene/recipes.js';

export interface SampleFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface RenderSamplesOptions {
  /** Folder of sample1.jpg, sample3.jpg and sample6.jpg: `demo/` of the npm package @vladmandic/face-api. */
  readonly photosDirectory: string;
  /** An OCR-B font file for the MRZ, or null for a monospaced face that the package ships. */
  readonly ocrBFile: string | null;
  /** Dates the documents. */
  readonly now: Date;
  /** Only the pictures of these names, with their truth; default: all. */
  readonly only?: readonly string[];
  /** Called before each file, for those who wait. */
  readonly onProgress?: (progress: { readonly name: string; readonly done: number; readonly total: number }) => void;
}

/** 12 pixels a millimetre, about 305 dots per inch: a good scan, and the size that the portraits' own pixels fill. */
const pixelsPerMillimetre = 12;

/** Names of the selfies beside the documents. */
const selfies = {
  'selfie-owner.jpg': samplePhotos.ownerSelfie,
  'selfie-impostor.jpg': samplePhotos.impostorSelfie,
  'selfie-impostor-2.jpg': samplePhotos.secondImpostorSelfie,
} as const;

/**
 * Renders the sample set: specimen documents of one owner, plain and photographed, her selfie, two impostors', the truth
 * of each document (`truth.json`, for `evaluate documents`) and the pairs (`pairs.csv`, for `evaluate pairs`). The same
 * arguments give the same bytes. Throws when the photos are missing: they belong to an installed dependency.
 */
export async function renderSamples(options: RenderSamplesOptions): Promise<SampleFile[]> {
  const wanted = (name: string): boolean => options.only?.includes(name) ?? true;
  const scenes = sampleScenes.filter(({ name }) => wanted(name));
  const people = Object.entries(selfies).filter(([name]) => wanted(name));
  const total = scenes.length + people.length + 2;
  const files: SampleFile[] = [];
  const report = (name: string): void => options.onProgress?.({ name, done: files.length, total });

  const photos = await readPhotos(options.photosDirectory, Object.values(samplePhotos));
  const cropOf = ({ file, cut, width, height }: SamplePhoto): RgbImage =>
    cropTurned(photos.get(file)!, cut, width, height);

  for (const [name, photo] of people) {
    report(name);
    files.push({ name, bytes: await encodeJpeg(cropOf(photo), 93) });
  }

  const fonts = loadFonts(options.ocrBFile);
  const portrait = cropOf(samplePhotos.ownerPortrait);
  const labelled: LabelledPicture[] = [];
  for (const scene of scenes) {
    report(scene.name);
    const { bytes, documents } = await renderScene(scene, portrait, fonts, options.now);
    files.push({ name: scene.name, bytes });
    const kind = documents.length === 0 ? 'none' : documents.length === 1 ? 'one' : 'two';
    labelled.push({ file: scene.name, recipe: scene.recipe, scene: kind, documents });
  }
  report('truth.json');
  files.push({ name: 'truth.json', bytes: Buffer.from(sampleTruthJson(labelled)) });
  report('pairs.csv');
  files.push({
    name: 'pairs.csv',
    bytes: Buffer.from(
      samplePairsCsv(
        labelled,
        people.map(([name]) => name),
      ),
    ),
  });
  return files;
}

async function renderScene(
  scene: SampleScene,
  portrait: RgbImage,
  fonts: Fonts,
  now: Date,
): Promise<{ bytes: Uint8Array; documents: LabelledPicture['documents'] }> {
  const random = seededRandom(scene.seed);
  const specimens = scene.documents.map(({ layout, document }) =>
    renderSpecimen({
      layout,
      holder: sampleHolder(document, now),
      portrait,
      fonts,
      // One hand signs every document.
      random: seededRandom(1),
      pixelsPerMillimetre,
    }),
  );
  const size = scene.size ?? scannedSize(specimens);
  const recipe: SceneRecipe = sceneRecipes[scene.recipe];
  const { order, jpegQuality } = drawScene(
    scene.backdrop === undefined ? recipe : { ...recipe, backdrops: [scene.backdrop] },
    specimens,
    size,
    random,
    fonts,
  );
  const { image, documents } = composeScene(order);
  return { bytes: await encodeJpeg(image, jpegQuality), documents };
}

/** A scan keeps the document's own pixels: the recipe fills this share of the picture. */
function scannedSize(specimens: readonly FlatSpecimen[]): SceneSize {
  const [share] = sceneRecipes.scan.fill;
  return {
    width: Math.round(Math.max(...specimens.map(({ image }) => image.width)) / share),
    height: Math.round(Math.max(...specimens.map(({ image }) => image.height)) / share),
  };
}
