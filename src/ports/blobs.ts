/** What lies under a key. */
export interface StoredBlob {
  readonly key: string;
  readonly sizeBytes: number;
  /** By the store's own clock: when it was written. */
  readonly storedAtEpochMs: number;
}

/**
 * Opaque ciphertext under keys. A key is `<folder>/<name>` (see `blobKeyPattern`) and is written once: names are random,
 * so that no content ever takes another's place.
 */
export interface Blobs {
  /**
   * Stores all of `content`, whole or not at all: where it throws, or the process dies, nothing lies under the key. Durable
   * before the promise resolves. Holds no more of it in memory than a few MB.
   */
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** Null: there is none. */
  get(key: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** Also where there is none. */
  delete(key: string): Promise<void>;
  /** Every blob of a folder, in no particular order; what is none is left out. */
  list(folder: string): AsyncIterable<StoredBlob>;
  /** Removes what puts into a folder that began before then and never finished have left behind; gives how many. */
  removeUnfinished(folder: string, beforeEpochMs: number): Promise<number>;
}

const part = '[a-z0-9][a-z0-9-]{3,99}';
const blobKeyPattern = new RegExp(`^${part}/${part}$`);

/** A store may hold names in a folder that no put of ours has written. */
export const isBlobKey = (key: string): boolean => blobKeyPattern.test(key);

/** The parts of a key. Throws where it is none: keys are made by this program, never by a caller. */
export function splitBlobKey(key: string): { readonly folder: string; readonly name: string } {
  if (!isBlobKey(key)) throw new Error('not the key of a blob');
  const [folder, name] = key.split('/') as [string, string]; // the pattern has one slash
  return { folder, name };
}
