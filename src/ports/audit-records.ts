import type { AuditEntry, NewAuditEntry } from '#domain/audit.js';

export type ChainCheck =
  | { readonly status: 'whole'; readonly entries: number }
  /** The first entry that is not what was written, or is missing. */
  | { readonly status: 'broken'; readonly entries: number; readonly atSequence: number };

/**
 * A log for each application and one for the installation (null). Each entry carries a keyed hash over itself and the
 * hash of the one before: whoever has the database alone can neither change nor drop an entry unnoticed, for the key is
 * sealed by the master key.
 */
export interface AuditRecords {
  append(entry: NewAuditEntry): Promise<void>;
  /** Newest first, at most `limit`, of those before `beforeSequence`. */
  page(
    applicationId: string | null,
    options: { readonly limit: number; readonly beforeSequence: number | null },
  ): Promise<AuditEntry[]>;
  /** Applications that have a log, and null where the installation's has entries. */
  logs(): Promise<(string | null)[]>;
  /** Reads the whole log anew. */
  check(applicationId: string | null): Promise<ChainCheck>;
}
