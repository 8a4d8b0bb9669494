import type { Owner, Records } from '#ports/records.js';

/** Where pictures that templates were made of are kept, for applications that want it. */
export interface EnrolmentImages {
  /** Stores a picture together with the template's row; gives the id of its file. */
  keep(
    inside: Records,
    image: {
      readonly owner: Owner;
      readonly templateId: string;
      readonly sampleId: string;
      readonly bytes: Uint8Array;
      readonly createdAtEpochMs: number;
    },
  ): Promise<string>;
  /** Destroys pictures that no sample points to any more; ids that are unknown are passed over. */
  drop(inside: Records, owner: Owner, fileIds: readonly string[]): Promise<void>;
  /** Null: it is gone. */
  read(owner: Owner, fileId: string): Promise<Uint8Array | null>;
}
