import type { Owner } from '#ports/owner.js';

/** What a sealed file is bound to: under another it does not open. */
export interface SealedFileContext extends Owner {
  readonly fileId: string;
  readonly fileClass: string;
}

/** Authenticated encryption of contents that are too large to be held in memory. */
export interface StreamSealing {
  /** 32 random bytes; one for each content. Fill with zeros after use. */
  newKey(): Uint8Array;
  seal(key: Uint8Array, context: SealedFileContext, plaintext: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /**
   * Gives the plaintext piece by piece, each only once it is proved to stand where it stood. Throws where anything was
   * altered, left out, exchanged or added.
   */
  open(key: Uint8Array, context: SealedFileContext, sealed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}
