import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { manifestName, parseManifest, snapshotName, sumsName, type BackupManifest } from '#adapters/backup/manifest.js';
import { BackupUnusableError } from '#adapters/backup/backup-unusable-error.js';
import { blobOfPart, readParts, sha256OfFile, type BackupPart } from '#adapters/backup/parts.js';
import { openSnapshot, SqliteError } from '#adapters/sqlite/open-snapshot.js';

/** Reads what a backup says of itself. Throws `BackupUnusableError`. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(path.join(folder, manifestName), 'utf8').catch(() => null);
  if (text === null) {
    throw new BackupUnusableError(`${folder} is no backup, or one that was never finished: it has no ${manifestName}`);
  }
  const manifest = parseManifest(text);
  if (manifest === 'newer') throw new BackupUnusableError(`${folder} was written by a newer Bonafide; use that one`);
  if (manifest === null) throw new BackupUnusableError(`the ${manifestName} in ${folder} is damaged`);
  return manifest;
}

/**
 * Reads every part anew and compares it with what the manifest says. Throws `BackupUnusableError` at the first that is
 * missing, cut off or altered. Whether the manifest is itself the one that was written, only its mark tells.
 */
export async function verifyParts(
  folder: string,
  manifest: BackupManifest,
  onProgress: (text: string) => void,
): Promise<void> {
  const unusable = (why: string): BackupUnusableError => new BackupUnusableError(`${folder} is not whole: ${why}`);
  const sumsFile = path.join(folder, sumsName);
  if ((await digestOrNull(sumsFile)) !== manifest.sumsSha256) {
    throw unusable(`${sumsName} is missing or not the one that was written`);
  }
  let files = 0;
  let hasSnapshot = false;
  for await (const { name, sha256 } of readParts(sumsFile)) {
    const digest = await digestOrNull(path.join(folder, ...name.split('/')));
    if (digest === null) throw unusable(`${name} is missing`);
    if (digest !== sha256) throw unusable(`${name} was altered or cut off`);
    hasSnapshot ||= name === snapshotName;
    if (blobOfPart(name) !== null) files += 1;
    onProgress(`checking files: ${files} of ${manifest.files.count} …`);
  }
  if (!hasSnapshot) throw unusable('it names no database');
  if (files !== manifest.files.count) throw unusable(`it names ${files} files of ${manifest.files.count}`);
  await verifySnapshot(path.join(folder, snapshotName), manifest, unusable);
}

async function verifySnapshot(
  file: string,
  manifest: BackupManifest,
  unusable: (why: string) => BackupUnusableError,
): Promise<void> {
  const snapshot = openSnapshot(file);
  try {
    const damage = snapshot.damage();
    if (damage !== null) throw unusable(`its database is damaged: ${damage}`);
    const tables = snapshot.tables();
    const names = new Set([...Object.keys(tables), ...Object.keys(manifest.tables)]);
    const wrong = [...names].find((name) => tables[name] !== manifest.tables[name]);
    if (wrong !== undefined)
      throw unusable(`${wrong} has ${tables[wrong] ?? 'no'} rows, not ${manifest.tables[wrong]}`);
  } catch (error) {
    // Some damage is so great that SQLite cannot even look for it.
    if (error instanceof SqliteError) throw unusable(`its database is damaged: ${error.message}`);
    throw error;
  } finally {
    await snapshot.close();
  }
}

const digestOrNull = (file: string): Promise<string | null> => sha256OfFile(file).catch(() => null);

/** The files of a backup that was verified. */
export async function* filesOfBackup(folder: string): AsyncGenerator<BackupPart & { blobName: string; file: string }> {
  for await (const part of readParts(path.join(folder, sumsName))) {
    const blobName = blobOfPart(part.name);
    if (blobName !== null) yield { ...part, blobName, file: path.join(folder, ...part.name.split('/')) };
  }
}
