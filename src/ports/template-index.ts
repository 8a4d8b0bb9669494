import type { RecogniserDescriptor } from '#domain/card.js';
import type { Owner } from '#ports/owner.js';
import type { TemplateChange } from '#ports/template-records.js';

/** What is searched together: templates of one application, one mode and one recogniser. */
export interface GalleryName extends Owner {
  readonly digest: string;
}

export interface GallerySize {
  readonly templates: number;
  readonly samples: number;
}

export interface IndexProbe {
  readonly vector: Float32Array;
  readonly metric: RecogniserDescriptor['metric'];
  /** Templates, at most. */
  readonly limit: number;
  /** Least native score. */
  readonly threshold: number;
}

/** A sample that may belong to the result. Its native comparison score is no lower than one bound and no higher than the other. */
export interface IndexCandidate {
  readonly templateNumber: number;
  readonly sampleNumber: number;
  readonly leastScore: number;
  readonly greatestScore: number;
}

export interface IndexUsage extends GallerySize {
  /** Memory that what is searched takes. */
  readonly bytes: number;
  /** What they may take. */
  readonly largestBytes: number;
}

/** Applying a change would take more memory than the index may. */
export class IndexFullError extends Error {
  override readonly name = 'IndexFullError';
}

/**
 * Finds the samples that may be most like a probe: an index may hold less than the vectors, as long as it misses nobody.
 * It follows the records and holds nothing that they do not; it may be behind
 * them, and it may lose everything (its position is then 0): whoever uses it brings it up to date first, and asks the
 * records about every candidate.
 */
export interface TemplateIndex {
  /** Everything up to this number has been applied. */
  readonly position: number;
  /** Of the last change applied. */
  readonly usage: IndexUsage;
  /**
   * All changes after `after`, up to `upTo`, in the order of the records. Does nothing where the index does not stand at
   * `after`: it may have lost everything meanwhile. Throws `IndexFullError`.
   */
  apply(changes: readonly TemplateChange[], range: { readonly after: number; readonly upTo: number }): Promise<void>;
  size(gallery: GalleryName): Promise<GallerySize>;
  /**
   * Every sample that, by its exact score, can be the best one of a template among the best `limit` at or above the
   * threshold, those that tie included, and some more. By falling greatest score.
   */
  search(gallery: GalleryName, probe: IndexProbe): Promise<IndexCandidate[]>;
  /** Forgets everything; the position is 0. */
  clear(): Promise<void>;
  close(): Promise<void>;
}
