import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createFilesystemBlobs } from '#adapters/filesystem/filesystem-blobs.js';
import type { S3Options } from '#adapters/s3/s3-blobs.js';
import { streamSealing } from '#adapters/sealing/sealed-stream.js';
import type { Config } from '#main/config.js';
import { startUpErrorOf } from '#main/start-up-error.js';
import type { Blobs } from '#ports/blobs.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Store } from '#ports/store.js';
import { createErase, type Erase, type ErasePart } from '#services/erase/erase.js';
import { createEraseAgain, type EraseAgain } from '#services/erase/erase-again.js';
import { answerErasure, fileErasure, verificationErasure } from '#services/erase/own-parts.js';
import {
  answerExport,
  createExportSubject,
  verificationExport,
  type ExportPart,
  type ExportSubject,
} from '#services/export/export-subject.js';
import { createFiles, type Files } from '#services/files/files.js';
import { createUploads, type Uploads } from '#services/files/uploads.js';
import { expiredFiles, oldMedia, orphanBlobs } from '#services/retention/file-parts.js';
import { expiredAnswers, oldVerifications } from '#services/retention/record-parts.js';
import { capturePrintErasure, oldCapturePrints } from '#services/injection/injection-parts.js';
import { endedSessions, sessionErasure, sessionExport } from '#services/sessions/session-parts.js';
import { templateErasure, templateExport } from '#services/templates/template-parts.js';
import { createRetention, type Retention, type RetentionPart } from '#services/retention/retention.js';
import { endedUserSessions } from '#services/users/user-retention.js';
import { deliveryErasure, failedJobs, settledDeliveries } from '#services/webhooks/webhook-retention.js';

/** Files and all that destroys or hands out what is stored of people. */
export interface FileServices {
  readonly files: Files;
  readonly uploads: Uploads;
  readonly retention: Retention;
  readonly erase: Erase;
  readonly eraseAgain: EraseAgain;
  readonly exportSubject: ExportSubject;
  /** Throws `StartUpError` where the store cannot be used. */
  check(): Promise<void>;
  close(): void;
}

export async function composeFiles(options: {
  readonly config: Pick<Config, 'dataDirectory' | 'fileStore'>;
  readonly store: Pick<Store, 'records' | 'keyedHash' | 'rateLimits'>;
  readonly publicUrl: () => string;
  readonly now: () => number;
}): Promise<FileServices> {
  const { config, store, publicUrl, now } = options;
  const { records, keyedHash, rateLimits } = store;
  const { blobs, check, close } = await openBlobs(config);
  const blobFolder = blobFolderOf(keyedHash);
  const common = { records, keyedHash, publicUrl, now, newId: randomUUID };
  const files = createFiles({ ...common, blobs, blobFolder, sealing: streamSealing });
  const retentionParts: RetentionPart[] = [
    expiredFiles(records, files),
    oldMedia(records, files),
    oldVerifications(records),
    expiredAnswers(records),
    settledDeliveries(records),
    failedJobs(records),
    oldCapturePrints(records),
    endedSessions(records),
    endedUserSessions(records),
    { name: 'rate-limits', sweep: (nowEpochMs) => rateLimits.sweep(nowEpochMs) },
    orphanBlobs({ records, blobs, blobFolder }),
  ];
  // Templates first: who was enrolled stands in results, which the others destroy.
  const eraseParts: ErasePart[] = [
    templateErasure(files),
    verificationErasure,
    capturePrintErasure,
    sessionErasure,
    deliveryErasure,
    answerErasure,
    fileErasure(files),
  ];
  const exportParts: ExportPart[] = [verificationExport, sessionExport, templateExport, answerExport];
  const erase = createErase({ ...common, parts: eraseParts });
  return {
    files,
    uploads: createUploads({ ...common, files }),
    retention: createRetention({ records, parts: retentionParts }),
    erase,
    eraseAgain: createEraseAgain({ records, keyedHash, erase }),
    exportSubject: createExportSubject({ records, files, parts: exportParts, now }),
    check,
    close,
  };
}

/** Where the blobs of an installation lie: two may share a bucket, and neither must take the other's files for leftovers. */
export const blobFolderOf = (keyedHash: KeyedHash): string =>
  Buffer.from(keyedHash.digest('blob-folder', '')).toString('hex').slice(0, 16);

interface OpenedBlobs extends Pick<FileServices, 'check' | 'close'> {
  readonly blobs: Blobs;
}

/** The store that is configured, not yet checked. */
export const openBlobs = async ({
  dataDirectory,
  fileStore,
}: Pick<Config, 'dataDirectory' | 'fileStore'>): Promise<OpenedBlobs> =>
  fileStore === 'disk'
    ? {
        blobs: createFilesystemBlobs(path.join(dataDirectory, 'blobs')),
        check: async () => undefined,
        close: () => undefined,
      }
    : openBucket(fileStore);

/** The client is loaded on demand: most installations have no bucket. */
async function openBucket(fileStore: S3Options): Promise<OpenedBlobs> {
  const { BucketError, createS3Blobs } = await import('#adapters/s3/s3-blobs.js');
  const blobs = createS3Blobs(fileStore);
  return {
    blobs,
    async check() {
      try {
        await blobs.check();
      } catch (error) {
        if (error instanceof BucketError) throw startUpErrorOf(error);
        throw error;
      }
    },
    close: () => blobs.close(),
  };
}
