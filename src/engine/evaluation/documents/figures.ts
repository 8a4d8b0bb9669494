import type { FailureCode } from '#domain/failure.js';
import { sceneKinds, type SceneKind } from '#engine/evaluation/documents/document-truth.js';
import type { PictureScore } from '#engine/evaluation/documents/score-picture.js';
import type { ValueScore } from '#engine/evaluation/documents/score-values.js';
import { proportion, type Proportion } from '#engine/evaluation/proportion.js';
import { successShare, type SuccessShare } from '#engine/evaluation/success-share.js';
import { addScores, characterErrorRate, emptyScore } from '#engine/evaluation/visual-zone-score.js';

export interface MrzFigures {
  /** Pictures whose MRZ is labelled. */
  readonly labelled: number;
  /** Of these, where an MRZ was found. */
  readonly found: number;
  /** Every line letter for letter. */
  readonly exact: number;
  /** The lines that carry the number and the dates letter for letter. */
  readonly dataLinesExact: number;
  /** Accepted as valid, whatever is printed. */
  readonly accepted: number;
  /** Accepted as valid, and not what is printed on any document of the picture. */
  readonly acceptedWrong: number;
  /** Of the pictures whose printed check digits are wrong, those where the reading was found and not accepted. */
  readonly refusedInvalid: number;
  /** Pictures without an MRZ where one was claimed, and templates whose dummy text was accepted. */
  readonly claimedWhereNone: number;
  /** `exact` and `acceptedWrong` of `labelled`, with their bounds. */
  readonly exactShare: SuccessShare;
  readonly acceptedWrongShare: Proportion;
}

export interface VisualZoneFigures {
  readonly values: number;
  /** Letter for letter among everything that was read. */
  readonly exact: number;
  /** The same when diacritics and case count for nothing. */
  readonly exactFolded: number;
  readonly characterErrorRate: number | null;
  /** Of the letters that carry a diacritic (or are letters of their own, such as ø), those read as such. */
  readonly diacritics: SuccessShare;
  /** Of the values whose field is labelled, those that stand in it, diacritics and case apart. */
  readonly inRightField: SuccessShare;
  readonly exactShare: SuccessShare;
  readonly exactFoldedShare: SuccessShare;
  readonly byField: Readonly<
    Record<string, { readonly values: number; readonly exactFolded: number; readonly inRightField: number }>
  >;
}

/** The figures of a set of pictures, or of a part of it. */
export interface DocumentFigures {
  readonly pictures: number;
  readonly mrz: MrzFigures;
  /** The same of the pictures whose label calls the MRZ readable; null where no label says. */
  readonly readableMrz: MrzFigures | null;
  readonly quad: {
    /** Intersection over union; a document that was not found counts 0. */
    readonly meanOverlap: number | null;
    readonly atLeast75: SuccessShare;
    readonly upright: SuccessShare;
  };
  readonly portrait: {
    readonly found: SuccessShare;
    /** Of those found. */
    readonly meanOverlap: number | null;
    /** Documents without a portrait where one was given. */
    readonly claimedWhereNone: number;
  };
  readonly type: SuccessShare;
  readonly scenes: Readonly<Partial<Record<SceneKind, SuccessShare>>>;
  readonly visualZone: VisualZoneFigures;
  readonly readableVisualZone: VisualZoneFigures | null;
  /** How often each failure was given. */
  readonly failures: Readonly<Partial<Record<FailureCode, number>>>;
  /** Decoding included. */
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
}

