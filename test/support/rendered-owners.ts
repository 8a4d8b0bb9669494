import { readFile } from 'node:fs/promises';
import type { Decision } from '#domain/verification.js';
import { decideFaces } from '#engine/decision/decide.js';
import { openImage } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { EngineParts } from '#engine/in-process-tasks.js';
import { createInProcessTasks } from '#engine/in-process-tasks.js';
import { verify } from '#engine/verify.js';
import { loadBarcodeWriter } from '#specimens/barcode/barcode-writer.js';
import { loadFonts } from '#specimens/draw/fonts.js';
import { encodeTwice } from '#specimens/encode.js';
import { specimenFamilies } from '#specimens/generate/family.js';
import { generateScene } from '#specimens/generate/generate-scene.js';
import { portraitCrop } from '#specimens/generate/portraits.js';
import { attackOfRecipe } from '#specimens/attacks/attacks.js';
import { seededRandom } from '#specimens/random.js';
import { cropTurned } from '#specimens/sample-set/turned-crop.js';
import { testData } from './test-data.js';
import { renderingDate } from './validation-renderings.js';

/** Somebody of the London set: a neutral and a smiling picture. */
export interface Owner {
  readonly neutral: string;
  readonly smile: string;
  readonly group: string;
}

/** What became of an owner's document and selfie: the decision on the faces alone, or why there was none. */
export interface OwnerVerdict {
  readonly group: string;
  readonly recipe: string;
  readonly outcome: Decision | 'not-acquired';
  readonly score: number | null;
}

/** Every `step`-th person of the set, in the order of its list. */
export async function londonOwners(step = 1): Promise<Owner[]> {
  const rows = (await readFile(testData('data/faces/london/pairs_all.csv'), 'utf8')).trim().split(/\r?\n/).slice(1);
  return rows
    .map((row) => row.split(','))
    .filter(([, , same]) => same === '1')
    .map(([neutral, smile, , group]) => ({ neutral: neutral!, smile: smile!, group: group! }))
    .filter((_, index) => index % step === 0);
}

const family = specimenFamilies.validation;
const layouts = family.layouts.filter(({ portrait }) => portrait !== null).map(({ id }) => id);
/** Ways of photographing a document that is there itself, and whole. */
const recipes = Object.entries(family.recipes)
  .filter(([, recipe]) => attackOfRecipe(recipe) === null && !('cropped' in recipe))
  .map(([name]) => name);

/**
 * Sets the neutral picture into a specimen of the validation family, photographs it as the renderer draws it from the
 * seed, and has it verified with the smiling picture as the selfie, all the way that a call takes.
 */
export async function verifyRenderedOwner(owner: Owner, seed: number, parts: EngineParts): Promise<OwnerVerdict> {
  const random = seededRandom(seed);
  const recipe = random.fork('recipe').pick(recipes as [string, ...string[]]); // a family has recipes
  const scene = generateScene({
    family,
    seed: random.integer(0, 0x7fff_ffff),
    portraits: [await portraitOf(owner.neutral, parts)],
    fonts: loadFonts(null),
    barcodeWriter: await loadBarcodeWriter(),
    now: renderingDate,
    layouts,
    recipe,
  });
  const document = await encodeTwice(scene.image, scene.firstJpegQuality, scene.jpegQuality);
  const selfie = await readFile(testData('data/faces', owner.smile));
  const tasks = createInProcessTasks(parts);
  const verified = await verify({ document, selfie, nowEpochMs: renderingDate.getTime() }, tasks);
  if (!verified.ok) return { group: owner.group, recipe, outcome: 'not-acquired', score: null };
  // Specimens of an invented state and studio pictures give other reasons for a review: the faces alone are in question.
  const { match, similarity, comparison } = verified.value;
  const inReviewBand = verified.value.reasons.includes('similarity-in-review-band');
  const { decision } = decideFaces({ match, similarity, comparison, inReviewBand });
  return { group: owner.group, recipe, outcome: decision, score: comparison.score };
}

async function portraitOf(file: string, { faceDetector }: EngineParts): Promise<RgbImage> {
  const opened = await openImage(await readFile(testData('data/faces', file)));
  if (!opened.ok) throw new Error(`${file}: ${opened.failure.code}`);
  const photo = await opened.value.full();
  const [face] = await faceDetector.detect(photo);
  if (face === undefined) throw new Error(`${file}: no face`);
  return cropTurned(photo, portraitCrop({ file, eyes: [face.landmarks[0], face.landmarks[1]] }), 420, 540);
}

/** Counts, and counts by group: as a table for the log. */
export function tableOf(verdicts: readonly OwnerVerdict[]): string {
  const outcomes = ['match', 'review', 'no-match', 'not-acquired'] as const;
  const row = (name: string, of: readonly OwnerVerdict[]): string =>
    [name, ...outcomes.map((outcome) => `${outcome} ${of.filter((one) => one.outcome === outcome).length}`)].join('  ');
  const groups = [...new Set(verdicts.map(({ group }) => group))].sort();
  const scores = verdicts.flatMap(({ score, recipe }) => (score === null ? [] : [{ score, recipe }]));
  const lowest = scores.sort((a, b) => a.score - b.score).slice(0, 5);
  return [
    row(`all ${verdicts.length}`, verdicts),
    ...groups.map((group) => {
      const of = verdicts.filter((one) => one.group === group);
      return row(`${group} ${of.length}`, of);
    }),
    `lowest scores: ${lowest.map(({ score, recipe }) => `${score.toFixed(3)} (${recipe})`).join(', ')}`,
    `not acquired: ${
      verdicts
        .filter(({ score }) => score === null)
        .map(({ recipe }) => recipe)
        .join(', ') || 'none'
    }`,
  ].join('\n');
}
