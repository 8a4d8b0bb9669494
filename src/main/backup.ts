import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { BackupManifest } from '#adapters/backup/manifest.js';
import { unfinishedBackups, writeBackup, type BackupSource } from '#adapters/backup/write-backup.js';
import { snapshotPostgres } from '#adapters/postgres/snapshot-postgres.js';
import { CopyRefusedError } from '#adapters/postgres/whole-tables.js';
import { findInstallation, openInstallation } from '#adapters/sql/installation.js';
import { migrationStatus, newestOf } from '#adapters/sql/migrate.js';
import { MasterKeyMismatchError } from '#adapters/sql/sealed-rows.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { databaseFileName, openSqliteDatabase } from '#adapters/sqlite/open-sqlite-database.js';
import { settleSnapshot, snapshotSqlite } from '#adapters/sqlite/snapshot-sqlite.js';
import { blobFolderOf, openBlobs } from '#main/compose-files.js';
import type { Config } from '#main/config.js';
import { explainDatabaseError, openConfiguredDatabase } from '#main/open-database.js';
import { openMasterKeys } from '#main/open-master-keys.js';
import { wrongKey } from '#main/open-store.js';
import { packageVersion } from '#main/package-version.js';
import { readProcessConfig } from '#main/process-config.js';
import { isAccessProblem, StartUpError } from '#main/start-up-error.js';

export interface BackupMade {
  /** Without credentials. */
  readonly from: string;
  readonly folder: string;
  readonly manifest: BackupManifest;
  /** Folders beside it that other backups left when they were killed, or that are just being written. */
  readonly unfinished: readonly string[];
}

/**
 * Writes database and files of the configured installation into a new folder, as they stand, beside running servers. The
 * database is not brought up to date for it. Throws `StartUpError`; nothing is left of the folder then.
 */
export async function backUpConfigured(out: string, onProgress: (text: string) => void): Promise<BackupMade> {
  const { config } = readProcessConfig();
  const folder = path.resolve(out);
  if (existsSync(folder)) throw new StartUpError(`${folder} is there already; give a backup a folder of its own`);
  if (config.database.kind === 'sqlite' && !existsSync(path.join(config.dataDirectory, databaseFileName))) {
    throw new StartUpError(`there is no ${databaseFileName} in ${config.dataDirectory}`);
  }
  const database = await openConfiguredDatabase(config);
  try {
    const blobs = await openBlobs(config);
    try {
      await blobs.check();
      const manifest = await writeBackup(folder, await sourceOf({ config, database, blobs: blobs.blobs, onProgress }));
      return { from: database.place, folder, manifest, unfinished: await unfinishedBackups(folder) };
    } finally {
      blobs.close();
    }
  } catch (error) {
    throw explain(error, { config, database, folder });
  } finally {
    await database.close();
  }
}

interface Source {
  readonly config: Config;
  readonly database: SqlDatabase;
  readonly blobs: Awaited<ReturnType<typeof openBlobs>>['blobs'];
  readonly onProgress: (text: string) => void;
}

async function sourceOf({ config, database, blobs, onProgress }: Source): Promise<BackupSource> {
  const migration = newestOf(await migrationStatus(database.db, database.flavour));
  if (migration === null || (await findInstallation(database.db)) === undefined) {
    throw new StartUpError(`nothing is stored in ${database.place} yet`);
  }
  const masterKeys = await openMasterKeys({ masterKey: config.masterKey, dataAt: database.place });
  return {
    takenFrom: config.database.kind === 'postgres' ? 'postgresql' : 'sqlite',
    migration,
    version: packageVersion,
    async takeSnapshot(file) {
      if (config.database.kind === 'sqlite') snapshotSqlite(config.dataDirectory, file);
      else await snapshotInto(file, { database, migration, onProgress });
    },
    keyedHashOf: ({ db }) => openInstallation(db, masterKeys, Date.now()),
    readBlob: (keyedHash, blobName) => blobs.get(`${blobFolderOf(keyedHash)}/${blobName}`),
    stillKnown: (blobNames) => knownFiles(database, blobNames),
    onProgress,
  };
}

/** A database of PostgreSQL as one SQLite file. */
async function snapshotInto(
  file: string,
  {
    database,
    migration,
    onProgress,
  }: { readonly database: SqlDatabase; readonly migration: string } & Pick<Source, 'onProgress'>,
): Promise<void> {
  // In a folder of its own: the database has other files beside it while it is written.
  const folder = mkdtempSync(path.join(path.dirname(file), 'copying-'));
  const into = openSqliteDatabase(folder);
  try {
    const onTable = (name: string): void => onProgress(`copying the database: ${name} …`);
    await snapshotPostgres(database, into, { newestMigration: migration, onTable });
  } finally {
    await into.close();
  }
  renameSync(path.join(folder, databaseFileName), file);
  rmSync(folder, { recursive: true });
  settleSnapshot(file);
}

const namesPerQuery = 500;

async function knownFiles({ db }: SqlDatabase, blobNames: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (let from = 0; from < blobNames.length; from += namesPerQuery) {
    const some = blobNames.slice(from, from + namesPerQuery);
    const rows = await db.selectFrom('files').select('blob_name').where('blob_name', 'in', some).execute();
    for (const { blob_name: name } of rows) known.add(name);
  }
  return known;
}

function explain(
  error: unknown,
  { config, database, folder }: { config: Config; database: SqlDatabase; folder: string },
): unknown {
  if (error instanceof CopyRefusedError) return new StartUpError(error.message, { cause: error });
  if (error instanceof MasterKeyMismatchError) return wrongKey(error, config, database);
  if (isAccessProblem(error)) {
    const problem = `the backup cannot be written to ${folder} (${error.code}); nothing is left of it`;
    return new StartUpError(problem, { cause: error });
  }
  return explainDatabaseError(error, database.place);
}