/** Adds up what became of pictures. */
export function documentFigures(pictures: readonly PictureScore[]): DocumentFigures {
  const documents = pictures.flatMap((picture) => picture.documents);
  const values = pictures.flatMap((picture) => picture.values);
  const overlaps = documents.flatMap(({ quadOverlap }) => quadOverlap ?? []);
  const uprights = documents.flatMap(({ upright }) => upright ?? []);
  const portraits = documents.flatMap(({ portrait }) => portrait ?? []);
  const wanted = portraits.filter(({ expected }) => expected);
  const found = wanted.filter((portrait) => portrait.found);
  const types = documents.flatMap(({ type }) => type ?? []);
  const saysReadable = pictures.some(({ readable }) => readable !== null);
  const failures: Partial<Record<FailureCode, number>> = {};
  for (const { failure } of pictures) if (failure !== null) failures[failure] = (failures[failure] ?? 0) + 1;
  const milliseconds = pictures.map((picture) => picture.milliseconds).sort((a, b) => a - b);
  return {
    pictures: pictures.length,
    mrz: mrzFigures(pictures),
    readableMrz: saysReadable ? mrzFigures(pictures.filter(({ readable }) => readable === true)) : null,
    quad: {
      meanOverlap: mean(overlaps),
      atLeast75: successShare(overlaps.filter((overlap) => overlap >= 0.75).length, overlaps.length),
      upright: successShare(uprights.filter(Boolean).length, uprights.length),
    },
    portrait: {
      found: successShare(found.length, wanted.length),
      meanOverlap: mean(found.map(({ overlap }) => overlap)),
      claimedWhereNone: portraits.filter((portrait) => !portrait.expected && portrait.found).length,
    },
    type: successShare(types.filter(({ expected, got }) => expected === got).length, types.length),
    scenes: sceneFigures(pictures),
    visualZone: visualZoneFigures(values),
    readableVisualZone: saysReadable ? visualZoneFigures(values.filter(({ readable }) => readable === true)) : null,
    failures,
    medianMs: quantile(milliseconds, 0.5),
    p90Ms: quantile(milliseconds, 0.9),
  };
}

function mrzFigures(pictures: readonly PictureScore[]): MrzFigures {
  const labelled = pictures.map(({ mrz }) => mrz).filter(({ expected }) => expected !== null);
  const exact = labelled.filter(({ verdict }) => verdict === 'exact').length;
  const acceptedWrong = labelled.filter((mrz) => mrz.acceptedWrong).length;
  return {
    labelled: labelled.length,
    found: labelled.filter(({ verdict }) => verdict !== 'missed').length,
    exact,
    dataLinesExact: labelled.filter((mrz) => mrz.dataLinesExact).length,
    accepted: labelled.filter((mrz) => mrz.accepted).length,
    acceptedWrong,
    refusedInvalid: labelled.filter((mrz) => mrz.refusedInvalid === true).length,
    claimedWhereNone: pictures.filter(({ mrz }) => mrz.verdict === 'claimed').length,
    exactShare: successShare(exact, labelled.length),
    acceptedWrongShare: proportion(acceptedWrong, labelled.length),
  };
}

function sceneFigures(pictures: readonly PictureScore[]): DocumentFigures['scenes'] {
  const shares: Partial<Record<SceneKind, SuccessShare>> = {};
  for (const kind of sceneKinds) {
    const scenes = pictures.flatMap(({ scene }) => (scene?.expected === kind ? [scene.right] : []));
    if (scenes.length > 0) shares[kind] = successShare(scenes.filter(Boolean).length, scenes.length);
  }
  return shares;
}

function visualZoneFigures(values: readonly ValueScore[]): VisualZoneFigures {
  const score = values.reduce((sum, value) => addScores(sum, value.score), emptyScore);
  const placed = values.filter(({ inRightField }) => inRightField !== null);
  const byField: Record<string, { values: number; exactFolded: number; inRightField: number }> = {};
  for (const { field, score: own, inRightField } of placed) {
    const entry = (byField[field ?? ''] ??= { values: 0, exactFolded: 0, inRightField: 0 });
    entry.values++;
    entry.exactFolded += own.exactFolded;
    entry.inRightField += Number(inRightField);
  }
  return {
    values: score.values,
    exact: score.exact,
    exactFolded: score.exactFolded,
    characterErrorRate: characterErrorRate(score),
    diacritics: successShare(
      values.reduce((sum, { diacritics }) => sum + diacritics.right, 0),
      values.reduce((sum, { diacritics }) => sum + diacritics.letters, 0),
    ),
    inRightField: successShare(placed.filter(({ inRightField }) => inRightField).length, placed.length),
    exactShare: successShare(score.exact, score.values),
    exactFoldedShare: successShare(score.exactFolded, score.values),
    byField,
  };
}

const mean = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;

/** Of ascending numbers, linear between neighbours; null of none. */
function quantile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null;
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}
