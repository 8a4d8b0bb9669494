import type { DocumentType, Mrz } from '#domain/document.js';
import type { FailureCode } from '#domain/failure.js';
import type { Point, Quad, RotatedBox } from '#domain/geometry.js';
import type { CompleteReading } from '#engine/document/create-document-reader.js';
import { quadContains } from '#engine/document/locate/quads.js';
import type { DocumentTruth, LabelledDocument, SceneKind } from '#engine/evaluation/documents/document-truth.js';
import { polygonOverlap } from '#engine/evaluation/documents/polygon-overlap.js';
import { scoreValue, type ValueScore } from '#engine/evaluation/documents/score-values.js';

/** What became of one document of a picture; null where the label does not say or the document has none. */
export interface DocumentScore {
  readonly layout: string | null;
  readonly type: { readonly expected: DocumentType; readonly got: DocumentType | null } | null;
  /** Intersection over union of the corners, 0 where nothing was found. */
  readonly quadOverlap: number | null;
  /** Whether the reader's first corner is the document's own. */
  readonly upright: boolean | null;
  /** `found`: the portrait's box lies on the true one's centre and has its own centre in it. */
  readonly portrait: { readonly expected: boolean; readonly found: boolean; readonly overlap: number } | null;
}

export interface MrzScore {
  readonly verdict: 'exact' | 'wrong' | 'missed' | 'claimed' | 'none';
  readonly expected: readonly string[] | null;
  readonly lines: readonly string[];
  readonly accepted: boolean;
  readonly dataLinesExact: boolean;
  readonly acceptedWrong: boolean;
  /** Null where the printed check digits hold. */
  readonly refusedInvalid: boolean | null;
}

/** What became of one picture: plain data, so that a worker can send it. */
export interface PictureScore {
  readonly file: string;
  readonly recipe: string | null;
  readonly readable: boolean | null;
  readonly failure: FailureCode | null;
  readonly mrz: MrzScore;
  readonly scene: { readonly expected: SceneKind; readonly right: boolean } | null;
  readonly documents: readonly DocumentScore[];
  readonly values: readonly ValueScore[];
  /** Decoding included. */
  readonly milliseconds: number;
}

export interface PictureReading extends Pick<CompleteReading, 'readings'> {
  readonly failure: FailureCode | null;
  readonly width: number;
  readonly height: number;
  readonly milliseconds: number;
}

type Reading = CompleteReading['readings'][number];

/** Compares what was read of a picture with its label. */
export function scorePicture(truth: DocumentTruth, reading: PictureReading): PictureScore {
  const { readings, failure } = reading;
  const labelled = truth.documents ?? [];
  const partners = pairUp(labelled, readings, reading);
  const texts = readings.flatMap((own) => [
    ...own.texts,
    ...Object.values(own.document.fields).map(({ value }) => value),
  ]);
  const whole = labelled.some(({ visualZone }) => visualZone !== undefined);
  const values = whole
    ? labelled.flatMap(({ visualZone = [] }, index) =>
        visualZone.map((value) =>
          scoreValue({ readable: null, ...value }, texts, partners[index]?.document.fields ?? {}),
        ),
      )
    : (truth.visualZone ?? []).map((printed) =>
        scoreValue({ printed, readable: truth.readable ?? null, field: null, value: null }, texts, {}),
      );
  return {
    file: truth.file,
    recipe: truth.recipe ?? null,
    readable: truth.readable ?? null,
    failure,
    mrz: scoreMrz(
      truth,
      readings.flatMap(({ document }) => document.mrz ?? []),
    ),
    scene: scoreScene(truth, failure),
    documents: labelled.map((document, index) => scoreDocument(document, partners[index] ?? null, reading)),
    values,
    milliseconds: reading.milliseconds,
  };
}

