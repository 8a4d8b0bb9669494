import type { RgbImage } from '#engine/decode/rgb-image.js';
import { loadFonts } from '#specimens/draw/fonts.js';
import { encodeJpeg } from '#specimens/encode.js';
import { specimenFamilies, type SpecimenFamily } from '#specimens/generate/family.js';
import type { GenerateSetOptions } from '#specimens/generate/generate-set.js';
import { readPortraits } from '#specimens/generate/portraits.js';
import type { SpecimenLayout } from '#specimens/layout.js';
import { seededRandom } from '#specimens/random.js';
import { renderSpecimen, type FlatSpecimen } from '#specimens/render-specimen.js';
import type { SampleFile } from '#specimens/sample-set/render-samples.js';
import { sampleTruthJson, type LabelledPicture } from '#specimens/sample-set/sample-truth.js';
import { composeScene, perfectConditions, type SceneOrder } from '#specimens/scene/compose-scene.js';

/** Ways in which a machine readable zone is lost, each from perfect (step 0) to illegible (the last step). */
export const sweepKinds = ['sweep-blur', 'sweep-cut', 'sweep-glare', 'sweep-shaken', 'sweep-small'] as const;
export type SweepKind = (typeof sweepKinds)[number];

export const sweepSteps = 9;

/** 20 pixels an MRZ character. */
const pixelsPerMillimetre = 8;
const marginPixels = 40;

export type GenerateSweepOptions = Omit<GenerateSetOptions, 'count'>;

/**
 * Gives, for each side with an MRZ, every kind of loss in steps, then their truth. Whatever a reader makes of them, it
 * must accept no reading that is not what is printed.
 */
export async function* generateSweep(options: GenerateSweepOptions): AsyncGenerator<SampleFile> {
  const family: SpecimenFamily = specimenFamilies[options.family];
  const portraits = await readPortraits(options.photosDirectory);
  const fonts = loadFonts(options.ocrBFile);
  const labelled: LabelledPicture[] = [];
  for (const layout of family.layouts.filter(({ mrz }) => mrz !== null)) {
    const random = seededRandom(options.seed).fork(layout.id);
    const holder = family.holder(layout, random.fork('holder'), options.now);
    const portrait = random.fork('portrait').pick(portraits);
    const specimen = renderSpecimen({ layout, holder, portrait, fonts, random, pixelsPerMillimetre });
    for (const kind of sweepKinds) {
      for (let step = 0; step < sweepSteps; step++) {
        const { image, documents } = sweepScene(layout, specimen, kind, step / (sweepSteps - 1));
        const name = `${kind}-${layout.id}-${step}.jpg`;
        labelled.push({ file: name, recipe: kind, scene: 'one', documents });
        yield { name, bytes: await encodeJpeg(image, 88) };
      }
    }
  }
  yield { name: 'truth.json', bytes: Buffer.from(sampleTruthJson(labelled)) };
}

/** `loss`: 0 perfect, 1 illegible. */
function sweepScene(
  layout: SpecimenLayout,
  specimen: FlatSpecimen,
  kind: SweepKind,
  loss: number,
): ReturnType<typeof composeScene> {
  const flat: RgbImage = specimen.image;
  // Down to a tenth: 2 pixels a character.
  const scale = kind === 'sweep-small' ? 1 - 0.9 * loss : 1;
  const width = Math.round(flat.width * scale) + 2 * marginPixels;
  const height = Math.round(flat.height * scale) + 2 * marginPixels;
  // Of the MRZ a share of up to a half is cut off at the right.
  const [left, right] = [specimen.truth.mrzQuad![0].x, specimen.truth.mrzQuad![1].x];
  const seen =
    kind === 'sweep-cut' && loss > 0 ? Math.round(marginPixels + right - (right - left) * 0.5 * loss) : width;
  const mrz = layout.mrz!;
  const middle = (mrz.baselines[0]! + mrz.baselines.at(-1)!) / 2 - 1.25;
  const order: SceneOrder = {
    width: seen,
    height,
    backdrop: 'tiles',
    documents: [
      {
        specimen,
        placement: {
          centre: { x: width / 2, y: height / 2 },
          widthPixels: flat.width * scale,
          angleDegrees: 0,
          pitchDegrees: 0,
          yawDegrees: 0,
        },
      },
    ],
    conditions: {
      ...perfectConditions,
      noiseSigma: 1.5,
      blurSigma: kind === 'sweep-blur' ? 6 * loss : 0.4,
      motion: kind === 'sweep-shaken' ? { lengthPixels: 24 * loss, angleDegrees: 20 } : null,
      glare:
        kind === 'sweep-glare' && loss > 0
          ? {
              // Half of the zone burns out.
              centre: { x: 0.7, y: (marginPixels + middle * pixelsPerMillimetre) / height },
              radius: 0.02 + 0.12 * loss,
              stretch: 2,
              angleDegrees: 0,
              strength: 1,
            }
          : null,
    },
    random: seededRandom(1),
  };
  return composeScene(order);
}
