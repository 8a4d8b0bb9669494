import type { Owner, Records } from '#ports/records.js';

/** A picture whose bytes are stored, and which nobody can open yet. */
export interface StagedImage {
  readonly fileId: string;
  /** Makes it known together with the template's row; may be called again where a transaction is repeated. */
  commit(inside: Records): Promise<void>;
  /** Removes the bytes again. Left out, a sweep removes them. */
  discard(): Promise<void>;
}

/** Where pictures that templates were made of are kept, for applications that want it. */
export interface EnrolmentImages {
  /** Stores the bytes; not to be called within a transaction, which they would hold up. */
  stage(image: {
    readonly owner: Owner;
    readonly templateId: string;
    readonly bytes: Uint8Array;
  }): Promise<StagedImage>;
  /** Destroys pictures that no sample points to any more; ids that are unknown are passed over. */
  drop(inside: Records, owner: Owner, fileIds: readonly string[]): Promise<void>;
  /** Null: it is gone. */
  read(owner: Owner, fileId: string): Promise<Uint8Array | null>;
}
