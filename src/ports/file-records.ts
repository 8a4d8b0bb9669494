import type { StoredFile } from '#domain/file.js';
import type { Owner } from '#ports/owner.js';

/** What a file belongs to (or, for a verification, was used for), or the file itself. */
export type FileLink =
  | { readonly fileId: string }
  | { readonly fileIds: readonly string[] }
  | { readonly verificationId: string }
  | { readonly sessionId: string }
  | { readonly templateId: string };

/** Where the bytes lie and what opens them. */
export interface FilePlace {
  /** The name of the blob, in the folder of this installation. */
  readonly blobName: string;
  /** 32 bytes. Fill with zeros after use. */
  readonly contentKey: Uint8Array;
}

/**
 * Which files there are. Name and content key are sealed under a key of the row's own: destroying the row makes the bytes
 * unreadable wherever they lie. Blobs are not its concern: whoever destroys rows then deletes the blobs that it names.
 */
export interface FileRecords {
  /** False: the id is taken. */
  add(file: StoredFile, place: FilePlace): Promise<boolean>;
  /** Notes that the file was used for a verification: whoever lists or destroys what is of that finds it too. */
  markUsed(owner: Owner, fileId: string, verificationId: string): Promise<void>;
  /**
   * Those of the files that have not expired at `nowEpochMs` live until `untilEpochMs`; gives their ids. Only for files that are
   * there as long as somebody goes on using them.
   */
  prolong(owner: Owner, fileIds: readonly string[], nowEpochMs: number, untilEpochMs: number): Promise<Set<string>>;
  find(owner: Owner, fileId: string): Promise<StoredFile | null>;
  /** Oldest first. */
  list(owner: Owner, link: FileLink): Promise<StoredFile[]>;
  findWithPlace(owner: Owner, fileId: string): Promise<{ file: StoredFile; place: FilePlace } | null>;
  /** Destroys rows and keys; gives the names of the blobs that nothing opens any more. */
  destroy(owner: Owner, link: FileLink): Promise<string[]>;
  /** The same for files that have expired by then, of every application; at most `limit` of them. */
  destroyExpired(nowEpochMs: number, limit: number): Promise<string[]>;
  /** The same for media of one application, made before then. */
  destroyMediaBefore(applicationId: string, createdBeforeEpochMs: number, limit: number): Promise<string[]>;
  /** Those of the names that some file has. */
  known(blobNames: readonly string[]): Promise<Set<string>>;
}
