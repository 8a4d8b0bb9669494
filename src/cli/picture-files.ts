import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { readNamedFile, UsageError } from '#cli/files.js';

const pictures = /\.(jpe?g|png|webp|heic|heif)$/i;

/**
 * The pictures that these names stand for, in the order of their names: a picture itself, every picture below a folder, or
 * those that a text file lists, one a line, from its own folder on. Throws `UsageError`.
 */
export async function pictureFiles(names: readonly string[]): Promise<string[]> {
  const files = new Set<string>();
  for (const name of names) for (const file of await filesOf(name)) files.add(file);
  if (files.size === 0) throw new UsageError(`no pictures in ${names.join(', ')}`);
  return [...files].sort();
}

async function filesOf(name: string): Promise<string[]> {
  if (pictures.test(name)) return [name];
  const found = await stat(name).catch(() => null);
  if (found?.isDirectory() === true) {
    const inside = await readdir(name, { recursive: true });
    return inside.filter((file) => pictures.test(file)).map((file) => path.join(name, file));
  }
  const lines = (await readNamedFile(name)).toString('utf8').split('\n');
  return lines.flatMap((line) => (line.trim() === '' ? [] : [path.join(path.dirname(name), line.trim())]));
}
