import type { DocumentCue } from '#domain/document-cues.js';
import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { cueNotAssessed, cueVerdict } from '#engine/document/cues/cue-verdict.js';
import { unexplained } from '#engine/document/cues/least-squares.js';
import { sampleQuad } from '#engine/image/sample-quad.js';

const name = 'colourless';
/** The document as a small picture: each cell averages noise and halftone away. */
const columns = 56;
const rows = 40;
const cells = columns * rows;
/** Grey levels between light and dark parts of a document that was exposed at all. */
const leastRange = 40;
/** The share of the document that may be as colourful as it likes without making it colourful: a fingertip, a stamp. */
const outliers = 0.08;
/** Grey levels by which decoders round a grey picture's channels apart. */
const rounding = 0.5;
/**
 * Colour that light does not explain, as a share of the range from dark to light. Set on 6 renderings of the tuning family,
 * each also as a grey copy, and on 34 open pictures: grey ones show up to .01, documents in colour .11 and more but for a
 * pale one of .022.
 */
const limit = 0.016;

/**
 * Looks for a document without colours of its own. Lamps tint a grey copy too, dark parts otherwise than light ones and
 * one side otherwise than the other: what a smooth law of tone and place explains is light, the rest is colour.
 * @param quad in pixels of the image
 */
export function colourlessCue(image: RgbImage, quad: Quad): DocumentCue {
  const planes = sampleQuad(image, quad, columns, rows);
  if (planes === null) return cueNotAssessed(name, 'resolution-insufficient');
  const green = planes.subarray(cells, 2 * cells);
  if (hasNoColourInformation(planes)) return cueNotAssessed(name, 'colour-unavailable');
  const levels = green.toSorted();
  const range = levels[Math.floor(0.95 * cells)]! - levels[Math.floor(0.05 * cells)]!;
  if (range < leastRange) return cueNotAssessed(name, 'contrast-insufficient');
  const terms = Array.from(green, (level, cell) => {
    const tone = level / 255;
    const x = (cell % columns) / columns - 0.5;
    const y = Math.floor(cell / columns) / rows - 0.5;
    return [1, tone, tone * tone, x, y, tone * x, tone * y];
  });
  const differences = [0, 2].map((channel) => {
    const plane = planes.subarray(channel * cells, (channel + 1) * cells);
    return unexplained(
      terms,
      Float64Array.from(plane, (level, cell) => level - green[cell]!),
    );
  });
  const colour = Float64Array.from(green, (_, cell) =>
    Math.hypot(differences[0]![cell]!, differences[1]![cell]!),
  ).sort();
  const share = colour[Math.floor((1 - outliers) * cells)]! / range;
  // Less colour is more suspicious: the inverse has its limit at the inverse of the limit.
  return cueVerdict(name, 1 / Math.max(share, 1e-6), 1 / limit);
}

/** A camera's grey has noise in its colours and its light; a grey file has red, green and blue the same to the last digit. */
function hasNoColourInformation(planes: Float32Array): boolean {
  for (let cell = 0; cell < cells; cell++) {
    const green = planes[cells + cell]!;
    if (Math.abs(planes[cell]! - green) > rounding || Math.abs(planes[2 * cells + cell]! - green) > rounding)
      return false;
  }
  return true;
}
