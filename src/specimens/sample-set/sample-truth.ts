import type { SceneKind } from '#engine/evaluation/documents/document-truth.js';
import type { AttackName } from '#specimens/attacks/attacks.js';
import type { SeenTruth } from '#specimens/truth.js';

export interface LabelledPicture {
  readonly file: string;
  /** The kind of picture, see scene/recipes.ts. */
  readonly recipe: string;
  readonly scene: SceneKind;
  /** What is shown instead of a true document; left out or null: nothing. */
  readonly attack?: AttackName | null;
  readonly documents: readonly SeenTruth[];
}

/**
 * The labels in the form that `bonafide evaluate documents` reads (`mrz` and `visualZone` of the picture), with the
 * whole truth of each document beside them.
 */
export function sampleTruthJson(pictures: readonly LabelledPicture[]): string {
  const entries = pictures.map(({ file, recipe, scene, attack, documents }) => {
    const withMrz = documents.find(({ mrzLines }) => mrzLines !== null);
    return {
      file,
      mrz:
        withMrz === undefined
          ? null
          : // The label format writes MRVA and MRVB without the hyphen of ICAO 9303-7.
            { format: withMrz.format?.replace('-', ''), lines: withMrz.mrzLines, checkDigitsValidAsPrinted: true },
      visualZone: documents.flatMap(({ visualZone }) => visualZone.map(({ printed }) => printed)),
      recipe,
      scene,
      ...(attack === undefined || attack === null ? {} : { attack }),
      readable: withMrz?.readable ?? documents.every(({ readable }) => readable),
      documents,
    };
  });
  return `${JSON.stringify(entries, roundPixels, 1)}\n`;
}

/** Hundredths of a pixel say enough. */
const roundPixels = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 100) / 100 : value;

/** Heads turned further than this are for readers that turn the document upright first, not for a face detector alone. */
const maxPortraitAngleDegrees = 45;

/** Every picture with one portrait against every selfie, in the form that `bonafide evaluate pairs` reads. */
export function samplePairsCsv(pictures: readonly LabelledPicture[], selfies: readonly string[]): string {
  const withPortrait = pictures.filter(({ documents: [first, ...others] }) => {
    const portrait = first?.portraitBox ?? null;
    return others.length === 0 && portrait !== null && Math.abs(portrait.angleDegrees) <= maxPortraitAngleDegrees;
  });
  const rows = withPortrait.flatMap(({ file }) =>
    selfies.map((selfie) => `${file},${selfie},${selfie === 'selfie-owner.jpg' ? 1 : 0}`),
  );
  return ['a,b,same', ...rows, ''].join('\n');
}
