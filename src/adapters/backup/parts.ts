import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { BackupUnusableError } from '#adapters/backup/backup-unusable-error.js';
import { filesFolder, snapshotName } from '#adapters/backup/manifest.js';

/** One part of a backup, as `SHA256SUMS` lists it. */
export interface BackupPart {
  /** With `/`, from the backup's folder on. */
  readonly name: string;
  readonly sha256: string;
}

const filePart = new RegExp(`^${filesFolder}/[a-z0-9-]{2}/([a-z0-9][a-z0-9-]{3,99})$`);
const line = /^([0-9a-f]{64}) {2}(.+)$/;

export const partOfBlob = (blobName: string): string => `${filesFolder}/${blobName.slice(0, 2)}/${blobName}`;

/** The name of the blob that a part holds; null: it is none of a file. */
export const blobOfPart = (name: string): string | null => filePart.exec(name)?.[1] ?? null;

export const lineOfPart = ({ name, sha256 }: BackupPart): string => `${sha256}  ${name}\n`;

/**
 * The parts that a list names, one by one: it may be long. Throws `BackupUnusableError` where a line is none, or names what is
 * no part: no list leads out of the backup's folder.
 */
export async function* readParts(file: string): AsyncGenerator<BackupPart> {
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const [, sha256, name] = line.exec(text) ?? [];
    if (sha256 === undefined || name === undefined || (name !== snapshotName && blobOfPart(name) === null)) {
      throw new BackupUnusableError(`${file} holds a line that names no part of a backup`);
    }
    yield { name, sha256 };
  }
}

/** Writes a new file, for its owner alone, and makes it durable; gives its digest and size. */
export async function writePart(
  file: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of content) {
      hash.update(chunk);
      sizeBytes += chunk.byteLength;
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** 64 hex digits. */
export async function sha256Of(content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of content) hash.update(chunk);
  return hash.digest('hex');
}

export const sha256OfFile = (file: string): Promise<string> => sha256Of(createReadStream(file));

/** Makes the folder of a part where it is not there yet; gives where the part goes. */
export async function placeOfPart(folder: string, name: string): Promise<string> {
  const file = path.join(folder, ...name.split('/'));
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  return file;
}
