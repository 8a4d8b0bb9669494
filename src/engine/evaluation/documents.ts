import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { FailureCode } from '#domain/failure.js';
import { openImage } from '#engine/decode/image-source.js';
import type { CompleteDocumentReader } from '#engine/document/create-document-reader.js';
import { addScores, characterErrorRate, emptyScore, scoreVisualZone } from '#engine/evaluation/visual-zone-score.js';

/** The label file: what is printed on each picture. */
export const documentTruthSchema = z.array(
  z.object({
    file: z.string(),
    /** Lines as printed; null: none, or illegible; `placeholder`: a template's dummy text. */
    mrz: z
      .object({
        format: z.enum(['TD1', 'TD2', 'TD3', 'MRVA', 'MRVB']),
        lines: z.array(z.string()),
        checkDigitsValidAsPrinted: z.boolean(),
      })
      .or(z.literal('placeholder'))
      .nullable(),
    /** Values that stand printed outside the MRZ. */
    visualZone: z.array(z.string()).optional(),
    /** Every document in the picture, where there are several. */
    documents: z.array(z.object({ mrzLines: z.array(z.string()).nullable() })).optional(),
  }),
);
export type DocumentTruth = z.infer<typeof documentTruthSchema>[number];

/** The figures of `bonafide evaluate documents --json`. */
export interface DocumentEvaluation {
  readonly mrz: {
    /** Pictures whose MRZ is labelled. */
    readonly labelled: number;
    /** Of these, where an MRZ was found. */
    readonly found: number;
    /** Every line letter for letter. */
    readonly exact: number;
    /** The lines that carry the number and the dates letter for letter. */
    readonly dataLinesExact: number;
    /** Accepted as valid, and not what is printed on any document of the picture. */
    readonly acceptedWrong: number;
    /** Of the pictures whose printed check digits are wrong, those where the reading was found and not accepted. */
    readonly refusedInvalid: number;
    /** Pictures without an MRZ where one was claimed, and templates whose dummy text was accepted. */
    readonly claimedWhereNone: number;
  };
  readonly visualZone: {
    readonly values: number;
    readonly exact: number;
    readonly characterErrorRate: number | null;
  };
  /** How often each failure was given. */
  readonly failures: Readonly<Partial<Record<FailureCode, number>>>;
  /** Decoding included. */
  readonly medianMs: number | null;
}

/** What became of one picture, for progress and for finding out why. */
export interface EvaluatedDocument {
  readonly file: string;
  readonly failure: FailureCode | null;
  readonly mrz: 'exact' | 'wrong' | 'missed' | 'claimed' | 'none';
  readonly accepted: boolean;
  readonly lines: readonly string[];
  readonly milliseconds: number;
}

export interface EvaluateDocumentsOptions {
  readonly truthFile: string;
  /** Where the pictures are. */
  readonly root: string;
  readonly reader: CompleteDocumentReader;
  readonly now: Date;
  /** Milliseconds of a steady clock. */
  readonly clock: () => number;
  readonly onDocument?: (document: EvaluatedDocument, done: number, total: number) => void;
}

/** Reads every labelled picture and counts. A picture with several documents is read whole: any of them may match. */
export async function evaluateDocuments(options: EvaluateDocumentsOptions): Promise<DocumentEvaluation> {
  const truths = documentTruthSchema.parse(JSON.parse(await readFile(options.truthFile, 'utf8')));
  const mrz = {
    labelled: 0,
    found: 0,
    exact: 0,
    dataLinesExact: 0,
    acceptedWrong: 0,
    refusedInvalid: 0,
    claimedWhereNone: 0,
  };
  const failures: Partial<Record<FailureCode, number>> = {};
  const milliseconds: number[] = [];
  let score = emptyScore;
  for (const [index, truth] of truths.entries()) {
    const bytes = await readFile(path.join(options.root, truth.file));
    const from = options.clock();
    const picture = await openImage(bytes);
    const { failure, readings } = picture.ok
      ? await options.reader.readAll(picture.value, options.now)
      : { failure: picture.failure, readings: [] };
    const elapsed = options.clock() - from;
    milliseconds.push(elapsed);
    if (failure !== null) failures[failure.code] = (failures[failure.code] ?? 0) + 1;

    const read = readings.flatMap(({ document }) => (document.mrz === null ? [] : [document.mrz]));
    const accepted = read.some(({ valid }) => valid);
    let verdict: EvaluatedDocument['mrz'] = 'none';
    if (truth.mrz !== null && truth.mrz !== 'placeholder') {
      const { lines, format, checkDigitsValidAsPrinted } = truth.mrz;
      const dataLines = format === 'TD1' ? [0, 1] : [1];
      const isExact = ({ lines: own }: { lines: readonly string[] }): boolean => own.join('\n') === lines.join('\n');
      const printed = [lines, ...(truth.documents ?? []).map(({ mrzLines }) => mrzLines ?? [])];
      const isPrinted = ({ lines: own }: { lines: readonly string[] }): boolean =>
        printed.some((other) => own.join('\n') === other.join('\n'));
      mrz.labelled++;
      if (read.length > 0) mrz.found++;
      if (read.some(isExact)) mrz.exact++;
      if (read.some((own) => dataLines.every((line) => own.lines[line] === lines[line]))) mrz.dataLinesExact++;
      if (read.some((own) => own.valid && !isPrinted(own))) mrz.acceptedWrong++;
      if (!checkDigitsValidAsPrinted && read.length > 0 && !accepted) mrz.refusedInvalid++;
      verdict = read.some(isExact) ? 'exact' : read.length > 0 ? 'wrong' : 'missed';
    } else if (truth.mrz === 'placeholder' ? accepted : read.length > 0) {
      mrz.claimedWhereNone++;
      verdict = 'claimed';
    }
    if (truth.visualZone !== undefined) {
      const texts = readings.flatMap((reading) => [
        ...reading.texts,
        ...Object.values(reading.document.fields).map(({ value }) => value),
      ]);
      score = addScores(score, scoreVisualZone(truth.visualZone, texts));
    }
    const lines = read.flatMap((own) => own.lines);
    const result = { file: truth.file, failure: failure?.code ?? null, mrz: verdict, accepted, lines };
    options.onDocument?.({ ...result, milliseconds: elapsed }, index + 1, truths.length);
  }
  return {
    mrz,
    visualZone: { values: score.values, exact: score.exact, characterErrorRate: characterErrorRate(score) },
    failures,
    medianMs: median(milliseconds),
  };
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
