import type { FileClass, FileContentType, FileRole, StoredFile } from '#domain/file.js';
import type { Blobs } from '#ports/blobs.js';
import type { FileLink } from '#ports/file-records.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Owner, Records } from '#ports/records.js';
import type { SealedFileContext, StreamSealing } from '#ports/stream-sealing.js';
import { fieldsMatch, signFields } from '#services/files/url-signatures.js';
import { withFirstPiece } from '#services/files/with-first-piece.js';

/** A file about to be stored. */
export interface NewFile {
  readonly owner: Owner;
  readonly class: FileClass;
  readonly role: FileRole;
  readonly contentType: FileContentType;
  /** Null: as long as what it belongs to. For media see `mediaExpiresAtEpochMs`. */
  readonly expiresAtEpochMs: number | null;
  readonly verificationId?: string;
  readonly sessionId?: string;
  readonly templateId?: string;
  readonly name?: string;
  /** UUID; left out: a new one. */
  readonly id?: string;
}

/** The bytes lie in the store, sealed and durable, and nobody can open them yet. */
export interface StagedFile {
  readonly file: StoredFile;
  /**
   * Makes the file known together with whatever else `inside` writes; may be called again where a transaction is repeated.
   * False: its id is taken, and nothing changed. Throws where it was staged over half an hour ago: its bytes may be gone.
   */
  commit(inside: Records): Promise<boolean>;
  /** Removes the bytes again. Left out, a sweep removes them. */
  discard(): Promise<void>;
}

export interface OpenFile {
  readonly file: StoredFile;
  /**
   * Read it to its end or stop early, also at once; either lets go of the store. Throws where the bytes are not those that
   * were stored; of the first ones that is known already, so that no header leaves for a file that cannot be opened.
   */
  readonly content: AsyncIterable<Uint8Array>;
}

/** What a signed address carries beside the file's id. */
export interface SignedFileQuery {
  readonly applicationId: string;
  readonly mode: Owner['mode'];
  readonly expiresAtEpochMs: number;
  readonly signature: string;
}

export type SignedOpening =
  | { readonly status: 'open'; readonly opened: OpenFile }
  /** Not signed by us for this file, or no longer valid. */
  | { readonly status: 'forbidden' }
  /** Signed for a file that has expired or was erased. */
  | { readonly status: 'gone' };

