import type { DocumentAssessment } from '#domain/document.js';
import type { Failure } from '#domain/failure.js';
import type { Point, Quad } from '#domain/geometry.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Timings } from '#domain/verification.js';
import type { ImageSource } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { documentFormatOf } from '#engine/document/classify/document-format.js';
import { documentSideOf } from '#engine/document/classify/document-side.js';
import { documentTypeOf } from '#engine/document/classify/document-type.js';
import { checkConsistency } from '#engine/document/cross-check/check-consistency.js';
import { mergeZones } from '#engine/document/cross-check/merge-zones.js';
import type { Zones } from '#engine/document/cross-check/zones.js';
import type { DocumentReader, DocumentReading } from '#engine/document/document-reader.js';
import { enlargedCopy } from '#engine/document/enlarged-copy.js';
import { findDocuments, type DocumentPlace } from '#engine/document/locate/document-places.js';
import { frameFromMrz } from '#engine/document/locate/mrz-frame.js';
import { boxOfQuad, quadContains, quadHeight, quadWidth, scaleQuad } from '#engine/document/locate/quads.js';
import { readingDirection, type ReadingDirection } from '#engine/document/locate/reading-direction.js';
import { angleBetween } from '#engine/document/locate/text-rows.js';
import { mrzCandidates, type MrzCandidate } from '#engine/document/mrz/candidates.js';
import { createMrzReader, type MrzReading } from '#engine/document/mrz/mrz-reader.js';
import type { TextDetector } from '#engine/document/ocr/text-detector.js';
import type { TextOrientationClassifier } from '#engine/document/ocr/text-orientation.js';
import type { TextRecogniser } from '#engine/document/ocr/text-recogniser.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import { cutPortrait, portraitBox } from '#engine/document/portrait.js';
import { readPrintedLines } from '#engine/document/visual-zone-lines.js';
import { extractFields } from '#engine/document/viz/extract-fields.js';
import type { FaceDetector } from '#engine/face/face-detector.js';

export interface DocumentReaderParts {
  readonly textDetector: TextDetector;
  readonly textRecogniser: TextRecogniser;
  readonly textOrientation: TextOrientationClassifier;
  readonly faceDetector: FaceDetector;
  /** Milliseconds of a steady clock, for the timings. */
  readonly now: () => number;
}

/** Everything that was read of a picture, also where `read` gives a failure: evaluation looks at both. */
export interface CompleteReading {
  readonly failure: Failure | null;
  readonly readings: readonly (DocumentReading & {
    readonly texts: readonly string[];
    readonly mrzReading: MrzReading | null;
  })[];
}

/** A document reader that can also tell what it read where `read` fails. */
export interface CompleteDocumentReader extends DocumentReader {
  readAll(picture: ImageSource, now: Date): Promise<CompleteReading>;
}

/** Side of the copy that text and faces are looked for in; openImage has it decoded already. */
const workingSidePixels = 1280;
/** Blocks that lie like an MRZ and are read to see whether they are; the true one is nearly always the first. */
const maximumCandidates = 4;
/** The recogniser sees MRZ characters about 26 pixels wide; detected lines are 1.25 characters high. */
const wantedLineHeightPixels = 32;
/** A document without a machine readable zone shows a name and a date at the least; a photo of a person shows less. */
const leastCharacters = 12;
/** 44 characters of 8 pixels: a smaller picture is refused, unless its machine readable zone could be read all the same. */
const leastSidePixels = 352;
/** Fewer regions that look like text are none. */
const leastRegions = 6;
/** The recogniser wants 48 pixels and reads down to about 10; detected lines are 1.25 characters high. */
const leastLineHeightPixels = 12;
/** A direction that is less sure is tried the other way round too. */
const sureLogOdds = 40;

