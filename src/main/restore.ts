import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { isOwnManifest, snapshotName, type BackupManifest } from '#adapters/backup/manifest.js';
import { sha256Of } from '#adapters/backup/parts.js';
import { BackupUnusableError } from '#adapters/backup/backup-unusable-error.js';
import { filesOfBackup, readManifest, verifyParts } from '#adapters/backup/verify-backup.js';
import { copyDatabase, refuseUsedDatabase } from '#adapters/postgres/copy-database.js';
import { CopyRefusedError } from '#adapters/postgres/whole-tables.js';
import { syncFolder } from '#adapters/sealing/durable-file.js';
import type { MasterKeyRing } from '#adapters/sealing/master-key-ring.js';
import { openInstallation } from '#adapters/sql/installation.js';
import { migrationStatus } from '#adapters/sql/migrate.js';
import { openSqlStore } from '#adapters/sql/open-sql-store.js';
import { databaseFileName, openSqliteDatabase } from '#adapters/sqlite/open-sqlite-database.js';
import { settleSnapshot } from '#adapters/sqlite/snapshot-sqlite.js';
import { openSnapshot } from '#adapters/sqlite/open-snapshot.js';
import { sqliteFlavour } from '#adapters/sql/sql-flavour.js';
import { blobFolderOf, openBlobs } from '#main/compose-files.js';
import type { Config } from '#main/config.js';
import { lockData } from '#main/lock-data.js';
import { explainDatabaseError, migrateDatabase, openConfiguredDatabase } from '#main/open-database.js';
import { nameOfSource, openMasterKeys } from '#main/open-master-keys.js';
import { readProcessConfig } from '#main/process-config.js';
import { isAccessProblem, StartUpError } from '#main/start-up-error.js';
import type { Blobs } from '#ports/blobs.js';
import type { KeyedHash } from '#ports/keyed-hash.js';

export interface RestoreOptions {
  /** The store of files may hold some already: what is there and the same stays, the rest is put beside it. */
  readonly keepFiles: boolean;
  readonly onProgress: (text: string) => void;
}

export interface Restored {
  /** Without credentials. */
  readonly to: string;
  readonly manifest: BackupManifest;
  /** Entries of all audit logs, each chain of which was found whole. */
  readonly auditEntries: number;
  /** What was written; the rest was there. */
  readonly filesWritten: number;
  /** Not sent when the backup was taken: servers send them after their start, under the ids that they had. */
  readonly pendingDeliveries: number;
}

/** The backup is not the one that was written, or none. */
export class BackupNotWholeError extends StartUpError {}

/** Inside the data directory: a database that is being put back, until it takes its place. Cleared by the next restore. */
const restoringFolder = 'restoring';

/**
 * Checks a backup as `restore` does before it writes anything. `key`: whether the configured master key opens it, which is
 * also what tells that the manifest was not made up. Throws `StartUpError`.
 */
export async function verifyBackup(
  backup: string,
  { key, onProgress }: { readonly key: boolean; readonly onProgress: (text: string) => void },
): Promise<BackupManifest> {
  const folder = path.resolve(backup);
  return explained(folder, async () => {
    const manifest = await readManifest(folder);
    await verifyParts(folder, manifest, onProgress);
    if (key) await openBackup(folder, manifest, readProcessConfig().config);
    return manifest;
  });
}

/**
 * Puts a backup back into the configured database and store, which must be empty. Everything is checked, and the database
 * brought up to date, before it takes its place as the last thing: until then no server finds an installation there.
 * Throws `StartUpError`.
 */
export async function restoreConfigured(backup: string, { keepFiles, onProgress }: RestoreOptions): Promise<Restored> {
  const { config } = readProcessConfig();
  const folder = path.resolve(backup);
  return explained(folder, async () => {
    const manifest = await verifyBackup(folder, { key: false, onProgress });
    const { masterKeys, keyedHash, pendingDeliveries } = await openBackup(folder, manifest, config);
    const lock = lockData(config.dataDirectory);
    const work = path.join(config.dataDirectory, restoringFolder);
    try {
      await refuseUsed(config);
      await rm(work, { recursive: true, force: true });
      const auditEntries = await prepareDatabase(work, { folder, manifest, masterKeys, onProgress });
      const filesWritten = await putFiles(config, { folder, manifest, keyedHash, keepFiles, onProgress });
      onProgress('putting the database into its place …');
      const to = await placeDatabase(config, work, onProgress);
      return { to, manifest, auditEntries, filesWritten, pendingDeliveries };
    } finally {
      await rm(work, { recursive: true, force: true });
      lock.release();
    }
  });
}

/** Opens what the database is sealed under. Throws where that cannot be done, or the manifest is not the one written. */
async function openBackup(
  folder: string,
  manifest: BackupManifest,
  config: Config,
): Promise<{ masterKeys: MasterKeyRing; keyedHash: KeyedHash; pendingDeliveries: number }> {
  const masterKeys = await openMasterKeys({ masterKey: config.masterKey, dataAt: folder });
  const snapshot = openSnapshot(path.join(folder, snapshotName));
  try {
    await migrationStatus(snapshot.db, sqliteFlavour);
    const wrapping = new Set([manifest.masterKeys.current, ...Object.keys(manifest.masterKeys.dataKeys)]);
    const missing: string[] = [];
    for (const id of wrapping) if ((await masterKeys.find(id)) === null) missing.push(id);
    if (missing.length > 0) {
      const given = masterKeys.keys().map(({ id }) => id);
      throw new StartUpError(
        `${folder} was sealed under master key ${missing.join(', ')}, which is not among those from ${nameOfSource(config.masterKey)} (${given.join(', ')})`,
      );
    }
    const keyedHash = await openInstallation(snapshot.db, masterKeys, Date.now());
    if (!isOwnManifest(keyedHash, manifest)) {
      throw new BackupUnusableError(
        `${folder} is not what was written: its manifest does not bear the installation's mark`,
      );
    }
    const pendingDeliveries = snapshot.countOf('webhook_deliveries', "state = 'pending'");
    return { masterKeys, keyedHash, pendingDeliveries };
  } finally {
    await snapshot.close();
  }
}

