import type { DocumentAssessment } from '#domain/document.js';
import type { Failure } from '#domain/failure.js';
import type { Point, Quad } from '#domain/geometry.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Timings } from '#domain/verification.js';
import type { ImageSource } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { assessBarcodeAlone, assessDocument } from '#engine/document/assess-document.js';
import type { BarcodeReader } from '#engine/document/barcode/barcode-reader.js';
import { foundBarcode, type FoundBarcode } from '#engine/document/barcode/found-barcode.js';
import type { DocumentReader, DocumentReading } from '#engine/document/document-reader.js';
import { judgeDocumentCues } from '#engine/document/cues/judge-document-cues.js';
import { documentView, type DocumentView } from '#engine/document/document-view.js';
import { findDocuments, type DocumentPlace } from '#engine/document/locate/document-places.js';
import { findMrzs, type FoundMrz } from '#engine/document/find-mrzs.js';
import type { LocalLineReader } from '#engine/document/local-script/local-line-reader.js';
import { boxOfQuad, quadContains, quadHeight, scaleQuad } from '#engine/document/locate/quads.js';
import { readingDirection, wrapDegrees } from '#engine/document/locate/reading-direction.js';
import type { MrzLineRecogniser } from '#engine/document/mrz/mrz-line-recogniser.js';
import { createMrzReader, type MrzReading } from '#engine/document/mrz/mrz-reader.js';
import type { TextDetector } from '#engine/document/ocr/text-detector.js';
import type { TextOrientationClassifier } from '#engine/document/ocr/text-orientation.js';
import type { PrintRecogniser } from '#engine/document/ocr/print-recogniser.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import { cutPortrait, portraitBox } from '#engine/document/portrait.js';
import { createPrintedLineReader, type PrintedLines } from '#engine/document/visual-zone-lines.js';
import { labelCodesOf } from '#engine/document/viz/coded-labels.js';
import { stateOfHeading } from '#engine/document/viz/issuing-state.js';
import type { FaceDetector } from '#engine/face/face-detector.js';

export interface DocumentReaderParts {
  readonly textDetector: TextDetector;
  readonly printRecogniser: PrintRecogniser;
  readonly mrzLineRecogniser: MrzLineRecogniser;
  readonly textOrientation: TextOrientationClassifier;
  readonly faceDetector: FaceDetector;
  readonly barcodeReader: BarcodeReader;
  readonly localLineReader: LocalLineReader;
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
/** A document without a machine readable zone shows a name and a date at the least; a photo of a person shows less. */
const leastCharacters = 12;
/** Print without portrait, title and zone is a document's when it has this many values with labels; a letter has a date. */
const leastFields = 2;
/** 44 characters of 8 pixels: a smaller picture is refused, unless its machine readable zone could be read all the same. */
const leastSidePixels = 352;
/** Fewer regions that look like text are none. */
const leastRegions = 6;
/** The recogniser wants 48 pixels and reads down to about 10; detected lines are 1.25 characters high. */
const leastLineHeightPixels = 12;

export function createDocumentReader(parts: DocumentReaderParts): CompleteDocumentReader {
  const { textDetector, textOrientation, faceDetector, barcodeReader, localLineReader } = parts;
  const mrzReader = createMrzReader(parts.mrzLineRecogniser);
  const printedLineReader = createPrintedLineReader(parts.printRecogniser);

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
    if (regions.length === 0) {
      return onlyBarcodes(await timed('barcode', () => findBarcodes(picture, working, [])), timings, now);
    }
    const direction = await timed('orientation', () =>
      readingDirection(working, regions, dominantAngle(regions), textOrientation),
    );
    const mrzs = await timed('mrz', () =>
      findMrzs({ picture, working, regions, direction, mrzReader, textOrientation, now }),
    );
    const barcodes = await timed('barcode', () => findBarcodes(picture, working, mrzs));
    const hasCard = barcodes.some(({ card }) => card !== null);
    const isSmall = Math.max(picture.width, picture.height) < leastSidePixels;
    if (isSmall && !hasCard && !mrzs.some(({ reading }) => reading.mrz.valid)) {
      return { failure: { code: 'document-resolution-insufficient' }, readings: [] };
    }
    const places = await timed('location', async () =>
      findDocuments({ image: working, regions, faces, mrzs, directionDegrees: direction.angleDegrees }),
    );
    const readings: CompleteReading['readings'][number][] = [];
    for (const place of places) {
      const quad = scaleQuad(place.quad, picture.width / working.width);
      const own = barcodes.filter(({ shown }) => places.length === 1 || quadContains(quad, middleOf(shown.quad)));
      readings.push(await readPlace(picture, working, regions, place, own, now, timings, timed));
    }
    const legible = readings.filter(isLegibleDocument);
    if (legible.length > 1) return { failure: { code: 'several-documents' }, readings: legible };
    if (legible.length === 1) return { failure: null, readings: legible };
    if (readings.length === 0 || hasCard) return onlyBarcodes(barcodes, timings, now);
    // Without a portrait, what is hardly legible is a pattern or other paper; with one it may be a document.
    const portrayed = readings.filter(({ document }) => document.portrait !== null).slice(0, 1);
    const illegible =
      portrayed.length === 0
        ? ({ code: 'document-not-found' } as const)
        : illegibleFailure(regions, picture.width / working.width);
    return { failure: illegible, readings: illegible === null ? portrayed : [] };
  }

