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
import { enlargedCopy } from '#engine/document/enlarged-copy.js';
import { judgeDocumentCues } from '#engine/document/cues/judge-document-cues.js';
import { isLegibleDocument, illegibleFailure } from '#engine/document/legible-document.js';
import { lateMrz } from '#engine/document/late-mrz.js';
import { documentView, type DocumentView } from '#engine/document/document-view.js';
import { wrapDegrees } from '#engine/document/locate/angles.js';
import { documentOutlines, type DocumentOutline } from '#engine/document/locate/document-outlines.js';
import {
  findDocuments,
  placeOfLateMrz,
  type DocumentPlace,
  type Findings,
} from '#engine/document/locate/document-places.js';
import { findMrzs, type FoundMrz } from '#engine/document/find-mrzs.js';
import type { LocalLineReader } from '#engine/document/local-script/local-line-reader.js';
import {
  areNearlyAlike,
  middleOfBox,
  middleOfQuad,
  quadContains,
  quadHeight,
  scaleQuad,
} from '#engine/document/locate/quads.js';
import type { MrzLineRecogniser } from '#engine/document/mrz/mrz-line-recogniser.js';
import { createMrzReader, type MrzReading } from '#engine/document/mrz/mrz-reader.js';
import type { TextDetector } from '#engine/document/ocr/text-detector.js';
import { rememberRegions } from '#engine/document/ocr/remember-regions.js';
import type { PrintRecogniser } from '#engine/document/ocr/print-recogniser.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import { cutPortrait, portraitBox } from '#engine/document/portrait.js';
import type { SideWork } from '#engine/document/side-thread/side-work.js';
import { isUpsideDown, mainDirection } from '#engine/document/way-up.js';
import { createPrintedLineReader, type PrintedLines } from '#engine/document/visual-zone-lines.js';
import { labelCodesOf } from '#engine/document/viz/coded-labels.js';
import { stateOfHeading } from '#engine/document/viz/issuing-state.js';
import type { FaceDetector } from '#engine/face/face-detector.js';
import type { FaceRecogniser } from '#engine/face/face-recogniser.js';
import { luminanceOf } from '#engine/image/luminance.js';

export interface DocumentReaderParts {
  readonly textDetector: TextDetector;
  readonly printRecogniser: PrintRecogniser;
  readonly mrzLineRecogniser: MrzLineRecogniser;
  readonly faceDetector: FaceDetector;
  /** Compares a second portrait on a document with the first. */
  readonly faceRecogniser: FaceRecogniser;
  readonly barcodeReader: BarcodeReader;
  readonly localLineReader: LocalLineReader;
  readonly sideWork: SideWork;
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
/** What text detection sees of the whole picture. With 640 three of 64 generated documents less are found where they lie. */
const glanceSidePixels = 960;
/** 44 characters of 8 pixels: a smaller picture is refused, unless its machine readable zone could be read all the same. */
const leastSidePixels = 352;
export function createDocumentReader(parts: DocumentReaderParts): CompleteDocumentReader {
  const { faceDetector, barcodeReader, localLineReader } = parts;
  // Several places may be seen best on the working copy.
  const textDetector = rememberRegions(parts.textDetector);
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
    const edges = ahead(parts.sideWork.straightEdges(working));
    const grey = luminanceOf(working);
    const regions = await timed('text-detection', () => textDetector.detect(grey, glanceSidePixels));
    const faces = await timed('portrait', () => faceDetector.detect(working));
    if (regions.length === 0) {
      return onlyBarcodes(await timed('barcode', () => findBarcodes(picture, working, [])), timings, now);
    }
    const outlines = await timed('location', async () => documentOutlines(await edges, regions, faces));
    // Print on the documents first: patterns of the ground look like text, and other papers are full of it.
    const [printed, around] = partedBy(outlines, regions);
    const main = printed.length > 0 ? printed : regions;
    const direction = await timed('location', () => mainDirection(grey, main, faces, parts.printRecogniser));
    const mrzs = await timed('mrz', async () => {
      const quads = outlines.map(({ quad }) => quad);
      const enlarged = async (times: number) => luminanceOf(await enlargedCopy(picture, working, times));
      const input = { working: grey, enlarged, outlines: quads, direction, mrzReader, now };
      return [...(await findMrzs({ ...input, regions: printed })), ...(await findMrzs({ ...input, regions: around }))];
    });
    let searched: readonly FoundBarcode[] | null = null;
    const barcodes = async (): Promise<readonly FoundBarcode[]> =>
      (searched ??= await timed('barcode', () => findBarcodes(picture, working, mrzs)));
    const hasCard = async (): Promise<boolean> => (await barcodes()).some(({ card }) => card !== null);
    const isSmall = Math.max(picture.width, picture.height) < leastSidePixels;
    if (isSmall && !mrzs.some(({ reading }) => reading.mrz.valid) && !(await hasCard())) {
      return { failure: { code: 'document-resolution-insufficient' }, readings: [] };
    }
    const findings = { image: working, regions, faces, mrzs, outlines, directionDegrees: direction.angleDegrees };
    const places = await timed('location', async () => findDocuments(findings));
    const readings: CompleteReading['readings'][number][] = [];
    const legible: CompleteReading['readings'][number][] = [];
    for (const place of places) {
      const quad = scaleQuad(place.quad, picture.width / working.width);
      const own = async (): Promise<FoundBarcode[]> =>
        (await barcodes()).filter(({ shown }) => places.length === 1 || quadContains(quad, middleOfQuad(shown.quad)));
      const reading = await readPlace(picture, findings, place, own, now, timings, timed);
      readings.push(reading);
      if (isLegibleDocument(reading, place.outline)) legible.push(reading);
    }
    if (legible.length > 1) return { failure: { code: 'several-documents' }, readings: legible };
    if (legible.length === 1) return { failure: null, readings: legible };
    if (readings.length === 0 || (await hasCard())) return onlyBarcodes(await barcodes(), timings, now);
    // Without a portrait, what is hardly legible is a pattern or other paper; with one it may be a document.
    const portrayed = readings.filter(({ document }) => document.portrait !== null).slice(0, 1);
    const illegible =
      portrayed.length === 0
        ? ({ code: 'document-not-found' } as const)
        : illegibleFailure(regions, picture.width / working.width);
    return { failure: illegible, readings: illegible === null ? portrayed : [] };
  }

