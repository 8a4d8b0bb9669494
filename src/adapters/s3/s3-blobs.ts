import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { inPieces } from '#adapters/s3/in-pieces.js';
import { isBlobKey, splitBlobKey, type Blobs, type StoredBlob } from '#ports/blobs.js';
import { StorageUnavailableError } from '#ports/storage-unavailable.js';

/** A bucket of any store that speaks S3, as the operator configured it. */
export interface S3Options {
  /** Null: AWS itself. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly bucket: string;
  /** `endpoint/bucket/key` in place of `bucket.endpoint/key`; most stores other than AWS want it. */
  readonly pathStyle: boolean;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The bucket cannot be used; the message says why in one line. */
export class BucketError extends Error {
  override readonly name = 'BucketError';
  /** Nothing is said against the bucket or the credentials: it may pass by itself. */
  readonly unreachable: boolean;

  constructor(bucket: string, cause: unknown) {
    super(`the bucket ${bucket} cannot be used: ${reasonOf(cause)}`, { cause });
    this.unreachable = !refusals.has(statusOf(cause) ?? 0);
  }
}

/** Answers of a store that asking again does not change. */
const refusals: ReadonlySet<number> = new Set([301, 400, 401, 403, 404]);

export interface S3Blobs extends Blobs {
  /** Throws `BucketError` where the bucket cannot be reached. */
  check(): Promise<void>;
  close(): void;
}

/** A blob up to this size is one request, repeated as a whole where it fails; a larger one goes in parts of it (S3 wants at least 5 MiB). */
const partBytes = 8 * 1024 * 1024;
/** The first try and its repetitions, with growing random pauses (the client's own). */
const mostTries = 4;
const connectionTimeoutMs = 5000;
/** Without a byte in this time a request counts as lost. */
const idleTimeoutMs = 10_000;
/** One request with its repetitions, a part of 8 MiB: a caller waits for it. */
const requestDeadlineMs = 25_000;

export function createS3Blobs(options: S3Options): S3Blobs {
  const { bucket: Bucket } = options;
  const client = new S3Client({
    ...(options.endpoint !== null && { endpoint: options.endpoint }),
    region: options.region,
    forcePathStyle: options.pathStyle,
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    maxAttempts: mostTries,
    // Other stores than AWS do not know the newer checksums; every chunk is authenticated by its seal anyway.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: connectionTimeoutMs, socketTimeout: idleTimeoutMs },
  });

  const keyOf = (key: string): { Bucket: string; Key: string } => {
    splitBlobKey(key);
    return { Bucket, Key: key };
  };

  async function putInParts(place: { Bucket: string; Key: string }, pieces: AsyncIterable<Buffer>): Promise<void> {
    const { UploadId } = await within((limits) => client.send(new CreateMultipartUploadCommand(place), limits));
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    try {
      for await (const Body of pieces) {
        const PartNumber = Parts.length + 1;
        const part = new UploadPartCommand({ ...place, UploadId, PartNumber, Body });
        const { ETag } = await within((limits) => client.send(part, limits));
        Parts.push({ PartNumber, ETag });
      }
      const whole = new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts } });
      await within((limits) => client.send(whole, limits));
    } catch (error) {
      // Should this fail too, the parts are nobody's blob: `removeUnfinished` finds them later.
      const abort = new AbortMultipartUploadCommand({ ...place, UploadId });
      await within((limits) => client.send(abort, limits)).catch(() => undefined);
      throw error;
    }
  }

  return {
    async put(key, content) {
      const place = keyOf(key);
      const pieces = inPieces(content, partBytes);
      const first = (await pieces.next()).value ?? Buffer.alloc(0);
      if (first.length >= partBytes) return putInParts(place, followedBy(first, pieces));
      const whole = new PutObjectCommand({ ...place, Body: first });
      await within((limits) => client.send(whole, limits));
    },

    async get(key) {
      const place = new GetObjectCommand(keyOf(key));
      try {
        const { Body } = await within((limits) => client.send(place, limits));
        // Under Node it is a readable stream; the type allows for a browser's too.
        return (Body as AsyncIterable<Uint8Array> | undefined) ?? null;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    async delete(key) {
      const place = new DeleteObjectCommand(keyOf(key));
      await within((limits) => client.send(place, limits));
    },

    async *list(folder): AsyncGenerator<StoredBlob> {
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: `${folder}/`, ContinuationToken }));
        for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
          if (!isBlobKey(Key)) continue;
          yield { key: Key, sizeBytes: Size, storedAtEpochMs: LastModified?.getTime() ?? Date.now() };
        }
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
    },

    async removeUnfinished(folder, beforeEpochMs) {
      const place = { Bucket, Prefix: `${folder}/` };
      let removed = 0;
      let after: { KeyMarker?: string; UploadIdMarker?: string } | null = {};
      while (after !== null) {
        const page = await unfinishedIn(client, place, after);
        for (const { Key = '', UploadId, Initiated } of page?.Uploads ?? []) {
          // Others may keep their own in the bucket, and not every store looks at the prefix.
          if (!Key.startsWith(place.Prefix)) continue;
          if (Initiated === undefined || Initiated.getTime() >= beforeEpochMs) continue;
          await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
          removed++;
        }
        after = page?.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : null;
      }
      return removed;
    },

    async check() {
      try {
        await client.send(new HeadBucketCommand({ Bucket }));
      } catch (error) {
        throw new BucketError(Bucket, error);
      }
    },

    close: () => client.destroy(),
  };
}

/**
 * One request with its repetitions, within its time. Whatever a store says but that there is no such thing, or where it
 * says nothing, it cannot be used now.
 */
async function within<T>(request: (limits: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
  const late = new AbortController();
  // Not `AbortSignal.timeout`: what is being read after the answer's head must not be cut off.
  const timer = setTimeout(() => late.abort(), requestDeadlineMs);
  try {
    return await request({ abortSignal: late.signal });
  } catch (error) {
    throw isMissing(error) ? error : new StorageUnavailableError(error);
  } finally {
    clearTimeout(timer);
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;

/** Null: the store does not tell, and then cleans up by itself or by its operator's rule. */
async function unfinishedIn(
  client: S3Client,
  place: { readonly Bucket: string; readonly Prefix: string },
  after: { KeyMarker?: string; UploadIdMarker?: string },
) {
  try {
    return await client.send(new ListMultipartUploadsCommand({ ...place, ...after }));
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 501) return null;
    throw error;
  }
}

async function* followedBy(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

function reasonOf(error: unknown): string {
  const status = statusOf(error);
  if (status === 404) return 'there is none of this name';
  if (status === 403) return 'the store refuses the credentials, or they do not cover it';
  if (status !== undefined) return `the store answers ${status}`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  return `the store cannot be reached (${code ?? (error instanceof Error ? error.name : 'unknown')})`;
}
