import { randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { keyBytes } from '#adapters/sealing/envelope.js';

/** The key file cannot be used; the message says why and what to do. */
export class MasterKeyFileError extends Error {
  override readonly name = 'MasterKeyFileError';
}

/** The bits that let anyone but the owner in. */
const othersMask = 0o077;

/**
 * Reads the key that a file holds in base64. Null: there is no such file. Throws `MasterKeyFileError` where others than
 * the owner can reach it, or it holds no key.
 */
export function readMasterKeyFile(file: string): Uint8Array | null {
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
    const secret = Buffer.from(readFileSync(descriptor, 'utf8').trim(), 'base64');
    if (secret.length !== keyBytes) {
      throw new MasterKeyFileError(`the master key file ${file} does not hold ${keyBytes} bytes in base64`);
    }
    return new Uint8Array(secret);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Makes a new key in `file` (0600, its folder 0700), whole or not at all, and gives it. When another process was first,
 * gives that one's key.
 */
export function createMasterKeyFile(file: string): Uint8Array {
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const temporary = path.join(folder, `.${randomUUID()}.tmp`);
  const secret = randomBytes(keyBytes);
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(descriptor, `${secret.toString('base64')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
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
  return new Uint8Array(secret);
}

/** Makes the new name durable: data sealed under a key that a power cut takes back would be lost. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
