import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '#engine/evaluation/work/work-cache.js';
import type { ListedFile } from './data-list.js';

/** What became of the listed files. */
export interface FetchedData {
  readonly alreadyThere: number;
  readonly fetched: number;
  /** Not to be had any more, or no longer what the list pins, each with why. */
  readonly gone: readonly { readonly file: string; readonly why: string }[];
}

export interface FetchDataOptions {
  readonly files: readonly ListedFile[];
  /** Folder to put them into. */
  readonly root: string;
  /** Where public repositories are served raw, without a slash at its end. */
  readonly origin: string;
  readonly onFile?: (file: ListedFile, done: number, total: number) => void;
}

/** A slow line gets a minute for a film of some megabytes. */
const fileTimeoutMs = 60_000;

/**
 * Downloads the files of the list that are not in the folder yet. Nothing is written that is not the file that the list
 * pins by size and digest; what cannot be had is told, and hinders nothing. Run again, it goes on where it was ended.
 */
export async function fetchData({ files, root, origin, onFile }: FetchDataOptions): Promise<FetchedData> {
  let alreadyThere = 0;
  let fetched = 0;
  const gone: { file: string; why: string }[] = [];
  for (const [index, listed] of files.entries()) {
    onFile?.(listed, index, files.length);
    const target = path.join(root, listed.file);
    if (await isThere(target, listed)) {
      alreadyThere++;
      continue;
    }
    const got = await download(listed, origin);
    if (typeof got === 'string') {
      gone.push({ file: listed.file, why: got });
      continue;
    }
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(`${target}.part`, got);
    await rename(`${target}.part`, target);
    fetched++;
  }
  return { alreadyThere, fetched, gone };
}

/** The listed files that the folder does not hold as the list pins them. */
export async function absentFiles(files: readonly ListedFile[], root: string): Promise<ListedFile[]> {
  const absent: ListedFile[] = [];
  for (const listed of files) if (!(await isThere(path.join(root, listed.file), listed))) absent.push(listed);
  return absent;
}

/** Address of a listed file: repository, commit and path, each part of it escaped. */
export const addressOf = ({ repository, commit, path: placeThere }: ListedFile, origin: string): string =>
  `${origin}/${repository}/${commit}/${placeThere.split('/').map(encodeURIComponent).join('/')}`;

async function isThere(file: string, listed: ListedFile): Promise<boolean> {
  const bytes = await readFile(file).catch(() => null);
  return bytes !== null && sha256(bytes) === listed.sha256;
}

/** The bytes, or why they cannot be had. */
async function download(listed: ListedFile, origin: string): Promise<Uint8Array | string> {
  try {
    const response = await fetch(addressOf(listed, origin), {
      redirect: 'error',
      signal: AbortSignal.timeout(fileTimeoutMs),
    });
    if (!response.ok) return `the repository answers ${response.status}`;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return sha256(bytes) === listed.sha256 ? bytes : 'it is another file now: the digest differs';
  } catch (error) {
    return error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : 'unknown';
  }
}
