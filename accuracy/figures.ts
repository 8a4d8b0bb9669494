import type { DocumentEvaluation } from '#engine/evaluation/documents.js';
import type { PadEvaluation } from '#engine/evaluation/pad/pad-figures.js';
import type { PairFigures } from '#engine/evaluation/pairs/pair-figures.js';
import type { Proportion } from '#engine/evaluation/proportion.js';

type SetFigures = Pick<
  PairFigures,
  | 'pairs'
  | 'subjects'
  | 'pictures'
  | 'failureToAcquire'
  | 'auc'
  | 'eer'
  | 'fnmrAtFmrDetails'
  | 'shipped'
  | 'bootstrap'
  | 'outOfFold'
  | 'groupComparisons'
>;
type ReadingFigures = Pick<
  DocumentEvaluation,
  'pictures' | 'mrz' | 'readableMrz' | 'visualZone' | 'readableVisualZone' | 'quad' | 'portrait' | 'type' | 'scenes'
>;

/** `docs/accuracy/figures.json`: what README, the dashboard and the tests take their figures from. No times in it. */
export interface AccuracyFigures {
  readonly data: {
    readonly files: number;
    /** Hexadecimal SHA-256 of `data.csv`. */
    readonly list: string;
  };
  /** Digests by name. */
  readonly models: Readonly<Record<string, string>>;
  readonly faces: { readonly press: SetFigures; readonly london: SetFigures; readonly together: SetFigures };
  /** Pictures without a person in which a face was found. */
  readonly facesWhereNone: Proportion;
  readonly documents: { readonly open: ReadingFigures; readonly rendered: ReadingFigures };
  /** How the rendered documents are drawn again. */
  readonly renderings: { readonly count: number; readonly seed: number; readonly family: string; readonly now: string };
  readonly liveness: PadEvaluation;
}

export const setFigures = (set: PairFigures): SetFigures => {
  const { pairs, subjects, pictures, failureToAcquire, auc, eer, fnmrAtFmrDetails, shipped } = set;
  const { bootstrap, outOfFold, groupComparisons } = set;
  return {
    pairs,
    subjects,
    pictures,
    failureToAcquire,
    auc,
    eer,
    fnmrAtFmrDetails,
    shipped,
    bootstrap,
    outOfFold,
    groupComparisons,
  };
};

export const readingFigures = (evaluation: DocumentEvaluation): ReadingFigures => {
  const { pictures, mrz, readableMrz, visualZone, readableVisualZone, quad, portrait, type, scenes } = evaluation;
  return { pictures, mrz, readableMrz, visualZone, readableVisualZone, quad, portrait, type, scenes };
};