/** Everything here is bound to an owner; an expired file counts as gone before a sweep has come by. */
export interface Files {
  stage(file: NewFile, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StagedFile>;
  find(owner: Owner, fileId: string): Promise<StoredFile | null>;
  /** Oldest first. */
  list(owner: Owner, link: FileLink): Promise<StoredFile[]>;
  /** Throws where its bytes are missing, or not those that were stored from the first ones on. */
  open(owner: Owner, fileId: string): Promise<OpenFile | null>;
  /** The whole content in memory. */
  read(owner: Owner, fileId: string): Promise<Buffer | null>;
  /** Destroys them; gives how many. */
  delete(owner: Owner, link: FileLink): Promise<number>;
  /**
   * The same within a transaction of the caller: `afterCommit` is handed what removes the bytes, to be run once the
   * transaction is durable. From then on they are unreadable anyway; left out, a sweep removes them.
   */
  deleteInside(
    inside: Records,
    owner: Owner,
    link: FileLink,
    afterCommit: (work: () => Promise<void>) => void,
  ): Promise<number>;
  /** Blobs that no file has any more. */
  removeBlobs(blobNames: readonly string[]): Promise<void>;
  /** An address under which anybody can read the file until then. Not to be logged. */
  signedUrl(file: StoredFile, expiresAtEpochMs: number): string;
  /** Each opening stands in the audit log. */
  openSigned(fileId: string, query: SignedFileQuery): Promise<SignedOpening>;
}

export interface FilesDependencies {
  readonly records: Records;
  readonly blobs: Blobs;
  /** The folder of this installation in the store, which others may share. */
  readonly blobFolder: string;
  readonly sealing: StreamSealing;
  readonly keyedHash: KeyedHash;
  /** Without a trailing slash. */
  readonly publicUrl: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** UUIDs. */
  readonly newId: () => string;
}

/** A staged file is committed in this time or never: a sweep takes older bytes without a row for what a crash left. */
export const stagedAtMostMs = 30 * 60_000;

export function createFiles(dependencies: FilesDependencies): Files {
  const { records, blobs, blobFolder, sealing, keyedHash, publicUrl, now, newId } = dependencies;
  const keyOf = (blobName: string): string => `${blobFolder}/${blobName}`;
  const isGone = ({ expiresAtEpochMs }: StoredFile): boolean => expiresAtEpochMs !== null && expiresAtEpochMs <= now();

  async function stage(asked: NewFile, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StagedFile> {
    const { owner, id = newId(), verificationId = null, sessionId = null, templateId = null, name = null } = asked;
    const blobName = newId();
    const contentKey = sealing.newKey();
    const context = { ...owner, fileId: id, fileClass: asked.class };
    const counted = countingBytes(content instanceof Uint8Array ? inOne(content) : content);
    await blobs.put(keyOf(blobName), sealing.seal(contentKey, context, counted.content));
    const stagedAtEpochMs = now();
    const file: StoredFile = {
      id,
      applicationId: owner.applicationId,
      mode: owner.mode,
      class: asked.class,
      role: asked.role,
      contentType: asked.contentType,
      sizeBytes: counted.sizeBytes(),
      createdAtEpochMs: stagedAtEpochMs,
      expiresAtEpochMs: asked.expiresAtEpochMs,
      verificationId,
      sessionId,
      templateId,
      name,
    };
    return {
      file,
      commit(inside) {
        if (now() - stagedAtEpochMs > stagedAtMostMs) throw new Error('this file was staged too long ago');
        return inside.files.add(file, { blobName, contentKey });
      },
      async discard() {
        contentKey.fill(0);
        await blobs.delete(keyOf(blobName));
      },
    };
  }

  async function find(owner: Owner, fileId: string): Promise<StoredFile | null> {
    const file = await records.files.find(owner, fileId);
    return file === null || isGone(file) ? null : file;
  }

  async function open(owner: Owner, fileId: string): Promise<OpenFile | null> {
    const found = await records.files.findWithPlace(owner, fileId);
    if (found === null || isGone(found.file)) return null;
    const { file, place } = found;
    const sealed = await blobs.get(keyOf(place.blobName));
    // A sweep may have come between; a row without bytes is never written.
    if (sealed === null) {
      if ((await records.files.find(owner, fileId)) === null) return null;
      throw new Error(`the bytes of file ${fileId} are missing`);
    }
    return { file, content: await withFirstPiece(sealing.open(place.contentKey, contextOf(file), sealed)) };
  }

  async function removeBlobs(blobNames: readonly string[]): Promise<void> {
    for (const blobName of blobNames) await blobs.delete(keyOf(blobName));
  }

  const signedFields = (
    fileId: string,
    { applicationId, mode, expiresAtEpochMs }: Omit<SignedFileQuery, 'signature'>,
  ) => ['get-file', fileId, applicationId, mode, expiresAtEpochMs] as const;

  return {
    stage,
    find,
    open,
    removeBlobs,

    async list(owner, link) {
      return (await records.files.list(owner, link)).filter((file) => !isGone(file));
    },

    async read(owner, fileId) {
      const opened = await open(owner, fileId);
      if (opened === null) return null;
      const parts: Uint8Array[] = [];
      for await (const part of opened.content) parts.push(part);
      return Buffer.concat(parts);
    },

    async delete(owner, link) {
      const blobNames = await records.files.destroy(owner, link);
      await removeBlobs(blobNames);
      if (blobNames.length > 0) await records.purgeOldPages();
      return blobNames.length;
    },

    async deleteInside(inside, owner, link, afterCommit) {
      const blobNames = await inside.files.destroy(owner, link);
      if (blobNames.length > 0) afterCommit(() => removeBlobs(blobNames));
      return blobNames.length;
    },

    signedUrl({ id, applicationId, mode }, expiresAtEpochMs) {
      const signature = signFields(keyedHash, signedFields(id, { applicationId, mode, expiresAtEpochMs }));
      const query = new URLSearchParams({
        application: applicationId,
        mode,
        expires: `${expiresAtEpochMs}`,
        signature,
      });
      return `${publicUrl()}/files/${id}?${query.toString()}`;
    },

    async openSigned(fileId, { signature, ...query }) {
      if (!fieldsMatch(keyedHash, signedFields(fileId, query), signature)) return { status: 'forbidden' };
      if (query.expiresAtEpochMs <= now()) return { status: 'forbidden' };
      const owner = { applicationId: query.applicationId, mode: query.mode };
      const file = await find(owner, fileId);
      if (file === null) return { status: 'gone' };
      // Before the bytes are opened: where it cannot be written, nothing is left open.
      await records.audit.append({
        ...owner,
        atEpochMs: now(),
        action: 'file.viewed',
        // Whoever was handed the address.
        actor: { kind: 'user', id: null },
        target: fileId,
        details: { class: file.class, role: file.role },
      });
      const opened = await open(owner, fileId);
      return opened === null ? { status: 'gone' } : { status: 'open', opened };
    },
  };
}

const contextOf = ({ applicationId, mode, id, class: fileClass }: StoredFile): SealedFileContext => ({
  applicationId,
  mode,
  fileId: id,
  fileClass,
});

async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function countingBytes(content: AsyncIterable<Uint8Array>): {
  readonly content: AsyncIterable<Uint8Array>;
  readonly sizeBytes: () => number;
} {
  let sizeBytes = 0;
  async function* counting(): AsyncGenerator<Uint8Array> {
    for await (const part of content) {
      sizeBytes += part.length;
      yield part;
    }
  }
  return { content: counting(), sizeBytes: () => sizeBytes };
}
