import { closeSync, fchownSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';

/**
 * Writes a file that is not there yet, for its owner alone (0600), whole or not at all, and syncs it. `owner`: null
 * where it is to be this user's. Throws EEXIST where it is there already.
 */
export function writeNewFile(file: string, text: string, owner: { uid: number; gid: number } | null): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    if (owner !== null) fchownSync(descriptor, owner.uid, owner.gid);
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a new name durable: data sealed under a key that a power cut takes back would be lost. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
