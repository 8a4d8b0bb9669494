import { mkdir, mkdtemp, open, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ExportedFile, SubjectExport } from '#services/export/export-subject.js';

/** Begins the name of the folder, within the one asked for, in which an export grows. */
export const unfinishedPrefix = '.unfinished-';

/**
 * Writes an export into an empty folder, whole or not at all, readable by its owner alone. Gives the number of files beside
 * `export.json`. It grows in the folder itself, which may be where a disk is mounted.
 */
export async function writeExport(exported: SubjectExport, folder: string): Promise<number> {
  const unfinished = await mkdtemp(path.join(folder, unfinishedPrefix));
  try {
    const count = await writeInto(unfinished, exported);
    for (const name of await readdir(unfinished)) await rename(path.join(unfinished, name), path.join(folder, name));
    await rmdir(unfinished);
    return count;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

async function writeInto(folder: string, { data, files }: SubjectExport): Promise<number> {
  let count = 0;
  for await (const file of files()) {
    if (count === 0) await mkdir(path.join(folder, 'files'), { mode: 0o700 });
    await writeContent(path.join(folder, 'files', file.fileName), file);
    count++;
  }
  await writeFile(path.join(folder, 'export.json'), `${JSON.stringify(data, null, 2)}\n`, { mode: 0o600 });
  return count;
}

async function writeContent(file: string, { content }: ExportedFile): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const part of content) await handle.writeFile(part);
  } finally {
    await handle.close();
  }
}
