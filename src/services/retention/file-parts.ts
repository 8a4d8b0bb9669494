import type { Blobs } from '#ports/blobs.js';
import type { Records } from '#ports/records.js';
import { dayMs, hourMs } from '#services/files/file-retention.js';
import type { Files } from '#services/files/files.js';
import type { RetentionPart } from '#services/retention/retention.js';

const batch = 100;

/** Far longer than a file may be staged before it is committed (`stagedAtMostMs`), also with clocks that differ. */
const orphanAgeMs = hourMs;
/** Listing a whole store costs a request for every thousand blobs. */
const orphansAtMostEveryMs = 6 * hourMs;

/** Files past their expiry: media and uploads. */
export const expiredFiles = (records: Records, files: Files): RetentionPart => ({
  name: 'files',
  async sweep(nowEpochMs) {
    const blobNames = await records.files.destroyExpired(nowEpochMs, batch);
    await files.removeBlobs(blobNames);
    return blobNames.length;
  },
});

/** Media older than the application now keeps them: a shortened retention holds for what is there already. */
export const oldMedia = (records: Records, files: Files): RetentionPart => ({
  name: 'old-media',
  async sweep(nowEpochMs) {
    let count = 0;
    for (const { id, settings } of await records.applications.list()) {
      const before = nowEpochMs - settings.retention.mediaDays * dayMs;
      const blobNames = await records.files.destroyMediaBefore(id, before, batch);
      await files.removeBlobs(blobNames);
      count += blobNames.length;
    }
    return count;
  },
});

/** Bytes that no file knows: of a crash between the bytes and their row, or between a destroyed row and its bytes. */
export const orphanBlobs = (options: {
  readonly records: Records;
  readonly blobs: Blobs;
  readonly blobFolder: string;
}): RetentionPart => ({
  name: 'orphan-blobs',
  atMostEveryMs: orphansAtMostEveryMs,
  async sweep(nowEpochMs) {
    const { records, blobs, blobFolder } = options;
    const before = nowEpochMs - orphanAgeMs;
    const nameOf = (key: string): string => key.slice(blobFolder.length + 1);

    async function removeUnknown(keys: readonly string[]): Promise<number> {
      const known = await records.files.known(keys.map(nameOf));
      const unknown = keys.filter((key) => !known.has(nameOf(key)));
      for (const key of unknown) await blobs.delete(key);
      return unknown.length;
    }

    let count = await blobs.removeUnfinished(blobFolder, before);
    let old: string[] = [];
    for await (const { key, storedAtEpochMs } of blobs.list(blobFolder)) {
      if (storedAtEpochMs >= before) continue;
      old.push(key);
      if (old.length < batch) continue;
      count += await removeUnknown(old);
      old = [];
    }
    return count + (await removeUnknown(old));
  },
});
