import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot } from '#engine/models/package-root.js';

/** The folder that holds the engine's code, in src/ or in dist/. */
const engineRoot = path.resolve(import.meta.dirname, '../..');

/**
 * SHA-256 over all that decides what the engine makes of a picture beside the picture: its code, the cards and nets of this
 * package, and the versions of the packages it stands on. Results are kept under it, so that none outlives the code.
 */
export async function codeDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [engineRoot, path.join(packageRoot, 'models')]) await addFolder(hash, folder);
  hash.update(await readFile(path.join(packageRoot, 'package.json')));
  return hash.digest('hex');
}

/** SHA-256 over every file below a folder, by name; a folder that is not there counts as empty. */
export async function folderDigest(folder: string): Promise<string> {
  const hash = createHash('sha256');
  await addFolder(hash, folder);
  return hash.digest('hex');
}

async function addFolder(hash: ReturnType<typeof createHash>, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile() && !/\.(test|suite)\.ts$|\.map$|\.d\.ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    hash.update(`\n${path.relative(folder, file)}\n`);
    hash.update(await readFile(file));
  }
}
