import type { DocumentCue } from '#domain/document-cues.js';
import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { coherentGrid } from '#engine/document/cues/coherent-grid.js';
import { cueNotAssessed, cueVerdict } from '#engine/document/cues/cue-verdict.js';
import { documentWindows } from '#engine/document/cues/document-windows.js';
import { edgeSharpness } from '#engine/document/cues/edge-sharpness.js';
import { quadHeight, quadWidth } from '#engine/document/locate/quads.js';

const name = 'fine-grid';
/** Longer side of a document below which a grid has fallen between the pixels. */
const leastSidePixels = 600;
/** Side of a window: perspective hardly changes a grid within it, and it holds ten periods of the coarsest one. */
const side = 64;
const places = { columns: 6, rows: 5, side } as const;
/** Of the 30 windows; where more lie outside the picture, the rest may all lie on one pattern of the ground. */
const leastWindows = 15;
/**
 * Times the usual power at a grid's own two frequencies. Set on 7 renderings of the tuning family, each
 * also as screen and as halftone, and on 34 open pictures: true ones show up to 7.8, attacks 26 to 1365.
 */
const limit = 14;
/** Blur of about σ 2; a screen or a copy shows no grid then. */
const leastSharpness = 0.21;

/**
 * Looks for the pixels of a screen or the dots of a printed copy: two waves of one period at a right angle, 2 to 9 pixels
 * long, the same all over the document. Guilloches have many directions, hatching has one, print has no period.
 * @param image the largest copy of the picture that there is: shrinking removes the grid. `quad` in its pixels
 */
export function fineGridCue(image: RgbImage, quad: Quad): DocumentCue {
  if (Math.max(quadWidth(quad), quadHeight(quad)) < leastSidePixels) {
    return cueNotAssessed(name, 'resolution-insufficient');
  }
  const windows = documentWindows(image, quad, places);
  if (windows.length < leastWindows) return cueNotAssessed(name, 'resolution-insufficient');
  const strength = coherentGrid(windows, side);
  // What is seen is seen; only its absence needs a picture that could show it.
  if (strength >= limit) return cueVerdict(name, strength, limit);
  const sharpness = edgeSharpness(windows, side);
  if (sharpness === null) return cueNotAssessed(name, 'contrast-insufficient');
  if (sharpness < leastSharpness) return cueNotAssessed(name, 'sharpness-insufficient');
  return cueVerdict(name, strength, limit);
}
