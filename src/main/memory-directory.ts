import { accessSync, constants } from 'node:fs';

/** Where files are kept in memory instead of on a disk: Linux has such a place; null elsewhere. */
export function memoryDirectory(): string | null {
  const directory = '/dev/shm';
  try {
    accessSync(directory, constants.W_OK);
    return directory;
  } catch {
    return null;
  }
}