async function refuseUsed({ dataDirectory, database }: Config): Promise<void> {
  if (database.kind === 'sqlite') {
    // The log of another database would be taken for that of the one put back.
    const names = ['', '-wal', '-shm', '-journal'].map((suffix) => `${databaseFileName}${suffix}`);
    const there = names.find((name) => existsSync(path.join(dataDirectory, name)));
    if (there === undefined) return;
    throw new StartUpError(`there is a ${there} in ${dataDirectory} already; restore into an empty directory`);
  }
  const target = await openConfiguredDatabase({ dataDirectory, database });
  try {
    await refuseUsedDatabase(target);
  } finally {
    await target.close();
  }
}

interface Work {
  readonly folder: string;
  readonly manifest: BackupManifest;
  readonly onProgress: (text: string) => void;
}

/** Makes the database that will take its place: up to date, its audit logs checked. Gives how many entries those have. */
async function prepareDatabase(
  work: string,
  { folder, manifest, masterKeys, onProgress }: Work & { readonly masterKeys: MasterKeyRing },
): Promise<number> {
  await mkdir(work, { recursive: true, mode: 0o700 });
  await copyFile(path.join(folder, snapshotName), path.join(work, databaseFileName));
  const database = openSqliteDatabase(work);
  try {
    await migrateDatabase(database);
    const { records } = await openSqlStore(database, masterKeys, Date.now());
    onProgress('checking the audit logs …');
    let entries = 0;
    for (const applicationId of await records.audit.logs()) {
      const check = await records.audit.check(applicationId);
      if (check.status === 'broken') {
        const log = applicationId ?? 'the installation';
        throw new BackupUnusableError(`the audit log of ${log} in ${folder} is broken at entry ${check.atSequence}`);
      }
      entries += check.entries;
    }
    await records.audit.append({
      applicationId: null,
      mode: null,
      atEpochMs: Date.now(),
      action: 'backup.restored',
      actor: { kind: 'operator', id: null },
      target: manifest.id,
      details: { takenAt: manifest.takenAt, takenFrom: manifest.takenFrom, version: manifest.version },
    });
    return entries;
  } finally {
    await database.close();
    settleSnapshot(path.join(work, databaseFileName));
  }
}

async function putFiles(
  config: Config,
  { folder, manifest, keyedHash, keepFiles, onProgress }: Work & { keyedHash: KeyedHash; keepFiles: boolean },
): Promise<number> {
  const { blobs, check, close } = await openBlobs(config);
  try {
    await check();
    const blobFolder = blobFolderOf(keyedHash);
    const there = new Set<string>();
    for await (const { key } of blobs.list(blobFolder)) {
      if (!keepFiles) {
        throw new StartUpError(
          'there are files of this installation in the store already: of a restore that was interrupted, or of a server that uses it; ' +
            'once no server does, --keep-files goes on beside them',
        );
      }
      there.add(key);
    }
    let [seen, written] = [0, 0];
    for await (const { blobName, file, sha256 } of filesOfBackup(folder)) {
      const key = `${blobFolder}/${blobName}`;
      onProgress(`putting files back: ${++seen} of ${manifest.files.count} …`);
      if (there.has(key) && (await digestOf(blobs, key)) === sha256) continue;
      await blobs.put(key, createReadStream(file));
      written += 1;
    }
    return written;
  } finally {
    close();
  }
}

async function digestOf(blobs: Blobs, key: string): Promise<string | null> {
  const content = await blobs.get(key);
  return content === null ? null : sha256Of(content);
}

/** Makes the database that was prepared the configured one. Gives where that is. */
async function placeDatabase(
  { dataDirectory, database }: Config,
  work: string,
  onProgress: (text: string) => void,
): Promise<string> {
  if (database.kind === 'sqlite') {
    await rename(path.join(work, databaseFileName), path.join(dataDirectory, databaseFileName));
    syncFolder(dataDirectory);
    return dataDirectory;
  }
  const target = await openConfiguredDatabase({ dataDirectory, database });
  const source = openSqliteDatabase(work);
  try {
    await migrateDatabase(target);
    await copyDatabase(source, target, (name) => onProgress(`copying the database: ${name} …`));
    return target.place;
  } finally {
    await source.close();
    await target.close();
  }
}

async function explained<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupUnusableError) throw new BackupNotWholeError(error.message, { cause: error });
    if (error instanceof CopyRefusedError) throw new StartUpError(error.message, { cause: error });
    if (isAccessProblem(error))
      throw new StartUpError(`the backup cannot be put back (${error.message})`, { cause: error });
    throw explainDatabaseError(error, folder);
  }
}
