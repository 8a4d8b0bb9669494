import { DirectoryLockedError, lockDirectory, type DirectoryLock } from '#adapters/sqlite/directory-lock.js';
import { StartUpError } from '#main/start-up-error.js';

/** Keeps servers and whole copies apart on one data directory. Throws `StartUpError` where somebody works on it. */
export function lockData(dataDirectory: string): DirectoryLock {
  try {
    return lockDirectory(dataDirectory, `process ${process.pid}, started ${new Date().toISOString()}`);
  } catch (error) {
    if (error instanceof DirectoryLockedError) {
      throw new StartUpError(
        `another server works on ${error.directory} (${error.holder ?? 'it does not say which'}); stop it, or give this one its own BONAFIDE_DATA_DIR`,
        { cause: error },
      );
    }
    if (error instanceof Error && 'code' in error) {
      throw new StartUpError(`the data directory ${dataDirectory} cannot be used (${String(error.code)})`, {
        cause: error,
      });
    }
    throw error;
  }
}
