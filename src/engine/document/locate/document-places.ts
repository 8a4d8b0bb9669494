import type { Box, Point, Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { angleBetween, wrapDegrees } from '#engine/document/locate/angles.js';
import { areOneAnother, type DocumentOutline } from '#engine/document/locate/document-outlines.js';
import { dominantAngle, hasDirection } from '#engine/document/locate/dominant-angle.js';
import { frameFromMrz } from '#engine/document/locate/mrz-frame.js';
import {
  boxOfQuad,
  middleOfBox,
  middleOfQuad,
  quadContains,
  quadHeight,
  quadOfBox,
  quadWidth,
} from '#engine/document/locate/quads.js';
import { mostHeadTiltDegrees, rollOfFace, sizeOfFace } from '#engine/document/locate/portrait-face.js';
import { snapToEdges, type SideReach, type SideReaches } from '#engine/document/locate/snap-to-edges.js';
import { textClusters } from '#engine/document/locate/text-clusters.js';
import { frameAroundText } from '#engine/document/locate/text-frame.js';
import type { MrzReading } from '#engine/document/mrz/mrz-reader.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import { portraitQuad } from '#engine/document/portrait.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

/** Where one document lies, and what was found on it so far. */
export interface DocumentPlace {
  /** In pixels of the working copy, in the document's own reading order. */
  readonly quad: Quad;
  readonly directionDegrees: number;
  readonly mrz: MrzReading | null;
  /** The main portrait's face. */
  readonly face: MeshedFace | null;
  /** Its edges show it, and which way up it lies is known only up to a half turn; null where they do not. */
  readonly outline: DocumentOutline | null;
}

export interface Findings {
  readonly image: RgbImage;
  readonly regions: readonly TextRegion[];
  /** Largest first. */
  readonly faces: readonly MeshedFace[];
  readonly mrzs: readonly { readonly reading: MrzReading; readonly directionDegrees: number }[];
  /** The way most text reads. */
  readonly directionDegrees: number;
  readonly outlines: readonly DocumentOutline[];
}

const reach = (inwards: number, outwards: number, deviation: number): SideReach => ({ inwards, outwards, deviation });

/** The MRZ fixes the bottom well, the sides less, the far top hardly once the document is seen aslant. */
const reachesFromMrz: SideReaches = [
  reach(0.25, 0.25, 0.15),
  reach(0.16, 0.16, 0.1),
  reach(0.08, 0.1, 0.06),
  reach(0.16, 0.16, 0.1),
];
/** All print lies on the document, so its sides lie outside. */
const outwards = reach(0.04, 0.3, 0.15);
const reachesFromText: SideReaches = [outwards, outwards, outwards, outwards];
/** After the first round the sides are known to a few percent. */
const close = reach(0.05, 0.05, 0.03);
const closeReaches: SideReaches = [close, close, close, close];

/** A ghost image is at most half as large; a face beside a document that is as large belongs to another one. */
const mainFaceShare = 0.6;
/** Text that a face must have about it to be a portrait on a document. */
const minimumRegions = 3;
/** Lines on one document run alike, perspective included. */
const mostSlantDegrees = 12;
/** No document reaches further from its portrait's face than this many face sizes. */
const maximumFaceDistance = 6;

/**
 * The documents in the picture: one for each MRZ, and one for each further face of the main size with text about it that
 * belongs to none; without either, whatever text there is.
 */
export function findDocuments(findings: Findings): DocumentPlace[] {
  const { image, regions, faces, mrzs, outlines } = findings;
  const places: DocumentPlace[] = mrzs.map((mrz) => placeOfMrz(findings, mrz));
  for (const outline of outlines) {
    if (!places.some(({ quad }) => areOneAnother(quad, outline.quad))) places.push(placeOfOutline(findings, outline));
  }
  const smallest = mainFaceShare * Math.max(0, ...faces.map(sizeOfFace));
  const left = faces.filter((face) => sizeOfFace(face) >= smallest && !places.some(({ quad }) => isOn(quad, face)));
  const free = regions.filter(
    (region) => !places.some(({ quad }) => quadContains(quad, centreOf(region), 0.05 * quadHeight(quad))),
  );
  const main = mrzs[0]?.directionDegrees ?? findings.directionDegrees;
  const directions = left.map((face) => directionAround(face, free) ?? main);
  const bridges = left.map((face, i) => portraitQuad(face, directions[i]!));
  const clusters = textClusters(free, bridges);
  const taken = new Set<TextRegion>();
  for (const [i, face] of left.entries()) {
    const [bridge, direction] = [bridges[i]!, directions[i]!];
    const own = clusters
      .filter((cluster) => !taken.has(cluster[0]!))
      .filter((cluster) => cluster.some((region) => isNear(region, face)))
      // Where two faces claim a group, it belongs to the nearer one.
      .filter((cluster) => left.every((other) => other === face || nearest(cluster, face) <= nearest(cluster, other)))
      .flat()
      .filter((region) => isNear(region, face) && !runsAcross(region, direction));
    if (own.length < minimumRegions) continue;
    for (const region of own) taken.add(region);
    const frame = frameAroundText(own, bridge, direction);
    if (frame === null) continue;
    const quad = settle(image, frame, reachesFromText, own, [face], direction);
    places.push({ quad, directionDegrees: direction, mrz: null, face, outline: null });
  }
  if (places.length > 0) return places;
  const frame = frameAroundText(regions, [], main);
  if (frame === null) return [];
  const quad = settle(image, frame, reachesFromText, regions, [], main);
  return [{ quad, directionDegrees: main, mrz: null, face: largestOn(quad, faces), outline: null }];
}

/** The direction of the lines about a portrait that run as it stands; null where they are too few. */
function directionAround(face: MeshedFace, regions: readonly TextRegion[]): number | null {
  const roll = rollOfFace(face);
  const lines = regions.filter(
    (region) =>
      isNear(region, face) &&
      hasDirection(region) &&
      angleBetween(region.box.angleDegrees, roll) <= mostHeadTiltDegrees,
  );
  if (lines.length < minimumRegions) return null;
  const along = dominantAngle(lines);
  return wrapDegrees(Math.abs(wrapDegrees(along - roll)) <= 90 ? along : along + 180);
}

/** Text of another document or paper beside: it runs another way. */
const runsAcross = (region: TextRegion, directionDegrees: number): boolean =>
  hasDirection(region) && angleBetween(region.box.angleDegrees, directionDegrees) > mostSlantDegrees;

/** The document on which a machine readable zone was read. */
export function placeOfMrz(
  { image, regions, faces, outlines }: Omit<Findings, 'mrzs' | 'directionDegrees'>,
  { reading, directionDegrees }: Findings['mrzs'][number],
): DocumentPlace {
  const frame = frameFromMrz(reading.mrz.format, reading.lineQuads);
  const outline = outlines.find(({ quad }) => isNearly(quad, frame)) ?? null;
  const quad =
    outline === null
      ? settle(image, frame, reachesFromMrz, regions, faces, directionDegrees)
      : refine(image, alike(outline.quad, frame), regions, faces, directionDegrees);
  return { quad, directionDegrees, mrz: reading, face: largestOn(quad, faces), outline };
}

function placeOfOutline({ image, regions, faces, directionDegrees: main }: Findings, outline: DocumentOutline) {
  const [a, b, c, d] = outline.quad;
  const angle = boxOfQuad(outline.quad).angleDegrees;
  const turned = !outline.upright && Math.abs(wrapDegrees(angle - main)) > 90;
  const directionDegrees = turned ? wrapDegrees(angle + 180) : angle;
  const quad = refine(image, turned ? [c, d, a, b] : outline.quad, regions, faces, directionDegrees);
  return { quad, directionDegrees, mrz: null, face: largestOn(quad, faces), outline };
}

/** A place once its machine readable zone was read late: where that and the outline put it, and the way up that it says. */
export function placeOfLateMrz(
  findings: Findings,
  found: DocumentPlace,
  late: Findings['mrzs'][number],
): DocumentPlace {
  const outlines = found.outline === null ? [] : [found.outline];
  const place = placeOfMrz({ ...findings, outlines }, late);
  return { ...place, face: found.face ?? place.face };
}

/** Whether an outline may be that of a document whose frame is known but for perspective. */
function isNearly(outline: Quad, frame: Quad): boolean {
  const [size, expected] = [quadHeight(outline), quadHeight(frame)];
  const [a, b] = [middleOfQuad(outline), middleOfQuad(frame)];
  return Math.hypot(a.x - b.x, a.y - b.y) < 0.25 * expected && size > 0.7 * expected && size < 1.4 * expected;
}

/** A quad with its corners in the order of another's: of the four the one whose first corner is nearest. */
function alike([a, b, c, d]: Quad, { 0: first }: Quad): Quad {
  const turns: Quad[] = [
    [a, b, c, d],
    [b, c, d, a],
    [c, d, a, b],
    [d, a, b, c],
  ];
  const off = ([{ x, y }]: Quad): number => Math.hypot(x - first.x, y - first.y);
  return turns.reduce((best, turn) => (off(turn) < off(best) ? turn : best));
}

/** The frame drawn to the document's edges, where the picture shows any. */
function settle(
  image: RgbImage,
  frame: Quad,
  reaches: SideReaches,
  regions: readonly TextRegion[],
  faces: readonly MeshedFace[],
  directionDegrees: number,
): Quad {
  const content = contentOf(frame, regions, faces, directionDegrees);
  const first = snapToEdges(image, frame, reaches, content);
  return withinPicture(snapToEdges(image, first, closeReaches, content), image);
}

/** A quad that is right but for a few pixels, drawn to the edges at the picture's full sharpness. */
function refine(
  image: RgbImage,
  quad: Quad,
  regions: readonly TextRegion[],
  faces: readonly MeshedFace[],
  directionDegrees: number,
): Quad {
  const content = contentOf(quad, regions, faces, directionDegrees);
  return withinPicture(snapToEdges(image, quad, closeReaches, content), image);
}

/** Corners of what lies on the document. */
function contentOf(
  frame: Quad,
  regions: readonly TextRegion[],
  faces: readonly MeshedFace[],
  directionDegrees: number,
): Point[] {
  const margin = 0.04 * quadHeight(frame);
  return [
    ...regions.filter((region) => quadContains(frame, centreOf(region), margin)).flatMap(({ box }) => quadOfBox(box)),
    ...faces.filter((face) => isOn(frame, face)).flatMap((face) => portraitQuad(face, directionDegrees)),
  ];
}

/** A document that the picture cuts off ends where the picture does. */
const withinPicture = (quad: Quad, { width, height }: RgbImage): Quad =>
  quad.map(({ x, y }) => ({ x: Math.min(Math.max(x, 0), width), y: Math.min(Math.max(y, 0), height) })) as Quad; // four corners in, four out

const centreOf = ({ box }: { readonly box: Box }): Point => middleOfBox(box);

const isOn = (quad: Quad, face: MeshedFace): boolean => quadContains(quad, centreOf(face), 0.05 * quadWidth(quad));

const largestOn = (quad: Quad, faces: readonly MeshedFace[]): MeshedFace | null =>
  faces.reduce<MeshedFace | null>(
    (best, face) => (isOn(quad, face) && (best === null || sizeOfFace(face) > sizeOfFace(best)) ? face : best),
    null,
  );

const distanceOf = (region: TextRegion, face: MeshedFace): number => {
  const [a, b] = [centreOf(region), centreOf(face)];
  return Math.hypot(a.x - b.x, a.y - b.y);
};

const isNear = (region: TextRegion, face: MeshedFace): boolean =>
  distanceOf(region, face) <= maximumFaceDistance * sizeOfFace(face);

const nearest = (cluster: readonly TextRegion[], face: MeshedFace): number =>
  Math.min(...cluster.map((region) => distanceOf(region, face)));