export function createDocumentReader(parts: DocumentReaderParts): CompleteDocumentReader {
  const { textDetector, textRecogniser, textOrientation, faceDetector } = parts;
  const mrzReader = createMrzReader(textRecogniser);

  async function readAll(picture: ImageSource, now: Date): Promise<CompleteReading> {
    const timings: Record<string, number> = {};
    const timed = async <T>(stage: string, work: () => Promise<T>): Promise<T> => {
      const from = parts.now();
      const result = await work();
      timings[stage] = (timings[stage] ?? 0) + parts.now() - from;
      return result;
    };
    const working = await timed('decode', () => picture.resized(workingSidePixels));
    const regions = await timed('text-detection', () => textDetector.detect(working));
    const faces = await timed('portrait', () => faceDetector.detect(working));
    if (regions.length === 0) return { failure: { code: 'document-not-found' }, readings: [] };
    const direction = await timed('orientation', () =>
      readingDirection(working, regions, dominantAngle(regions), textOrientation),
    );
    const mrzs = await timed('mrz', () => findMrzs(picture, working, regions, direction, now));
    const isSmall = Math.max(picture.width, picture.height) < leastSidePixels;
    if (isSmall && !mrzs.some(({ reading }) => reading.mrz.valid)) {
      return { failure: { code: 'document-resolution-insufficient' }, readings: [] };
    }
    const places = await timed('location', async () =>
      findDocuments({ image: working, regions, faces, mrzs, directionDegrees: direction.angleDegrees }),
    );
    const readings: CompleteReading['readings'][number][] = [];
    for (const place of places) readings.push(await readPlace(picture, working, regions, place, now, timings, timed));
    // A face with a patterned background beside the document is no second document.
    const legible = readings.filter(
      ({ document, texts }) => document.mrz !== null || charactersIn(texts) >= leastCharacters,
    );
    if (legible.length > 1) return { failure: { code: 'several-documents' }, readings: legible };
    if (legible.length === 1) return { failure: null, readings: legible };
    if (readings.length === 0) return { failure: { code: 'document-not-found' }, readings: [] };
    const illegible = illegibleFailure(regions, picture.width / working.width);
    return { failure: illegible, readings: illegible === null ? readings.slice(0, 1) : [] };
  }

  async function readPlace(
    picture: ImageSource,
    working: RgbImage,
    regions: readonly TextRegion[],
    place: DocumentPlace,
    now: Date,
    timings: Timings,
    timed: <T>(stage: string, work: () => Promise<T>) => Promise<T>,
  ): Promise<CompleteReading['readings'][number]> {
    const { quad, directionDegrees, mrz, face } = place;
    const printed = await timed('visual-zone', () =>
      readPrintedLines(working, quad, directionDegrees, regions, isOfMrz(mrz), textRecogniser),
    );
    const visualZone = extractFields({ ...printed, now, known: mrz?.parsed.fields ?? {} });
    const zones: Zones = {
      mrz: mrz?.parsed ?? null,
      mrzTrusted: mrz?.mrz.valid ?? false,
      visualZone: visualZone.fields,
      printedFullName: visualZone.fullName?.text ?? null,
      barcode: null,
    };
    const merged = mergeZones(zones);
    const portrait =
      face === null
        ? null
        : await timed('portrait', () => cutPortrait(picture, working, face, directionDegrees, faceDetector));
    const toPicture = picture.width / working.width;
    const position = scaleQuad(quad, toPicture);
    const type = documentTypeOf({
      documentCode: mrz?.parsed.documentCode ?? null,
      issuingState: merged.fields.issuingState?.value ?? null,
      boxes: printed.boxes,
      aamvaSubfile: null,
    });
    const mrzFormat = mrz?.parsed.format ?? null;
    const portraitPosition = face === null ? null : scaleBox(portraitBox(face, directionDegrees), toPicture);
    const document: DocumentAssessment = {
      type,
      format: documentFormatOf({ mrzFormat, type, quad: position }),
      side: documentSideOf({
        type,
        mrzFormat,
        portraitShare: portraitPosition === null ? null : portraitPosition.height / quadHeight(position),
        hasBarcode: zones.barcode !== null,
        hasPrintedFields: Object.keys(visualZone.fields).length > 0,
      }),
      position: boxOfQuad(position),
      quad: position,
      portrait: portraitPosition,
      mrz: mrz?.mrz ?? null,
      ...merged,
      ...checkConsistency({ zones, merged, type, now }),
    };
    return { document, portrait, timings, texts: printed.boxes.map(({ text }) => text), mrzReading: mrz };
  }

  /** The machine readable zones, each on a document of its own. */
  async function findMrzs(
    picture: ImageSource,
    working: RgbImage,
    regions: readonly TextRegion[],
    main: ReadingDirection,
    now: Date,
  ): Promise<{ reading: MrzReading; directionDegrees: number }[]> {
    const found: { reading: MrzReading; directionDegrees: number }[] = [];
    for (const candidate of mrzCandidates(regions).slice(0, maximumCandidates)) {
      if (found.some((other) => !mayBeAnother(candidate, other.reading))) continue;
      const direction =
        angleBetween(candidate.angleDegrees, main.angleDegrees) <= 15
          ? main
          : await readingDirection(working, regions, candidate.angleDegrees, textOrientation);
      const copy = await enlargedCopy(picture, working, wantedLineHeightPixels / candidate.heightPixels);
      const scale = copy.width / working.width;
      const enlarged = { ...candidate, strips: candidate.strips.map((strip) => scaleQuad(strip, scale)) };
      const ways = [direction.angleDegrees, direction.angleDegrees + 180];
      for (const way of direction.logOdds >= sureLogOdds ? ways.slice(0, 1) : ways) {
        const reading = await mrzReader.read(copy, enlarged, way, now);
        if (reading === null) continue;
        const lineQuads = reading.lineQuads.map((quad) => scaleQuad(quad, 1 / scale));
        found.push({
          reading: { ...reading, lineQuads },
          directionDegrees: boxOfQuad(lineQuads[0]!).angleDegrees,
        });
        break;
      }
    }
    return found;
  }

  return {
    readAll,
    async read(picture: ImageSource, now: Date): Promise<Outcome<DocumentReading>> {
      const { failure, readings } = await readAll(picture, now);
      const [reading] = readings;
      if (failure !== null || reading === undefined) return fail(failure ?? { code: 'document-not-found' });
      return ok({ document: reading.document, portrait: reading.portrait, timings: reading.timings });
    },
  };
}

