import { existsSync } from 'node:fs';
import path from 'node:path';
import { createMasterKeyFile, MasterKeyFileError, readMasterKeyFile } from '#adapters/sealing/master-key-file.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { MasterKeyMismatchError } from '#adapters/sql/sealed-rows.js';
import { databaseFileName, openSqliteStore, type Store } from '#adapters/sqlite/open-sqlite-store.js';
import type { Config } from '#main/config.js';
import { StartUpError } from '#main/start-up-error.js';

type StoreConfig = Pick<Config, 'dataDirectory' | 'masterKey'>;

/**
 * Opens the records of the data directory, making it and its master key where neither is there yet.
 * Throws `StartUpError` where the key is missing, open to others, or not the one that the data was sealed under.
 */
export async function openStore(config: StoreConfig, nowEpochMs: number): Promise<Store> {
  const masterKey = masterKeyFromSecret(masterSecret(config));
  try {
    return await openSqliteStore({ directory: config.dataDirectory, masterKey, nowEpochMs });
  } catch (error) {
    if (error instanceof MasterKeyMismatchError) {
      throw new StartUpError(
        `the data in ${config.dataDirectory} was sealed under another master key (${error.sealedUnder}) than the one from ${sourceOf(config)} (${error.given}); give the key that was made with this data`,
        { cause: error },
      );
    }
    if (error instanceof Error && 'code' in error && isAccessProblem(error.code)) {
      throw new StartUpError(`the data directory ${config.dataDirectory} cannot be used (${String(error.code)})`, {
        cause: error,
      });
    }
    throw error;
  }
}

function masterSecret({ masterKey, dataDirectory }: StoreConfig): Uint8Array {
  if (masterKey.source === 'value') return masterKey.secret;
  try {
    const secret = readMasterKeyFile(masterKey.file);
    if (secret !== null) return secret;
    // A new key cannot open what is there: making one would only hide that the right one is missing.
    if (existsSync(path.join(dataDirectory, databaseFileName))) {
      throw new StartUpError(
        `there is data in ${dataDirectory}, but its master key is not at ${masterKey.file}; set BONAFIDE_MASTER_KEY_FILE to the key that was made with this data`,
      );
    }
    return createMasterKeyFile(masterKey.file);
  } catch (error) {
    if (error instanceof MasterKeyFileError) throw new StartUpError(error.message, { cause: error });
    if (error instanceof Error && 'code' in error && isAccessProblem(error.code)) {
      throw new StartUpError(`the master key file ${masterKey.file} cannot be made (${String(error.code)})`, {
        cause: error,
      });
    }
    throw error;
  }
}

const sourceOf = ({ masterKey }: StoreConfig): string =>
  masterKey.source === 'value' ? 'BONAFIDE_MASTER_KEY' : masterKey.file;

const accessProblems = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'ENOSPC',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
  'SQLITE_NOTADB',
  'SQLITE_CORRUPT',
]);
const isAccessProblem = (code: unknown): boolean => typeof code === 'string' && accessProblems.has(code);