  async function readPlace(
    picture: ImageSource,
    working: RgbImage,
    regions: readonly TextRegion[],
    place: DocumentPlace,
    barcodes: readonly FoundBarcode[],
    now: Date,
    timings: Timings,
    timed: <T>(stage: string, work: () => Promise<T>) => Promise<T>,
  ): Promise<CompleteReading['readings'][number]> {
    const seen = await timed('visual-zone-view', () => documentView(picture, working, place, regions, textDetector));
    const late = place.mrz === null ? await timed('mrz', () => mrzIn(seen, working, now)) : null;
    const { quad, directionDegrees, face } = late?.onItsHead === true ? onItsHead(place) : place;
    const view =
      late?.onItsHead === true
        ? await documentView(picture, working, { quad, directionDegrees }, regions, textDetector)
        : seen;
    const mrz = place.mrz ?? late?.reading ?? null;
    const isTaken = isOfMrz(mrz);
    const printed = await timed('visual-zone', () =>
      printedLineReader.read(view, (centre) => isTaken(view.toWorking(centre))),
    );
    const { boxes, localBoxes, languages } = await timed('local-script', () =>
      localLineReader.read(view, printed, issuingStateOf(mrz, printed)),
    );
    const portrait =
      face === null
        ? null
        : await timed('portrait', () => cutPortrait(picture, working, face, directionDegrees, faceDetector));
    const toPicture = picture.width / working.width;
    const document = assessDocument({
      quad: scaleQuad(quad, toPicture),
      portrait: face === null ? null : scaleBox(portraitBox(face, directionDegrees), toPicture),
      mrz,
      boxes,
      localBoxes,
      localLanguages: languages,
      documentHeight: printed.documentHeight,
      barcodes,
      cues: await timed('cues', () => judgeDocumentCues(picture, scaleQuad(quad, toPicture))),
      now,
    });
    return { document, portrait, timings, texts: [...boxes, ...localBoxes].map(({ text }) => text), mrzReading: mrz };
  }

  /** The machine readable zone of a document that shows none before it is rectified; its lines in the working copy. */
  async function mrzIn(
    { image, regions, directionDegrees, toWorking }: DocumentView,
    working: RgbImage,
    now: Date,
  ): Promise<{ reading: MrzReading; onItsHead: boolean } | null> {
    if (image === working) return null;
    const [found] = await findMrzs({
      picture: pictureOf(image),
      working: image,
      regions,
      // Where print is hardly legible its direction is unsure up to a half turn.
      direction: { angleDegrees: directionDegrees, logOdds: 0 },
      mrzReader,
      textOrientation,
      now,
    });
    if (found === undefined) return null;
    const lineQuads = found.reading.lineQuads.map((quad) => quad.map(toWorking) as Quad); // map() forgets the length
    return {
      reading: { ...found.reading, lineQuads },
      onItsHead: Math.abs(wrapDegrees(found.directionDegrees - directionDegrees)) > 90,
    };
  }

  /** Passports and visas whose zone can be trusted carry no barcode that says more: they are not searched. */
  async function findBarcodes(
    picture: ImageSource,
    working: RgbImage,
    mrzs: readonly FoundMrz[],
  ): Promise<FoundBarcode[]> {
    const trusted = mrzs.filter(({ reading }) => reading.mrz.valid);
    if (trusted.length > 0 && trusted.every(({ reading: { mrz } }) => /^(TD3|MRV)/.test(mrz.format))) return [];
    return (await barcodeReader.read({ picture, working, thorough: trusted.length === 0 })).map(foundBarcode);
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

function onlyBarcodes(barcodes: readonly FoundBarcode[], timings: Timings, now: Date): CompleteReading {
  const document = assessBarcodeAlone(barcodes, now);
  if (document === null) return { failure: { code: 'document-not-found' }, readings: [] };
  return { failure: null, readings: [{ document, portrait: null, timings, texts: [], mrzReading: null }] };
}

/** Pixels in memory as a picture of which there is no larger copy. */
const pictureOf = (image: RgbImage): ImageSource => ({
  format: 'png',
  width: image.width,
  height: image.height,
  resized: () => Promise.resolve(image),
  full: () => Promise.resolve(image),
});

function onItsHead({ quad: [a, b, c, d], directionDegrees, ...place }: DocumentPlace): DocumentPlace {
  return { ...place, quad: [c, d, a, b], directionDegrees: directionDegrees + 180 };
}

const middleOf = (quad: Quad): Point => {
  const { x, y, width, height } = boxOfQuad(quad);
  return { x: x + width / 2, y: y + height / 2 };
};

/**
 * What tells a document from a face on a patterned background, from a table cloth and from a letter: a zone that only
 * documents have, or print together with a portrait, a title or labelled values.
 */
function isLegibleDocument({ document, texts }: { document: DocumentAssessment; texts: readonly string[] }): boolean {
  if (document.mrz !== null || document.barcodes.some(({ kind }) => kind === 'aamva')) return true;
  const isIdentified =
    document.portrait !== null || document.type !== 'other' || Object.keys(document.fields).length >= leastFields;
  return isIdentified && charactersIn(texts) >= leastCharacters;
}

const charactersIn = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + text.replace(/[^\p{L}\p{N}]/gu, '').length, 0);

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

/** The state whose local languages a document may print: by its MRZ, else by its heading. */
function issuingStateOf(mrz: MrzReading | null, { boxes, documentHeight }: PrintedLines): string | null {
  const coded = mrz?.parsed.fields.issuingState?.value;
  return coded ?? stateOfHeading(boxes, documentHeight, labelCodesOf(boxes))?.state ?? null;
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
