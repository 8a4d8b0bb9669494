import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFilesystemBlobs } from '#adapters/filesystem/filesystem-blobs.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { streamSealing } from '#adapters/sealing/sealed-stream.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { Blobs } from '#ports/blobs.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Records } from '#ports/records.js';
import { sampleStored } from '#ports/sample-stored.suite.js';
import { createFiles, type Files } from '#services/files/files.js';
import { createUploads, type Uploads } from '#services/files/uploads.js';

export const owner = { applicationId: 'app_a', mode: 'live' } as const;
export const testOwner = { applicationId: 'app_a', mode: 'test' } as const;
export const otherOwner = { applicationId: 'app_b', mode: 'live' } as const;

/** Files over a real database and a real store, in a folder of their own. */
export interface FilesUnderTest {
  readonly directory: string;
  readonly records: Records;
  readonly keyedHash: KeyedHash;
  readonly blobs: Blobs;
  readonly files: Files;
  readonly uploads: Uploads;
  /** Set by the test. */
  nowEpochMs: number;
  /** Every byte of every file in the folder. */
  bytesOnDisk(): Buffer;
  blobNames(): Promise<string[]>;
  close(): Promise<void>;
}

export const blobFolder = 'a1b2c3d4';
export const publicUrl = 'https://id.example';

/** `blobs`: given where it is not to be on disk. Two applications, `app_a` and `app_b`, with the key `k1` of the first. */
export async function startFiles(given: { blobs?: Blobs } = {}): Promise<FilesUnderTest> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-files-'));
  const store = await openSqliteStore({
    directory,
    masterKey: masterKeyFromSecret(new Uint8Array(32).fill(3)),
    nowEpochMs: 1,
  });
  const { records, keyedHash } = store;
  for (const application of sampleStored.applications) await records.applications.create(application);
  await records.keys.create(sampleStored.key);
  const blobs = given.blobs ?? createFilesystemBlobs(path.join(directory, 'blobs'));
  const clock = { nowEpochMs: 1_000_000 };
  const now = (): number => clock.nowEpochMs;
  const common = { records, keyedHash, publicUrl: () => publicUrl, now, newId: randomUUID };
  const files = createFiles({ ...common, blobs, blobFolder, sealing: streamSealing });
  const uploads = createUploads({ ...common, files });
  return Object.assign(clock, {
    directory,
    records,
    keyedHash,
    blobs,
    files,
    uploads,
    bytesOnDisk: () => bytesIn(directory),
    async blobNames() {
      const names: string[] = [];
      for await (const { key } of blobs.list(blobFolder)) names.push(key);
      return names;
    },
    async close() {
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  });
}

/** Every byte of every file below a folder. */
export const bytesIn = (directory: string): Buffer =>
  Buffer.concat(
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(directory, name))
      .filter((name) => statSync(name).isFile())
      .map((name) => readFileSync(name)),
  );

export async function* bodyOf(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

/** The magic bytes of a JPEG and whatever else makes up the size. */
export const jpegOf = (sizeBytes: number): Buffer =>
  Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe0), Buffer.alloc(sizeBytes - 4, 7)]);
