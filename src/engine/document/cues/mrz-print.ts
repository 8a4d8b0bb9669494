import type { DocumentCue } from '#domain/document-cues.js';
import type { Point } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { cueNotAssessed, cueVerdict } from '#engine/document/cues/cue-verdict.js';
import { median } from '#engine/document/median.js';
import { createShapeBank } from '#engine/document/cues/print/fit-shape.js';
import { strangestDigit } from '#engine/document/cues/print/strangest-digit.js';
import { fitZone } from '#engine/document/cues/print/zone-fits.js';
import { luminanceOf } from '#engine/image/luminance.js';

/** The zone as it was read, with the middles of its characters in pixels of the image. */
export interface ReadZone {
  readonly lines: readonly string[];
  readonly middles: readonly (readonly Point[])[];
  /** Whether the reading can be trusted: a character that was misread fits no shape. */
  readonly trusted: boolean;
}

const typeface = 'mrz-typeface';
const character = 'mrz-character';
/** Blur of the shapes in their own pixels, 13 of them a character wide; the last is more than shows how print is shaped. */
const banks = [createShapeBank(0), createShapeBank(0.5), createShapeBank(0.9), createShapeBank(1.4)] as const;
/** Below, the stroke of a character is less than a pixel wide. */
const leastPitchPixels = 9;
/** Grey levels between ground and ink. */
const leastContrast = 30;
/** Share of their height by which characters may be higher or lower than the shapes before fits to the first order go astray. */
const mostGrowth = 0.15;
/** Fewer say nothing of the others. */
const leastCharacters = 16;
const leastFillers = 4;
/**
 * Variance that the shapes of OCR-B do not explain, the mean of letters and fillers. Set on the tuning family: true documents
 * show up to .03, other faces .064 and more; of 20 open pictures one shows .082, so that it is no more than evidence.
 */
const typefaceLimit = 0.08;
/** Deviations; see `strangestDigit`. On the tuning family true documents show up to 5.7, open pictures 6.5, 12 of 14 altered digits 6.7 and more. */
const characterLimit = 6.5;

/** Compares the print of the zone with OCR-B (ICAO 9303-3 §4.3), and its digits with each other. Null: no zone was read. */
export function mrzPrintCues(image: RgbImage, zone: ReadZone | null): [typeface: DocumentCue, character: DocumentCue] {
  const none = (reason: Parameters<typeof cueNotAssessed>[1]): [DocumentCue, DocumentCue] => [
    cueNotAssessed(typeface, reason),
    cueNotAssessed(character, reason),
  ];
  if (zone === null) return none('nothing-to-assess');
  if (!zone.trusted) return none('reading-unsure');
  if (pitchOf(zone.middles) < leastPitchPixels) return none('resolution-insufficient');
  const looks = fitZone(luminanceOf(image), zone.middles, zone.lines, banks).map((fits) => {
    const letters = fits.filter(({ symbol }) => symbol !== '<');
    return { fits, letters, residual: median(letters.map(({ residual }) => residual)) };
  });
  const best = looks.reduce((a, b) => (b.residual < a.residual ? b : a));
  if (best.letters.length < leastCharacters) return none('nothing-to-assess');
  if (median(best.letters.map(({ contrast }) => contrast)) < leastContrast) return none('contrast-insufficient');
  if (best === looks.at(-1)) return none('sharpness-insufficient');
  if (Math.abs(median(best.letters.map(({ growth }) => growth))) > mostGrowth) return none('proportions-unfit');
  const fillers = best.fits.filter(({ symbol }) => symbol === '<').map(({ residual }) => residual);
  const unlike = (best.residual + median(fillers)) / 2;
  const strange = strangestDigit(best.letters);
  return [
    fillers.length < leastFillers
      ? cueNotAssessed(typeface, 'nothing-to-assess')
      : cueVerdict(typeface, unlike, typefaceLimit),
    strange === null
      ? cueNotAssessed(character, 'nothing-to-assess')
      : cueVerdict(character, strange.deviation, characterLimit, { line: strange.line, column: strange.column }),
  ];
}

/** Pixels from character to character. */
const pitchOf = (middles: readonly (readonly Point[])[]): number =>
  Math.min(
    ...middles.map((line) => {
      const [first, last] = [line[0], line.at(-1)];
      return first === undefined || last === undefined
        ? 0
        : Math.hypot(last.x - first.x, last.y - first.y) / Math.max(1, line.length - 1);
    }),
  );
