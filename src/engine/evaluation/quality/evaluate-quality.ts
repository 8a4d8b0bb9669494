import type { Template } from '#domain/face.js';
import type { Quality } from '#domain/quality.js';
import { nativeScore } from '#engine/compare/native-score.js';
import { shippedOperatingPoint } from '#engine/compare/recogniser-in-use.js';
import { discardCurves, type ComparedPictures, type DiscardCurve } from '#engine/evaluation/quality/discard-curve.js';
import type { JudgedFace, PictureJudge } from '#engine/evaluation/quality/picture-judge.js';
import { qualityFigures, type QualityFigures } from '#engine/evaluation/quality/quality-figures.js';
import { qualitySweeps } from '#engine/evaluation/quality/quality-sweeps.js';
import { runSweep, type SweepSeries } from '#engine/evaluation/quality/run-sweep.js';
import type { SweepSubject } from '#engine/evaluation/quality/sweep.js';
import type { LabelledPair } from '#engine/evaluation/labelled-pair.js';
import { percentileOf } from '#engine/quality/pixel-statistics.js';

/** `evaluate quality --json`. */
export interface QualityEvaluation {
  readonly pictures: number;
  /** Pictures in which no face was found, or that cannot be read. */
  readonly withoutFace: readonly string[];
  /** Of assessing one face, all components; milliseconds. */
  readonly medianMs: number | null;
  readonly components: QualityFigures;
  /** One for each threshold; empty without pairs. */
  readonly discard: readonly DiscardCurve[];
  /** Pictures in the discard curves. */
  readonly discardPictures: number;
}

/** Every component of one of the pictures. */
export interface PictureQuality {
  readonly file: string;
  readonly quality: Quality;
}

export interface EvaluateQualityOptions {
  /** Pictures whose components are told. */
  readonly files: readonly string[];
  /** For the discard curves; may name other pictures. */
  readonly pairs: readonly LabelledPair[];
  /** What is said of the largest face of a picture; null where the file or the face cannot be read. Called once for each. */
  readonly judge: (file: string) => Promise<JudgedFace | null>;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Assesses pictures and says how the components are distributed, how many are flagged, and what discarding brings. */
export async function evaluateQuality(
  options: EvaluateQualityOptions,
): Promise<{ readonly evaluation: QualityEvaluation; readonly scores: readonly PictureQuality[] }> {
  const { files, pairs, judge, onProgress } = options;
  const inPairs = new Set(pairs.flatMap(({ a, b }) => [a, b]));
  const all = [...new Set([...files, ...inPairs])];
  const own = new Set(files);
  const scores: PictureQuality[] = [];
  const withoutFace: string[] = [];
  const times: number[] = [];
  const templates = new Map<string, Template>();
  const qualityOf = new Map<string, number>();
  for (const [done, file] of all.entries()) {
    onProgress?.({ done, total: all.length });
    const found = await judge(file);
    if (found === null) {
      withoutFace.push(file);
      continue;
    }
    times.push(found.ms);
    if (own.has(file)) scores.push({ file, quality: found.quality });
    if (inPairs.has(file)) {
      templates.set(file, found.template);
      qualityOf.set(file, found.quality.unifiedQualityScore.native);
    }
  }
  const evaluation: QualityEvaluation = {
    pictures: scores.length,
    withoutFace,
    medianMs: times.length === 0 ? null : percentileOf(Float64Array.from(times).sort(), 0.5),
    components: qualityFigures(scores.map(({ quality }) => quality)),
    discard: pairs.length === 0 ? [] : discardCurves(scorePairs(pairs, templates), qualityOf, shippedOperatingPoint),
    discardPictures: templates.size,
  };
  return { evaluation, scores };
}

/** Pairs of which both pictures have a template. */
const scorePairs = (pairs: readonly LabelledPair[], templates: ReadonlyMap<string, Template>): ComparedPictures[] =>
  pairs.flatMap(({ a, b, same }) => {
    const [probe, reference] = [templates.get(a), templates.get(b)];
    if (probe === undefined || reference === undefined) return [];
    return [{ a, b, same, score: nativeScore(shippedOperatingPoint.metric, probe, reference) }];
  });

/** Longer side of the pictures that are spoilt: more pixels take longer and show nothing else. */
const sweepSidePixels = 640;

/** Runs every sweep on these pictures. */
export async function runQualitySweeps(options: {
  readonly files: readonly string[];
  readonly read: (file: string) => Promise<Uint8Array>;
  readonly judge: PictureJudge;
  readonly onSweep?: (id: string) => void;
}): Promise<SweepSeries[]> {
  const { files, read, judge, onSweep } = options;
  const subjects: SweepSubject[] = [];
  for (const file of files) {
    const subject = await judge.subject(await read(file), sweepSidePixels);
    if (subject !== null) subjects.push(subject);
  }
  const series: SweepSeries[] = [];
  for (const sweep of qualitySweeps) {
    onSweep?.(sweep.id);
    series.push(...(await runSweep(sweep, subjects, judge.runner)));
  }
  return series;
}
