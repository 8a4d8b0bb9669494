import { realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { syncFolder, writeNewFile } from '#adapters/sealing/durable-file.js';
import { MasterKeyFileError, readMasterKeyFile } from '#adapters/sealing/master-key-file.js';
import { formatMasterKeys } from '#adapters/sealing/master-key-text.js';

/**
 * Replaces the keys in a key file by what `change` makes of them: atomically, durable, 0600, of the same owner, so that
 * a server that reads it at that moment sees the old lines or the new ones. Gives the new keys.
 *
 * The new content is written beside it as `<file>.new`, which can be made once: two changes at the same time could
 * otherwise each drop the key that the other has just brought into use. Throws `MasterKeyFileError`.
 */
export function replaceMasterKeys(
  file: string,
  change: (secrets: readonly Uint8Array[]) => readonly Uint8Array[],
): readonly Uint8Array[] {
  const target = resolved(file);
  const folder = path.dirname(target);
  const next = `${target}.new`;
  const before = readMasterKeyFile(target);
  if (before === null) throw new MasterKeyFileError(`there is no master key file at ${file}`);
  const after = change(before);
  const { uid, gid } = statSync(target);
  const owner = uid === process.getuid?.() ? null : { uid, gid };
  try {
    writeNewFile(next, formatMasterKeys(after), owner);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new MasterKeyFileError(
      code === 'EEXIST'
        ? `${next} is there: another change of the key file is under way, or was interrupted before it took effect; where none is, remove it`
        : `the master key file ${file} cannot be replaced (${code})`,
      { cause: error },
    );
  }
  try {
    // Only now is it certain that nobody else replaces the file.
    if (formatMasterKeys(readMasterKeyFile(target) ?? []) !== formatMasterKeys(before)) {
      throw new MasterKeyFileError(`the master key file ${file} was changed at the same time; look, and try again`);
    }
    renameSync(next, target);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
  syncFolder(folder);
  return after;
}

/** A link stays a link: what it points to is replaced. */
function resolved(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
