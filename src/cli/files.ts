import { readFile } from 'node:fs/promises';

/** The user named a file, a folder or an option that cannot be used; the message is for them. */
export class UsageError extends Error {}

/** Reads a file that the user named. Throws `UsageError` where it cannot be read. */
export async function readNamedFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why =
      { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'permission denied' }[code] ?? code;
    throw new UsageError(`cannot read ${file}: ${why}`);
  }
}
