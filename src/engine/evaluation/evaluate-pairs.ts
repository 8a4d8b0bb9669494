import type { Template } from '#domain/face.js';
import { nativeScore } from '#engine/compare/native-score.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { identitiesFromLabels, type LabelledPair } from '#engine/evaluation/labelled-pair.js';
import { describeErrors, type PairEvaluation, type ScoredLabelledPair } from '#engine/evaluation/pair-evaluation.js';

export interface EvaluatePairsOptions {
  readonly pairs: readonly LabelledPair[];
  /** The template of a picture, or null where no face can be had from it. Called once for each picture. */
  readonly embed: (file: string) => Promise<Template | null>;
  readonly operatingPoint: OperatingPoint;
  /** Digests by name of all that made the templates. */
  readonly models: Readonly<Record<string, string>>;
  /** Who is on a picture, so that cross-validation keeps people apart. Default: as far as the labels tell. */
  readonly identityOf?: (file: string) => string;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** A comparison of two pictures that was made. */
export interface ComparedPair extends ScoredLabelledPair {
  readonly a: string;
  readonly b: string;
}

/** Every comparison, and what could not be compared: failures to acquire are counted apart (ISO/IEC 19795-1). */
export interface ComparedPairs {
  readonly scored: readonly ComparedPair[];
  /** Every picture that was asked for. */
  readonly files: readonly string[];
  /** Of these, where no template could be had. */
  readonly failedFiles: readonly string[];
  /** Pairs that were left out because a picture failed. */
  readonly lost: { readonly genuine: number; readonly impostor: number };
}

/** Compares labelled pairs and says how often the recogniser is wrong. Pairs without a face on both sides are left out. */
export async function evaluatePairs(options: EvaluatePairsOptions): Promise<PairEvaluation> {
  const { operatingPoint, models } = options;
  return describeErrors({ ...(await comparePairs(options)), operatingPoint, models });
}

/** Compares labelled pairs. Throws `LabelError` where the labels contradict each other. */
export async function comparePairs(options: Omit<EvaluatePairsOptions, 'models'>): Promise<ComparedPairs> {
  const { pairs, operatingPoint } = options;
  const identityOf = options.identityOf ?? identityFinder(pairs);
  const templates = await embedEach(options);
  const scored: ComparedPair[] = [];
  const lost = { genuine: 0, impostor: 0 };
  for (const { a, b, same, group } of pairs) {
    const probe = templates.get(a) ?? null;
    const reference = templates.get(b) ?? null;
    if (probe === null || reference === null) {
      lost[same ? 'genuine' : 'impostor']++;
      continue;
    }
    scored.push({
      a,
      b,
      score: nativeScore(operatingPoint.metric, probe, reference),
      same,
      identityA: identityOf(a),
      identityB: identityOf(b),
      ...(group === undefined ? {} : { group }),
    });
  }
  const failedFiles = [...templates].filter(([, template]) => template === null).map(([file]) => file);
  return { scored, files: [...templates.keys()], failedFiles, lost };
}

function identityFinder(pairs: readonly LabelledPair[]): (file: string) => string {
  const identities = identitiesFromLabels(pairs);
  return (file) => identities.get(file) ?? file;
}

async function embedEach({
  pairs,
  embed,
  onProgress,
}: Pick<EvaluatePairsOptions, 'pairs' | 'embed' | 'onProgress'>): Promise<Map<string, Template | null>> {
  const files = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const templates = new Map<string, Template | null>();
  for (const file of files) {
    onProgress?.({ done: templates.size, total: files.length });
    templates.set(file, await embed(file));
  }
  onProgress?.({ done: files.length, total: files.length });
  return templates;
}
