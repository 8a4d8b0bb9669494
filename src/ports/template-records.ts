import type { Mode } from '#domain/access.js';
import type { Template } from '#domain/face.js';
import type { Owner, PageMark } from '#ports/owner.js';

/** What the caller says of an enrolled person. Sealed. */
export interface TemplateDescription {
  /** The caller's name for the person; templates are found and erased by it. */
  readonly userIdentifier: string | null;
  readonly label: string | null;
  /** JSON of the caller's. */
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

/** One picture of an enrolled person, without the vector: that leaves the records only towards searches. */
export interface SampleSummary {
  /** UUID. */
  readonly id: string;
  /** Recogniser and preprocessing that made it. */
  readonly digest: string;
  /** Unified quality score, a whole number 0–100. */
  readonly quality: number;
  readonly createdAtEpochMs: number;
  /** The stored picture, where it was kept. */
  readonly imageFileId: string | null;
}

export interface NewSample extends Omit<SampleSummary, 'digest'> {
  readonly template: Template;
}

/** An enrolled person. */
export interface EnrolledTemplate {
  /** UUID, or chosen by the caller; unique within application and mode. */
  readonly id: string;
  readonly applicationId: string;
  readonly mode: Mode;
  readonly createdAtEpochMs: number;
  readonly updatedAtEpochMs: number;
  readonly description: TemplateDescription;
  /** Oldest first; 1 to `mostSamples`. */
  readonly samples: readonly SampleSummary[];
}

export interface NewTemplate extends Omit<EnrolledTemplate, 'samples' | 'updatedAtEpochMs'> {
  readonly samples: readonly NewSample[];
}

/** What is left to do once a template's rows and key are gone. */
export interface DestroyedTemplate {
  readonly id: string;
  /** Kept pictures that nothing points to any more. */
  readonly imageFileIds: readonly string[];
}

/** How far the numbers have come. */
export interface ChangePosition {
  /** The number of the latest change; 0 before the first. */
  readonly last: number;
  /** Deletions up to this number have been swept: who knows less than that has to begin anew. */
  readonly swept: number;
}

/** A template as it is now, or that it is gone. */
export type TemplateChange = {
  /** Rises by every change of any template, in the order in which they became durable. */
  readonly change: number;
  readonly owner: Owner;
  /** Names the template within the installation, and says nothing about it. */
  readonly templateNumber: number;
} & ({ readonly kind: 'enrolled'; readonly samples: readonly IndexedSample[] } | { readonly kind: 'deleted' });

export interface IndexedSample {
  /** Names the sample within the installation; never used twice, so that a replaced picture has another one. */
  readonly number: number;
  readonly template: Template;
}

/** What a search needs to judge a sample that may be the one it looks for. */
export interface ConfirmedSample {
  readonly templateId: string;
  readonly sampleId: string;
  readonly template: Template;
}

/** A sample of another recogniser than the one asked for, of which there is a picture. */
export interface OutdatedSample {
  readonly owner: Owner;
  readonly templateId: string;
  readonly sampleId: string;
  readonly number: number;
  readonly imageFileId: string;
}

/** Samples of another recogniser than the one asked for. */
export interface OutdatedCount {
  /** Their pictures were kept: they can be seen again. */
  readonly withPicture: number;
  /** Whoever they show has to be enrolled anew to be found. */
  readonly withoutPicture: number;
}

/**
 * Enrolled people. Vectors, ids that callers chose, labels and metadata are sealed under a key of each template; what is
 * searched by is a keyed hash. Deleting destroys the key.
 *
 * Every change gets the next number of the installation, and the writer of one keeps all others waiting until it is
 * durable or undone: numbers become visible in their order, and whoever has read all changes up to a number has missed
 * none. Write templates late in a transaction.
 */
export interface TemplateRecords {
  /**
   * Only in a transaction: keeps every other writer of templates waiting until its end. What is read afterwards is what
   * the transaction then changes.
   */
  hold(): Promise<ChangePosition>;
  /** All become durable together. Throws where an id is taken: ask `find` under `hold` first. */
  add(templates: readonly NewTemplate[]): Promise<void>;
  /** Adds a picture, in place of `replacing` where that is given. False: there is no such template, or no such sample. */
  addSample(
    owner: Owner,
    templateId: string,
    sample: NewSample,
    change: {
      readonly atEpochMs: number;
      readonly replacing: string | null;
      /** What of the description is said anew. */
      readonly description: Partial<TemplateDescription>;
    },
  ): Promise<boolean>;
  /** The same picture seen by another recogniser: everything but vector and digest stays. False: it is gone. */
  renewSample(owner: Owner, sampleId: string, template: Template): Promise<boolean>;
  find(owner: Owner, id: string): Promise<EnrolledTemplate | null>;
  /** Newest first, at most `limit`; those older than `before`, the last one of the page before. */
  page(
    owner: Owner,
    options: { readonly limit: number; readonly before: PageMark | null },
  ): Promise<EnrolledTemplate[]>;
  count(owner: Owner): Promise<number>;
  /** Ids, newest first. */
  findByUser(owner: Owner, userIdentifier: string): Promise<string[]>;
  /** Destroys the key and every row. Null: there is no such template. */
  delete(owner: Owner, id: string, atEpochMs: number): Promise<DestroyedTemplate | null>;
  eraseByUser(owner: Owner, userIdentifier: string, atEpochMs: number): Promise<DestroyedTemplate[]>;

  position(): Promise<ChangePosition>;
  /**
   * The next changes after a number, in order, at most `limit`. Of a template that changed more than once only the last
   * change is told. Fewer than `limit`: these are all.
   */
  changesSince(change: number, limit: number): Promise<TemplateChange[]>;
  /** Those of the samples that are still there, by number. */
  confirm(owner: Owner, sampleNumbers: readonly number[]): Promise<Map<number, ConfirmedSample>>;
  /** By rising number, from the one after `after`. */
  outdatedSamples(
    digest: string,
    options: { readonly after: number; readonly limit: number },
  ): Promise<OutdatedSample[]>;
  /** How many samples another recogniser made, of one owner or (null) of all; those of the sandbox never age. */
  countOutdated(digest: string, owner: Owner | null): Promise<OutdatedCount>;
  /** Forgets deletions from before a moment; gives how many. */
  sweepDeletions(beforeEpochMs: number): Promise<number>;
}
