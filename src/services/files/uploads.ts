import { fileContentTypeSchema, fileExtensions, type FileContentType } from '#domain/file.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Owner, Records } from '#ports/records.js';
import { uploadLifetimeMs } from '#services/files/file-retention.js';
import { headBytes } from '#services/files/content-type-of.js';
import type { Files } from '#services/files/files.js';
import { checkedBody, UploadBodyError } from '#services/files/upload-body.js';
import { isOfType, uploadLimitBytes } from '#services/files/upload-types.js';
import { fieldsMatch, signFields } from '#services/files/url-signatures.js';

/** Leave to send one file to one address, once. */
export interface PresignedUpload {
  /** `uploads/<id>.<ext>`: names the file in later calls. */
  readonly key: string;
  readonly url: string;
  readonly method: 'PUT';
  /** To be sent with it as they are. */
  readonly headers: { readonly 'Content-Type': string };
  readonly expiresAtEpochMs: number;
}

/** What a signed address carries beside the id; all of it is signed. */
export interface SignedUploadQuery {
  readonly applicationId: string;
  readonly mode: Owner['mode'];
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly expiresAtEpochMs: number;
  readonly signature: string;
}

export interface UploadRequest {
  readonly id: string;
  readonly query: SignedUploadQuery;
  /** Of the request's own headers; null: not given. */
  readonly contentType: string | null;
  readonly contentLengthBytes: number | null;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Why an upload is refused. No dialect tells these, so that they stand in no registry. */
export const uploadRefusals = [
  'forbidden',
  'expired',
  'length-missing',
  'length-different',
  'type-different',
  'content-different',
  'used',
  'incomplete',
] as const;
export type UploadRefusal = (typeof uploadRefusals)[number];

export type UploadReceipt =
  { readonly status: 'stored'; readonly key: string } | { readonly status: 'refused'; readonly refusal: UploadRefusal };

export interface Uploads {
  /**
   * Failures: `image-type-unsupported`, `image-empty`, `image-too-large`. The file's name is not asked for: nothing needs
   * it, and names of files are often names of people.
   */
  presign(owner: Owner, file: { readonly contentType: string; readonly sizeBytes: number }): Outcome<PresignedUpload>;
  /** Stores the body if it is what was presigned; a refused or broken one may be sent again. */
  receive(request: UploadRequest): Promise<UploadReceipt>;
  /** The file of a key, for the application and mode that it was presigned for. Failure: `upload-forbidden`, whatever is wrong. */
  read(owner: Owner, key: string): Promise<Outcome<Buffer>>;
  /** Notes what a file was used for, so that erasing that destroys it too; to be called where the use becomes durable. */
  markUsed(inside: Records, owner: Owner, key: string, verificationId: string): Promise<void>;
  /** Whether a page of that origin may send this upload: only where the application embeds our pages in it. */
  allowsOrigin(id: string, query: SignedUploadQuery, origin: string): Promise<boolean>;
}

/** Between asking for leave and sending: time for one file over a slow line. */
const presignedForMs = 15 * 60_000;

const keyPattern = /^uploads\/([0-9a-f-]{36})\.([a-z0-9]+)$/;

export function createUploads(dependencies: {
  readonly records: Records;
  readonly files: Files;
  readonly keyedHash: KeyedHash;
  /** Without a trailing slash. */
  readonly publicUrl: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** UUIDs. */
  readonly newId: () => string;
}): Uploads {
  const { records, files, keyedHash, publicUrl, now, newId } = dependencies;

  /** Null: not signed by us for this id. */
  function readSigned(id: string, { signature, ...query }: SignedUploadQuery): { contentType: FileContentType } | null {
    if (!fieldsMatch(keyedHash, signedFields(id, query), signature)) return null;
    return { contentType: fileContentTypeSchema.parse(query.contentType) };
  }

  async function refusalBeforeReading(request: UploadRequest, owner: Owner): Promise<UploadRefusal | null> {
    const { id, query } = request;
    if (query.expiresAtEpochMs <= now()) return 'expired';
    if (essenceOf(request.contentType) !== query.contentType) return 'type-different';
    if (request.contentLengthBytes === null) return 'length-missing';
    if (request.contentLengthBytes !== query.sizeBytes) return 'length-different';
    return (await files.find(owner, id)) === null ? null : 'used';
  }

  return {
    presign(owner, { contentType: asked, sizeBytes }) {
      const contentType = fileContentTypeSchema.safeParse(asked.toLowerCase());
      const limitBytes = contentType.success ? uploadLimitBytes(contentType.data) : null;
      if (!contentType.success || limitBytes === null) return fail({ code: 'image-type-unsupported' });
      if (sizeBytes <= 0) return fail({ code: 'image-empty' });
      if (sizeBytes > limitBytes) return fail({ code: 'image-too-large' });
      const id = newId();
      const query = { ...owner, contentType: contentType.data, sizeBytes, expiresAtEpochMs: now() + presignedForMs };
      const signature = signFields(keyedHash, signedFields(id, query));
      return ok({
        key: keyOf(id, contentType.data),
        url: `${publicUrl()}/uploads/${id}?${queryText({ ...query, signature })}`,
        method: 'PUT',
        headers: { 'Content-Type': contentType.data },
        expiresAtEpochMs: query.expiresAtEpochMs,
      });
    },

    async receive(request) {
      const { id, query, body } = request;
      const signed = readSigned(id, query);
      if (signed === null) return refused('forbidden');
      const owner: Owner = { applicationId: query.applicationId, mode: query.mode };
      const { contentType } = signed;
      const refusal = await refusalBeforeReading(request, owner);
      if (refusal !== null) return refused(refusal);
      const checked = checkedBody(body, {
        sizeBytes: query.sizeBytes,
        headBytes,
        isRight: (head) => isOfType(head, contentType),
      });
      try {
        const expiresAtEpochMs = now() + uploadLifetimeMs;
        const staged = await files.stage(
          { owner, id, class: 'upload', role: 'upload', contentType, expiresAtEpochMs },
          checked,
        );
        if (await staged.commit(records)) return { status: 'stored', key: keyOf(id, contentType) };
        // Somebody else sent the same upload at the same time, and was faster.
        await staged.discard();
        return refused('used');
      } catch (error) {
        if (error instanceof UploadBodyError) return refused(error.reason);
        throw error;
      }
    },

    async read(owner, key) {
      const [, id, extension] = keyPattern.exec(key) ?? [];
      if (id === undefined) return fail({ code: 'upload-forbidden' });
      const file = await files.find(owner, id);
      if (file?.class !== 'upload' || fileExtensions[file.contentType] !== extension) {
        return fail({ code: 'upload-forbidden' });
      }
      const bytes = await files.read(owner, id);
      return bytes === null ? fail({ code: 'upload-forbidden' }) : ok(bytes);
    },

    async markUsed(inside, owner, key, verificationId) {
      const [, id] = keyPattern.exec(key) ?? [];
      if (id !== undefined) await inside.files.markUsed(owner, id, verificationId);
    },

    async allowsOrigin(id, query, origin) {
      if (readSigned(id, query) === null) return false;
      const application = await records.applications.find(query.applicationId);
      return application?.settings.sessions.embeddingOrigins.some((url) => new URL(url).origin === origin) ?? false;
    },
  };
}

const refused = (refusal: UploadRefusal): UploadReceipt => ({ status: 'refused', refusal });

const keyOf = (id: string, contentType: FileContentType): string => `uploads/${id}.${fileExtensions[contentType]}`;

/** `image/jpeg; charset=binary` is an `image/jpeg` (RFC 9110 section 8.3.1). */
const essenceOf = (contentType: string | null): string => (contentType ?? '').split(';')[0]!.trim().toLowerCase();

type Bound = Omit<SignedUploadQuery, 'signature'>;

const signedFields = (id: string, { applicationId, mode, contentType, sizeBytes, expiresAtEpochMs }: Bound) =>
  ['put-upload', id, applicationId, mode, contentType, sizeBytes, expiresAtEpochMs] as const;

const queryText = (query: SignedUploadQuery): string =>
  new URLSearchParams({
    application: query.applicationId,
    mode: query.mode,
    type: query.contentType,
    size: `${query.sizeBytes}`,
    expires: `${query.expiresAtEpochMs}`,
    signature: query.signature,
  }).toString();