const charactersIn = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + text.replace(/\s/g, '').length, 0);

/**
 * Why a picture with hardly a legible character is refused: a few regions that look like text are patterns of clothes or
 * a background; many are print, too small to be read or simply illegible (null: a document of which nothing was read).
 */
function illegibleFailure(regions: readonly TextRegion[], toPicture: number): Failure | null {
  if (regions.length < leastRegions) return { code: 'document-not-found' };
  const heights = regions.map(({ box }) => box.height * toPicture).sort((a, b) => a - b);
  return heights[Math.floor(heights.length / 2)]! < leastLineHeightPixels
    ? { code: 'document-resolution-insufficient' }
    : null;
}

/** A second MRZ is about as long as the first, and lies where the first document is not. */
function mayBeAnother(candidate: MrzCandidate, { mrz, lineQuads }: MrzReading): boolean {
  const frame = frameFromMrz(mrz.format, lineQuads);
  const length = quadWidth(lineQuads[0]!);
  const centre = boxOfQuad(candidate.strips[0]!);
  return (
    candidate.lengthPixels > 0.5 * length &&
    !quadContains(frame, { x: centre.x + centre.width / 2, y: centre.y + centre.height / 2 }, 0.05 * length)
  );
}

/** The direction (up to a half turn) along which most text runs, by length, to the degree and then on average. */
function dominantAngle(regions: readonly TextRegion[]): number {
  const directed = regions.filter(({ box }) => box.width > 2 * box.height);
  let best = { weight: 0, angle: 0 };
  for (const seed of directed) {
    let weight = 0;
    let offset = 0;
    for (const { box } of directed) {
      const difference = ((((box.angleDegrees - seed.box.angleDegrees) % 180) + 270) % 180) - 90;
      if (Math.abs(difference) > 6) continue;
      weight += box.width;
      offset += box.width * difference;
    }
    if (weight > best.weight) best = { weight, angle: seed.box.angleDegrees + offset / weight };
  }
  return best.angle;
}

function isOfMrz(reading: MrzReading | null): (centre: Point) => boolean {
  if (reading === null) return () => false;
  const quads: readonly Quad[] = reading.lineQuads;
  return (centre) => quads.some((quad) => quadContains(quad, centre, 0.3 * quadHeight(quad)));
}

const scaleBox = <T extends { x: number; y: number; width: number; height: number }>(box: T, factor: number): T => ({
  ...box,
  x: box.x * factor,
  y: box.y * factor,
  width: box.width * factor,
  height: box.height * factor,
});
