import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isBlobKey, splitBlobKey, type Blobs, type StoredBlob } from '#ports/blobs.js';
import { StorageUnavailableError } from '#ports/storage-unavailable.js';

/** Where puts write until they are whole; no folder of blobs can have this name. */
const unfinishedFolder = '.unfinished';

/**
 * Blobs as files below `root`, readable by their owner alone. The first two letters of a name are a folder of their own,
 * so that none grows beyond what a file system lists quickly.
 */
export function createFilesystemBlobs(root: string): Blobs {
  const unfinished = path.join(root, unfinishedFolder);
  const durableFolders = new Set<string>();

  /** Makes a folder and those above it, and makes their names durable: a file is only as safe as the way to it. */
  async function makeFolder(folder: string): Promise<void> {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    // Another put may just have made it, and not be done with making it durable.
    if (made === undefined && durableFolders.has(folder)) return;
    for (let name = folder; name.length >= root.length; name = path.dirname(name)) {
      await syncFolder(path.dirname(name));
    }
    durableFolders.add(folder);
  }

  const placeOf = (key: string): { folder: string; file: string } => {
    const { folder, name } = splitBlobKey(key);
    const fan = path.join(root, folder, name.slice(0, 2));
    return { folder: fan, file: path.join(fan, name) };
  };

  return {
    async put(key, content) {
      const { folder, file } = placeOf(key);
      const temporary = path.join(unfinished, randomUUID());
      try {
        await makeFolder(unfinished);
        await writeDurably(temporary, content);
        await makeFolder(folder);
        await rename(temporary, file);
        await syncFolder(folder);
      } catch (error) {
        // What cannot be removed now either is no blob: `removeUnfinished` finds it later.
        await rm(temporary, { force: true }).catch(() => undefined);
        throw explained(error);
      }
    },

    async get(key) {
      const { file } = placeOf(key);
      try {
        // Opened now, so that it can be read to its end although it is deleted meanwhile.
        return (await open(file, 'r')).createReadStream();
      } catch (error) {
        if (isMissing(error)) return null;
        throw explained(error);
      }
    },

    async delete(key) {
      const { folder, file } = placeOf(key);
      try {
        await rm(file);
      } catch (error) {
        if (isMissing(error)) return;
        throw explained(error);
      }
      await syncFolder(folder);
    },

    async *list(folder): AsyncGenerator<StoredBlob> {
      for (const fan of await namesIn(path.join(root, folder))) {
        for (const name of await namesIn(path.join(root, folder, fan))) {
          if (!isBlobKey(`${folder}/${name}`)) continue;
          const status = await statusOf(path.join(root, folder, fan, name));
          if (status === null) continue;
          yield { key: `${folder}/${name}`, sizeBytes: status.size, storedAtEpochMs: Math.floor(status.mtimeMs) };
        }
      }
    },

    // Whatever the folder: nobody else's puts lie below the root.
    async removeUnfinished(_folder, beforeEpochMs) {
      let removed = 0;
      for (const name of await namesIn(unfinished)) {
        const status = await statusOf(path.join(unfinished, name));
        if (status === null || status.mtimeMs >= beforeEpochMs) continue;
        await rm(path.join(unfinished, name), { force: true });
        removed++;
      }
      return removed;
    },
  };
}

async function writeDurably(file: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of content) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no such call: its file systems write names through.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Null: it was deleted meanwhile. */
async function statusOf(file: string): Promise<{ size: number; mtimeMs: number } | null> {
  try {
    return await stat(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/**
 * No room, a volume that is gone, broken or may not be written, no handles left. A path that is missing while it is
 * written to is a volume that was just taken away.
 */
const unavailable =
  /^(ENOSPC|EDQUOT|EROFS|EIO|EACCES|EPERM|ENODEV|ENXIO|ESTALE|EMFILE|ENFILE|ENOENT|ENOTDIR|ETIMEDOUT)$/;

/** Errors of what is being stored, a sender that went away, stay what they are: they come from no call of the system. */
const explained = (error: unknown): unknown =>
  error instanceof Error && 'syscall' in error && 'code' in error && unavailable.test(String(error.code))
    ? new StorageUnavailableError(error)
    : error;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
