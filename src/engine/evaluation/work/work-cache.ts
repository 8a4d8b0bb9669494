import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * What was made of each picture, kept so that an interrupted run goes on where it ended. Results can be templates, which are
 * biometric data: files are for their owner alone (0600, folders 0700).
 */
export interface WorkCache {
  /** What is kept under `key`, else what `work` makes now. Results are JSON; a broken file counts as none. */
  remember<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** How often something was found. */
  readonly found: () => number;
}

/** For a run that keeps nothing. */
export const noWorkCache: WorkCache = { remember: (_, work) => work(), found: () => 0 };

/** `maker` names all that decides a result beside the picture: another maker finds nothing of this one. */
export async function openWorkCache(root: string, maker: readonly string[]): Promise<WorkCache> {
  const folder = path.join(root, sha256(maker.join('\n')).slice(0, 16));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(root, 0o700);
  let found = 0;
  return {
    async remember<T>(key: string, work: () => Promise<T>): Promise<T> {
      const file = path.join(folder, `${key}.json`);
      const kept = await readKept(file);
      if (kept !== undefined) {
        found++;
        return kept as T; // written below by the same maker
      }
      const made = await work();
      // Under another name first: an interrupted run leaves no half a result.
      const partial = `${file}.${randomUUID()}`;
      await writeFile(partial, JSON.stringify(made), { mode: 0o600 });
      await rename(partial, file);
      // As it will be read again, so that the first run and the second give the same bytes.
      return JSON.parse(JSON.stringify(made)) as T;
    },
    found: () => found,
  };
}

async function readKept(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      return undefined;
    throw error;
  }
}

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** One digest for many files, whatever their names and order. */
export const digestOfDigests = (digests: Iterable<string>): string =>
  sha256([...digests].sort().map((digest) => `${digest}\n`).join('')); // prettier-ignore
