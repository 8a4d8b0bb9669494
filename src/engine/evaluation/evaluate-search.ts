import type { Template } from '#domain/face.js';
import { nativeScore } from '#engine/compare/native-score.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { searchThreshold } from '#engine/compare/search-threshold.js';
import { proportion, type Proportion } from '#engine/evaluation/proportion.js';

/** A picture and who is on it. */
export interface LabelledFace {
  readonly file: string;
  readonly person: string;
}

export interface EvaluateSearchOptions {
  readonly faces: readonly LabelledFace[];
  /** The template of a picture, or null where no face can be had from it. Called once for each picture. */
  readonly embed: (file: string) => Promise<Template | null>;
  readonly operatingPoint: OperatingPoint;
  /** The wish that the threshold is made of; null: the threshold of comparisons. */
  readonly wantedFpir: number | null;
  readonly models: Readonly<Record<string, string>>;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** What searches at one threshold gave. */
export interface SearchErrors {
  readonly threshold: number;
  /** Searches of somebody who is not enrolled that found anybody (FPIR of ISO/IEC 19795-1). */
  readonly falsePositives: Proportion;
  /** Searches of somebody who is enrolled that did not find him in the first place (FNIR at rank 1). */
  readonly falseNegatives: Proportion;
}

/** `evaluate search --json`. */
export interface SearchEvaluation {
  readonly people: number;
  readonly failuresToAcquire: number;
  readonly failedFiles: readonly string[];
  /** Templates that a stranger is searched among: everybody but himself. */
  readonly gallery: number;
  readonly wantedFpir: number | null;
  /** Whether the recogniser's table reaches as far as the threshold of such a gallery. */
  readonly supported: boolean;
  readonly expectedFpir: number | null;
  readonly atSearchThreshold: SearchErrors;
  readonly atComparisonThreshold: SearchErrors;
  /** The highest score that any stranger reached. */
  readonly highestStranger: number | null;
  readonly models: Readonly<Record<string, string>>;
}

interface Searched {
  readonly stranger: boolean;
  /** Best score of the gallery, and whether it is the person. */
  readonly score: number;
  readonly rightPerson: boolean;
}

/**
 * Enrols the first picture of each person and searches with all pictures: each once among everybody else, where whoever
 * is found is found wrongly, and each that is not enrolled also among all.
 */
export async function evaluateSearch(options: EvaluateSearchOptions): Promise<SearchEvaluation> {
  const { operatingPoint, wantedFpir, models } = options;
  const { templates, failedFiles } = await embedAll(options);
  const enrolled = new Map<string, { readonly file: string; readonly template: Template }>();
  for (const { file, person, template } of templates) {
    if (!enrolled.has(person)) enrolled.set(person, { file, template });
  }
  const searches = templates.flatMap(({ file, person, template }): Searched[] => {
    const search = (others: (of: string) => boolean) => best(template, enrolled, others, operatingPoint);
    const stranger = search((of) => of !== person);
    const searched = stranger === null ? [] : [{ stranger: true, score: stranger.score, rightPerson: false }];
    const mated = enrolled.get(person)?.file === file ? null : search(() => true);
    if (mated !== null) searched.push({ stranger: false, score: mated.score, rightPerson: mated.person === person });
    return searched;
  });

  const gallery = Math.max(0, enrolled.size - 1);
  const { threshold, supported, expectedFpir } = searchThreshold({
    gallerySamples: gallery,
    wantedFpir,
    operatingPoint,
  });
  const strangers = searches.filter(({ stranger }) => stranger);
  return {
    people: enrolled.size,
    failuresToAcquire: failedFiles.length,
    failedFiles,
    gallery,
    wantedFpir,
    supported,
    expectedFpir,
    atSearchThreshold: errorsAt(threshold, searches),
    atComparisonThreshold: errorsAt(operatingPoint.threshold, searches),
    highestStranger: strangers.reduce<number | null>((most, { score }) => Math.max(most ?? score, score), null),
    models,
  };
}

async function embedAll({ faces, embed, onProgress }: EvaluateSearchOptions) {
  const templates: (LabelledFace & { readonly template: Template })[] = [];
  const failedFiles: string[] = [];
  for (const [done, face] of faces.entries()) {
    onProgress?.({ done, total: faces.length });
    const template = await embed(face.file);
    if (template === null) failedFiles.push(face.file);
    else templates.push({ ...face, template });
  }
  return { templates, failedFiles };
}

function best(
  probe: Template,
  enrolled: ReadonlyMap<string, { readonly template: Template }>,
  among: (person: string) => boolean,
  { metric }: OperatingPoint,
): { readonly person: string; readonly score: number } | null {
  let found: { readonly person: string; readonly score: number } | null = null;
  for (const [person, { template }] of enrolled) {
    if (!among(person)) continue;
    const score = nativeScore(metric, probe, template);
    if (found === null || score > found.score) found = { person, score };
  }
  return found;
}

function errorsAt(threshold: number, searches: readonly Searched[]): SearchErrors {
  const strangers = searches.filter(({ stranger }) => stranger);
  const mated = searches.filter(({ stranger }) => !stranger);
  return {
    threshold,
    falsePositives: proportion(strangers.filter(({ score }) => score >= threshold).length, strangers.length),
    falseNegatives: proportion(
      mated.filter(({ score, rightPerson }) => score < threshold || !rightPerson).length,
      mated.length,
    ),
  };
}
