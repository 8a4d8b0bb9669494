import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fstatSync, linkSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { syncFolder, writeNewFile } from '#adapters/sealing/durable-file.js';
import { keyBytes } from '#adapters/sealing/envelope.js';
import { formatMasterKeys, parseMasterKeys } from '#adapters/sealing/master-key-text.js';

/** The key file cannot be used; the message says why and what to do. */
export class MasterKeyFileError extends Error {
  override readonly name = 'MasterKeyFileError';
}

/** The bits that let anyone but the owner in. */
const othersMask = 0o077;

/**
 * Reads the keys that a file holds in base64, one a line, newest first. Null: there is no such file. Throws
 * `MasterKeyFileError` where others than the owner can reach it, or it holds anything but keys.
 */
export function readMasterKeyFile(file: string): Uint8Array[] | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') return null;
    throw new MasterKeyFileError(`the master key file ${file} cannot be opened (${String(code)})`, { cause: error });
  }
  try {
    // Of the opened file, so that it cannot be exchanged between the check and the reading.
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new MasterKeyFileError(`the master key file ${file} is not a file`);
    if (process.platform !== 'win32' && (status.mode & othersMask) !== 0) {
      const mode = (status.mode & 0o777).toString(8).padStart(3, '0');
      throw new MasterKeyFileError(
        `the master key file ${file} is open to others (mode ${mode}): run chmod 600 ${file}, and if anyone may have read it, treat the key as known`,
      );
    }
    const secrets = parseMasterKeys(readFileSync(descriptor, 'utf8'), '\n');
    if (secrets === null) {
      throw new MasterKeyFileError(
        `the master key file ${file} does not hold ${keyBytes} bytes in base64 in each line`,
      );
    }
    return secrets;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Makes a new key in `file` (0600, its folder 0700), whole or not at all, and gives what the file holds. When another
 * process was first, that is its key.
 */
export function createMasterKeyFile(file: string): Uint8Array[] {
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const temporary = path.join(folder, `.${randomUUID()}.tmp`);
  const secret = new Uint8Array(randomBytes(keyBytes));
  writeNewFile(temporary, formatMasterKeys([secret]), null);
  try {
    // Unlike rename, link never replaces a key that is there already.
    linkSync(temporary, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const existing = readMasterKeyFile(file);
    if (existing === null) throw error;
    return existing;
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(folder);
  return [secret];
}
