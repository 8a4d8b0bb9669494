import type { RgbImage } from '#engine/decode/rgb-image.js';
import { angleBetween } from '#engine/document/locate/text-rows.js';
import { quadOfBox } from '#engine/document/ocr/line-tensor.js';
import type { TextOrientationClassifier } from '#engine/document/ocr/text-orientation.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';

export interface ReadingDirection {
  /** −180 < angle ≤ 180: the way the text reads. */
  readonly angleDegrees: number;
  /** Log odds that it is not the other way round; the net is sure of single lines at 10 and more. */
  readonly logOdds: number;
}

/** How many lines are asked, and how far their directions may lie apart. */
const asked = 8;
const spreadDegrees = 15;
/** A line shorter than this many heights has hardly two characters. */
const minimumAspect = 2.5;
/** Below, each line is asked a second time, turned. */
const decisiveLogOdds = 30;

/**
 * Which way the text along `alongDegrees` (known up to a half turn) reads, by vote of its longest lines: single lines
 * mislead (fillers of an MRZ, other scripts), eight never did on 47 documents.
 */
export async function readingDirection(
  image: RgbImage,
  regions: readonly TextRegion[],
  alongDegrees: number,
  classifier: TextOrientationClassifier,
): Promise<ReadingDirection> {
  const lines = regions
    .filter(({ box }) => box.width >= minimumAspect * box.height)
    .filter(({ box }) => angleBetween(box.angleDegrees, alongDegrees) <= spreadDegrees)
    .sort((a, b) => b.box.width - a.box.width)
    .slice(0, asked)
    .map(({ box }) => quadOfBox({ ...box, angleDegrees: nearest(box.angleDegrees, alongDegrees) }));
  let logOdds = 0;
  for (const quad of lines) logOdds += (await classifier.uprightLogOdds(image, quad)) ?? 0;
  if (Math.abs(logOdds) < decisiveLogOdds) {
    for (const [a, b, c, d] of lines) logOdds -= (await classifier.uprightLogOdds(image, [c, d, a, b])) ?? 0;
  }
  return {
    angleDegrees: wrapDegrees(logOdds >= 0 ? alongDegrees : alongDegrees + 180),
    logOdds: Math.abs(logOdds),
  };
}

/** The one of `angle` and `angle` + 180 that is nearer to `reference`. */
function nearest(angle: number, reference: number): number {
  return Math.abs(wrapDegrees(angle - reference)) <= 90 ? angle : wrapDegrees(angle + 180);
}

/** The same direction in −180 < angle ≤ 180. */
export function wrapDegrees(angle: number): number {
  const wrapped = ((angle % 360) + 360) % 360;
  return wrapped > 180 ? wrapped - 360 : wrapped;
}