function scoreMrz(truth: DocumentTruth, read: readonly Mrz[]): MrzScore {
  const accepted = read.some(({ valid }) => valid);
  const base = { lines: read.flatMap(({ lines }) => lines), accepted };
  if (truth.mrz === null || truth.mrz === 'placeholder') {
    const claimed = truth.mrz === 'placeholder' ? accepted : read.length > 0;
    const nothing = { expected: null, dataLinesExact: false, acceptedWrong: false, refusedInvalid: null };
    return { ...base, ...nothing, verdict: claimed ? 'claimed' : 'none' };
  }
  const { lines, checkDigitsValidAsPrinted } = truth.mrz;
  const isSame = (a: readonly string[], b: readonly string[]): boolean => a.join('\n') === b.join('\n');
  // A picture with several documents is read whole: any of them may match.
  const printed = [lines, ...(truth.documents ?? []).map(({ mrzLines }) => mrzLines ?? [])];
  const exact = read.some((own) => isSame(own.lines, lines));
  return {
    ...base,
    verdict: exact ? 'exact' : read.length > 0 ? 'wrong' : 'missed',
    expected: lines,
    dataLinesExact: read.some((own) => dataLines(lines).every((line) => own.lines[line] === lines[line])),
    acceptedWrong: read.some((own) => own.valid && !printed.some((other) => isSame(own.lines, other))),
    refusedInvalid: checkDigitsValidAsPrinted ? null : read.length > 0 && !accepted,
  };
}

/** The lines that carry the number and the dates: the first two of three, the last of two (ICAO 9303-5 to -7). */
const dataLines = ({ length }: readonly string[]): number[] => (length === 3 ? [0, 1] : [length - 1]);

function scoreScene(truth: DocumentTruth, failure: FailureCode | null): PictureScore['scene'] {
  if (truth.scene === undefined) return null;
  const expected = truth.scene;
  const isNone = failure === 'document-not-found';
  const isSeveral = failure === 'several-documents';
  if (expected === 'none' || expected === 'text') return { expected, right: isNone };
  // One reading is of one side, so front and back in one picture are several.
  return { expected, right: expected === 'one' ? !isNone && !isSeveral : isSeveral };
}

/** For each labelled document the reading that overlaps it most; no reading serves two. */
function pairUp(
  documents: readonly LabelledDocument[],
  readings: readonly Reading[],
  frame: PictureReading,
): (Reading | null)[] {
  if (documents.length === 1 && readings.length === 1) return [readings[0]!];
  const pairs = documents.flatMap(({ quad }, document) =>
    quad === undefined
      ? []
      : readings.map((reading, index) => ({
          document,
          index,
          overlap: polygonOverlap(quad, reading.document.quad, frame),
        })),
  );
  const partners: (Reading | null)[] = documents.map(() => null);
  const taken = new Set<number>();
  for (const { document, index, overlap } of pairs.sort((a, b) => b.overlap - a.overlap)) {
    if (overlap === 0 || partners[document] !== null || taken.has(index)) continue;
    partners[document] = readings[index]!;
    taken.add(index);
  }
  return partners;
}

function scoreDocument(truth: LabelledDocument, reading: Reading | null, frame: PictureReading): DocumentScore {
  const { layout = null, type, quad, portraitQuad } = truth;
  const got = reading?.document ?? null;
  return {
    layout,
    type: type === undefined ? null : { expected: type, got: got?.type ?? null },
    quadOverlap: quad === undefined ? null : got === null ? 0 : polygonOverlap(quad, got.quad, frame),
    upright: quad === undefined ? null : got !== null && nearestCorner(quad, got.quad[0]) === 0,
    portrait: portraitQuad === undefined ? null : scorePortrait(portraitQuad, got?.portrait ?? null, frame),
  };
}

function scorePortrait(truth: Quad | null, got: RotatedBox | null, frame: PictureReading): DocumentScore['portrait'] {
  if (truth === null || got === null)
    return { expected: truth !== null, found: got !== null && truth === null, overlap: 0 };
  const box = cornersOf(got);
  const found = quadContains(truth, middleOf(box)) && quadContains(box, middleOf(truth));
  return { expected: true, found, overlap: polygonOverlap(truth, box, frame) };
}

function cornersOf({ x, y, width, height, angleDegrees }: RotatedBox): Quad {
  const cos = Math.cos((angleDegrees * Math.PI) / 180);
  const sin = Math.sin((angleDegrees * Math.PI) / 180);
  const corner = (right: number, down: number): Point => ({
    x: x + width / 2 + (cos * right * width - sin * down * height) / 2,
    y: y + height / 2 + (sin * right * width + cos * down * height) / 2,
  });
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

const middleOf = (quad: Quad): Point => ({
  x: quad.reduce((sum, { x }) => sum + x, 0) / 4,
  y: quad.reduce((sum, { y }) => sum + y, 0) / 4,
});

function nearestCorner(quad: Quad, point: Point): number {
  const distances = quad.map(({ x, y }) => Math.hypot(x - point.x, y - point.y));
  return distances.indexOf(Math.min(...distances));
}
