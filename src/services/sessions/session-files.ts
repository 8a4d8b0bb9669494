import type { SessionFile } from '#domain/session-result.js';
import type { SessionRecord } from '#ports/session-records.js';

/** Where a session's pictures are kept, sealed, as media of its application, which may keep none beyond the session. */
export interface SessionFiles {
  /** Durable before the promise resolves; gives the file's id. */
  keep(session: SessionRecord, kind: SessionFile['kind'], bytes: Uint8Array): Promise<string>;
  /** Null: its time was up, or it was erased. */
  read(session: SessionRecord, fileId: string): Promise<Uint8Array | null>;
  /** Keeps a part of a picture that the page is sending, until then; one that is there already stays as it is. */
  keepPart(session: SessionRecord, fileId: string, bytes: Uint8Array, untilEpochMs: number): Promise<void>;
  /** Those of the parts that are there; they live until then at least. */
  prolongParts(session: SessionRecord, fileIds: readonly string[], untilEpochMs: number): Promise<Set<string>>;
  /** Destroys them for good; unknown ids are no fault. */
  remove(session: SessionRecord, fileIds: readonly string[]): Promise<void>;
}