  /** The place and its view as they read, where the machine readable zone has not told. */
  async function wayUp(place: DocumentPlace, view: DocumentView): Promise<[DocumentPlace, DocumentView]> {
    if (place.mrz !== null || place.outline?.upright === true) return [place, view];
    if (!(await isUpsideDown(place, view, parts.printRecogniser))) return [place, view];
    return [turned(place), turned(view)];
  }

  async function readPlace(
    picture: ImageSource,
    findings: Findings,
    found: DocumentPlace,
    barcodesOn: () => Promise<readonly FoundBarcode[]>,
    now: Date,
    timings: Timings,
    timed: <T>(stage: string, work: () => Promise<T>) => Promise<T>,
  ): Promise<CompleteReading['readings'][number]> {
    const { image: working } = findings;
    const viewOf = (place: DocumentPlace): Promise<DocumentView> =>
      timed('visual-zone-view', () => documentView(picture, working, place, textDetector));
    const [upright, seen] = await wayUp(found, await viewOf(found));
    const late =
      found.mrz === null ? await timed('mrz', () => lateMrz(seen, luminanceOf(working), now, mrzReader)) : null;
    const place = late === null ? upright : placeOfLateMrz(findings, upright, late);
    const view = areNearlyAlike(place.quad, upright.quad) ? seen : await viewOf(place);
    const { quad, directionDegrees, face, mrz } = place;
    const cues = ahead(
      judgeDocumentCues({
        picture,
        width: working.width,
        quad,
        face,
        otherFaces: findings.faces.filter((other) => other !== face),
        mrz,
        faceRecogniser: parts.faceRecogniser,
        sideWork: parts.sideWork,
      }),
    );
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
      barcodes: isOfPassport(mrz) ? [] : await barcodesOn(),
      cues: await timed('cues', () => cues),
      now,
    });
    return { document, portrait, timings, texts: [...boxes, ...localBoxes].map(({ text }) => text), mrzReading: mrz };
  }

  /** Passports and visas carry no barcode that says more than their zone, be it legible or not: they are not searched. */
  async function findBarcodes(
    picture: ImageSource,
    working: RgbImage,
    mrzs: readonly FoundMrz[],
  ): Promise<FoundBarcode[]> {
    if (mrzs.length > 0 && mrzs.every(({ reading }) => isOfPassport(reading))) return [];
    const trusted = mrzs.some(({ reading }) => reading.mrz.valid);
    return (await barcodeReader.read({ picture, working, thorough: !trusted })).map(foundBarcode);
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

/** The regions on documents that their edges show, and those around them. */
function partedBy(
  outlines: readonly DocumentOutline[],
  regions: readonly TextRegion[],
): [readonly TextRegion[], readonly TextRegion[]] {
  const isOn = ({ box }: TextRegion): boolean => outlines.some(({ quad }) => quadContains(quad, middleOfBox(box)));
  return [regions.filter(isOn), regions.filter((region) => !isOn(region))];
}

/** The state whose local languages a document may print: by its MRZ, else by its heading. */
function issuingStateOf(mrz: MrzReading | null, { boxes, documentHeight }: PrintedLines): string | null {
  const coded = mrz?.parsed.fields.issuingState?.value;
  return coded ?? stateOfHeading(boxes, documentHeight, labelCodesOf(boxes))?.state ?? null;
}

/** Work that is begun before its result is needed, which an earlier failure may leave unasked for. */
function ahead<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

/** The other way round. */
const turned = <T extends { readonly quad: Quad; readonly directionDegrees: number }>(place: T): T => {
  const [a, b, c, d] = place.quad;
  return { ...place, quad: [c, d, a, b], directionDegrees: wrapDegrees(place.directionDegrees + 180) };
};

/** Read from the zone of a passport or a visa. */
const isOfPassport = (reading: MrzReading | null): boolean => /^(TD3|MRV)/.test(reading?.mrz.format ?? '');

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
