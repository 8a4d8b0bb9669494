import { mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';

export interface VideoFolderOptions {
  /** Memory that looks like a folder, such as `/dev/shm`; null where there is none. */
  readonly memoryDirectory: string | null;
  /** On a disk: for what the memory has no room for. */
  readonly temporaryDirectory: string;
}

const folderPrefix = 'bonafide-video-';

/** Whatever has lain there longer belongs to a process that was killed: no work lasts a tenth of this. */
const staleAfterMs = 10 * 60_000;

/** Others keep things there too: a video takes at most this share of what is free. */
const shareOfFreeMemory = 0.5;

/**
 * A folder of its own (0700) for one video, in memory where that has room for it, so that a face is not written to a disk in
 * plain. The caller removes it.
 */
export async function makeVideoFolder(options: VideoFolderOptions, sizeBytes: number): Promise<string> {
  const { memoryDirectory, temporaryDirectory } = options;
  if (memoryDirectory !== null && sizeBytes <= shareOfFreeMemory * (await freeBytes(memoryDirectory))) {
    const folder = await mkdtemp(path.join(memoryDirectory, folderPrefix)).catch(() => null);
    if (folder !== null) return folder;
  }
  return mkdtemp(path.join(temporaryDirectory, folderPrefix));
}

/** Removes what a process that was killed has left. */
export async function removeStaleFolders({ memoryDirectory, temporaryDirectory }: VideoFolderOptions): Promise<void> {
  for (const directory of memoryDirectory === null ? [temporaryDirectory] : [memoryDirectory, temporaryDirectory]) {
    const names = await readdir(directory).catch(() => []);
    for (const name of names.filter((entry) => entry.startsWith(folderPrefix))) {
      const folder = path.join(directory, name);
      const stats = await stat(folder).catch(() => null);
      // Another process may be faster, or may still be at work on a younger one.
      if (stats !== null && Date.now() - stats.mtimeMs > staleAfterMs) {
        await rm(folder, { recursive: true, force: true }).catch(() => undefined);
      }
    }
  }
}

async function freeBytes(directory: string): Promise<number> {
  const room = await statfs(directory).catch(() => null);
  return room === null ? 0 : room.bavail * room.bsize;
}
