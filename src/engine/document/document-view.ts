import type { Point, Quad } from '#domain/geometry.js';
import type { ImageSource } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { enlargedCopy } from '#engine/document/enlarged-copy.js';
import { angleBetween, wrapDegrees } from '#engine/document/locate/angles.js';
import { hasDirection } from '#engine/document/locate/dominant-angle.js';
import {
  boxOfQuad,
  middleOfBox,
  quadContains,
  quadHeight,
  quadWidth,
  scaleQuad,
} from '#engine/document/locate/quads.js';
import { median } from '#engine/document/median.js';
import type { CloseUp } from '#engine/document/ocr/look-at-line.js';
import type { TextDetector } from '#engine/document/ocr/text-detector.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import { applyHomography, applyHomographyToQuad, homographyBetween } from '#engine/image/homography.js';
import { luminanceOf, type Luminance } from '#engine/image/luminance.js';
import { pointBetween } from '#engine/image/point-between.js';
import { rectify } from '#engine/image/rectify.js';

/** A document as it stands upright, and where a closer look at its print is to be had. */
export interface DocumentView {
  /** The document and what is around it, in which its text was looked for; places are in its pixels. */
  readonly image: Luminance;
  /** The document, in reading order, its upper and lower side along its lines of text. */
  readonly quad: Quad;
  readonly directionDegrees: number;
  readonly regions: readonly TextRegion[];
  /** What its lines are cut out of to be read. */
  readonly closeUp: CloseUp;
  /** To points of the working copy. */
  readonly toWorking: (point: Point) => Point;
}

/**
 * What text detection sees of a document. On 60 generated pictures 373 of 407 values are read in the right field with 832, 356
 * with 960, 358 with 736.
 */
const viewSidePixels = 1024;
/** Longer side of a document in the picture that its lines are cut out of. */
const closeUpSidePixels = 1120;
/** What is shown around the document, in shares of its sides, for the place that was found may be cut short. */
const margin = 0.03;
/**
 * A document that fills less of the working copy is cut out and enlarged: on rendered scenes labels and single letters (the
 * sex) are missed or read as fragments below.
 */
const leastShare = 0.78;
/** The same where the document lies askew: detected boxes are as high as the slope of the line then. */
const mostTiltDegrees = 8;
/** Opposite sides that differ by more than this show perspective. */
const mostTaper = 0.12;

/** So many lines must tell how far, up to this, the document's sides are off its print. */
const leastLines = 5;
const mostShearDegrees = 4;

/** The document as it is best read, and its text, looked for closer than to find the document. */
export async function documentView(
  picture: ImageSource,
  working: RgbImage,
  place: { readonly quad: Quad; readonly directionDegrees: number },
  textDetector: TextDetector,
): Promise<DocumentView> {
  const longer = Math.max(quadWidth(place.quad), quadHeight(place.quad));
  const copy = await enlargedCopy(picture, working, closeUpSidePixels / longer);
  const view =
    (fillsStraight(place, working) ? null : uprightView(place.quad, working, copy)) ?? asItIs(place, working, copy);
  const regions = await textDetector.detect(view.image, viewSidePixels);
  return { ...view, regions, quad: levelled(view.quad, regions) };
}

/** Whether a document can be read where it lies. */
function fillsStraight(
  { quad, directionDegrees }: { readonly quad: Quad; readonly directionDegrees: number },
  { width, height }: RgbImage,
): boolean {
  const fills = Math.max(quadWidth(quad), quadHeight(quad)) >= leastShare * Math.max(width, height);
  return fills && angleBetween(directionDegrees, 0) <= mostTiltDegrees && taper(quad) <= mostTaper;
}

function asItIs(
  { quad, directionDegrees }: { readonly quad: Quad; readonly directionDegrees: number },
  working: RgbImage,
  copy: RgbImage,
): Omit<DocumentView, 'regions'> {
  const scale = copy.width / working.width;
  return {
    image: luminanceOf(working),
    quad,
    directionDegrees,
    closeUp: { image: luminanceOf(copy), place: (quad) => scaleQuad(quad, scale) },
    toWorking: (point) => point,
  };
}

/** The document rectified, no larger than the copy shows it. Null when its quad is degenerate. */
function uprightView(quad: Quad, working: RgbImage, copy: RgbImage): Omit<DocumentView, 'regions'> | null {
  const inCopy = scaleQuad(quad, copy.width / working.width);
  const [along, across] = [quadWidth(inCopy), quadHeight(inCopy)];
  const scale = Math.min(1, viewSidePixels / (1 + 2 * margin) / Math.max(along, across));
  const inner = { width: Math.round(along * scale), height: Math.round(across * scale) };
  const border = { x: Math.round(margin * inner.width), y: Math.round(margin * inner.height) };
  const upright = cornersOfBox({ ...border, ...inner });
  const toCopy = homographyBetween(upright, inCopy);
  const toWorking = homographyBetween(upright, quad);
  if (toCopy === null || toWorking === null) return null;
  const size = { width: inner.width + 2 * border.x, height: inner.height + 2 * border.y };
  const source = luminanceOf(copy);
  const image = rectify(source, applyHomographyToQuad(toCopy, cornersOfBox({ x: 0, y: 0, ...size })), size);
  if (image === null) return null;
  return {
    image,
    quad: upright,
    directionDegrees: 0,
    closeUp: { image: source, place: (quad) => applyHomographyToQuad(toCopy, quad) },
    toWorking: (point) => applyHomography(toWorking, point),
  };
}

/** The quad sheared so that lines of text run along it: corners that are a little off tilt it against its print. */
function levelled(quad: Quad, regions: readonly TextRegion[]): Quad {
  const { angleDegrees } = boxOfQuad(quad);
  const tilts = regions
    .filter((region) => hasDirection(region) && quadContains(quad, middleOfBox(region.box)))
    .map(({ box }) => wrapDegrees(2 * (box.angleDegrees - angleDegrees)) / 2)
    .filter((tilt) => Math.abs(tilt) <= mostShearDegrees);
  if (tilts.length < leastLines) return quad;
  const rise = (Math.tan((median(tilts) * Math.PI) / 180) * quadWidth(quad)) / quadHeight(quad) / 2;
  const [a, b, c, d] = quad;
  return [pointBetween(a, d, -rise), pointBetween(b, c, rise), pointBetween(c, b, -rise), pointBetween(d, a, rise)];
}

/** How much the shorter of two opposite sides lacks to the longer, 0–1; the larger of both pairs. */
function taper([a, b, c, d]: Quad): number {
  const length = (p: Point, q: Point): number => Math.hypot(p.x - q.x, p.y - q.y);
  const pair = (p: number, q: number): number => 1 - Math.min(p, q) / Math.max(1, p, q);
  return Math.max(pair(length(a, b), length(d, c)), pair(length(a, d), length(b, c)));
}
