import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  filesFolder,
  manifestName,
  markManifest,
  snapshotName,
  sumsName,
  type BackupManifest,
  type BackupStatement,
} from '#adapters/backup/manifest.js';
import { lineOfPart, partOfBlob, placeOfPart, sha256OfFile, writePart } from '#adapters/backup/parts.js';
import { syncFolder } from '#adapters/sealing/durable-file.js';
import { masterKeyUsage } from '#adapters/sql/master-key-rotation.js';
import { openSnapshot, type Snapshot } from '#adapters/sqlite/open-snapshot.js';
import type { KeyedHash } from '#ports/keyed-hash.js';

/** What a backup is taken of. */
export interface BackupSource {
  readonly takenFrom: BackupStatement['takenFrom'];
  readonly migration: string;
  readonly version: string;
  /** Writes the database, as it stands at one moment, into a new SQLite file. */
  takeSnapshot(file: string): Promise<void>;
  /** The keyed hash of the installation that the snapshot is of. */
  keyedHashOf(snapshot: Snapshot): Promise<KeyedHash>;
  /** Null: there are no such bytes. */
  readBlob(keyedHash: KeyedHash, blobName: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** Of these, those that the database still knows now. */
  stillKnown(blobNames: readonly string[]): Promise<ReadonlySet<string>>;
  onProgress(text: string): void;
}

const unfinishedName = /\.unfinished-[0-9a-f]{8}$/;

/** Folders beside a backup that others left when they were killed, or that are just being written. */
export async function unfinishedBackups(folder: string): Promise<string[]> {
  const parent = path.dirname(folder);
  return (await readdir(parent)).filter((name) => unfinishedName.test(name)).map((name) => path.join(parent, name));
}

/**
 * Writes a backup into a new folder: whole, checked by nothing but its own sums, and durable, or not at all. It is written
 * under another name, which a process that is killed leaves behind. The database comes first: a file's bytes are there
 * before its row, and go after it, so that every file that the copy knows is there, or was deleted meanwhile.
 */
export async function writeBackup(folder: string, source: BackupSource): Promise<BackupManifest> {
  const unfinished = `${folder}.unfinished-${randomBytes(4).toString('hex')}`;
  await mkdir(path.dirname(folder), { recursive: true });
  await mkdir(unfinished, { mode: 0o700 });
  try {
    const manifest = await writeParts(unfinished, source);
    await syncFolders(unfinished);
    // Where somebody made a folder of that name meanwhile, this fails: it is replaced by nobody.
    await rename(unfinished, folder);
    syncFolder(path.dirname(folder));
    return manifest;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

async function writeParts(folder: string, source: BackupSource): Promise<BackupManifest> {
  const takenAt = new Date().toISOString();
  const snapshotFile = path.join(folder, snapshotName);
  source.onProgress('copying the database …');
  await source.takeSnapshot(snapshotFile);
  const snapshot = openSnapshot(snapshotFile);
  try {
    const keyedHash = await source.keyedHashOf(snapshot);
    const sums = await open(path.join(folder, sumsName), 'wx', 0o600);
    let files: BackupStatement['files'];
    try {
      await sums.write(lineOfPart({ name: snapshotName, sha256: await sha256OfFile(snapshotFile) }));
      files = await writeFiles(folder, { source, snapshot, keyedHash, onPart: (line) => sums.write(line) });
      await sums.sync();
    } finally {
      await sums.close();
    }
    const { currentId, dataKeys } = await masterKeyUsage(snapshot.db);
    const manifest = markManifest(keyedHash, {
      format: 1,
      id: randomUUID(),
      version: source.version,
      takenAt,
      takenFrom: source.takenFrom,
      migration: source.migration,
      masterKeys: { current: currentId!, dataKeys: Object.fromEntries(dataKeys) }, // there is one where there is a keyed hash
      tables: snapshot.tables(),
      files,
      sumsSha256: await sha256OfFile(path.join(folder, sumsName)),
    });
    // Last: a folder without it is no backup, whatever else is in it.
    await writePart(path.join(folder, manifestName), [Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]);
    return manifest;
  } finally {
    await snapshot.close();
  }
}

async function writeFiles(
  folder: string,
  options: {
    readonly source: BackupSource;
    readonly snapshot: Snapshot;
    readonly keyedHash: KeyedHash;
    readonly onPart: (line: string) => Promise<unknown>;
  },
): Promise<BackupStatement['files']> {
  const { source, snapshot, keyedHash, onPart } = options;
  const blobNames = [...snapshot.blobNames()];
  const absent: string[] = [];
  let [count, sizeBytes] = [0, 0];
  for (const blobName of blobNames) {
    const content = await source.readBlob(keyedHash, blobName);
    if (content === null) {
      absent.push(blobName);
      continue;
    }
    const name = partOfBlob(blobName);
    const written = await writePart(await placeOfPart(folder, name), content);
    await onPart(lineOfPart({ name, sha256: written.sha256 }));
    count += 1;
    sizeBytes += written.sizeBytes;
    source.onProgress(`copying files: ${count} of ${blobNames.length} …`);
  }
  const missing = (await source.stillKnown(absent)).size;
  return { count, sizeBytes, deletedMeanwhile: absent.length - missing, missing };
}

async function syncFolders(folder: string): Promise<void> {
  const files = path.join(folder, filesFolder);
  if (existsSync(files)) {
    for (const name of await readdir(files)) syncFolder(path.join(files, name));
    syncFolder(files);
  }
  syncFolder(folder);
}
