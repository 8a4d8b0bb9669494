import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { manifestName, parseManifest, snapshotName, sumsName, type BackupManifest } from '#adapters/backup/manifest.js';
import { BackupUnusableError } from '#adapters/backup/backup-unusable-error.js';
import { readManifest, verifyParts } from '#adapters/backup/verify-backup.js';
import { readPairs } from '#cli/commands/read-pairs.js';
import { readScores } from '#cli/evaluation/read-scores.js';
import { UsageError } from '#cli/files.js';
import { textOf, UndeclaredAnswerError, utf8, words, type FuzzTarget } from '../fuzz-target.js';

/** Tables of `evaluate` and `calibrate`. */
export const tables: FuzzTarget = {
  name: 'CSV of pairs and scores',
  deadlineMs: 2000,
  shortRuns: 2000,
  isPure: true,
  dictionary: words(
    'a,b,same',
    'score,same',
    ',identity_a,identity_b',
    '\r\n',
    '\n\n',
    '__proto__',
    ',group',
    '1e999',
    'NaN',
    '"',
  ),
  seeds: async () => [
    utf8('a,b,same,group\n1.jpg,2.jpg,1,x\n1.jpg,3.jpg,0,\n'),
    utf8('a,b,same,identity_a,identity_b\n1.jpg,2.jpg,1,p,p\n1.jpg,3.jpg,0,p,q\n'),
    utf8('score,same,identity_a,identity_b\n0.7,1,p,p\n-0.2,0,p,q\n'),
  ],
  judge(bytes) {
    const text = textOf(bytes);
    const taken = [readPairs, readScores].map((read) => {
      try {
        read(text, 'table.csv');
        return true;
      } catch (error) {
        if (error instanceof UsageError) return false;
        throw error;
      }
    });
    return taken.some(Boolean) ? 'ok' : 'UsageError';
  },
};

let folder: string | undefined;
const place = (): string => (folder ??= mkdtempSync(path.join(tmpdir(), 'bonafide-fuzz-backup-')));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const manifestOf = (sums: Uint8Array): BackupManifest => ({
  format: 1,
  id: '8c5b1a34-0f2b-4c57-9d0a-3f5a4e1c2b6d',
  version: '0.1.0',
  takenAt: '2026-01-01T00:00:00Z',
  takenFrom: 'sqlite',
  migration: '0013',
  masterKeys: { current: 'a', dataKeys: { a: 1 } },
  tables: { files: 1 },
  files: { count: 0, sizeBytes: 0, deletedMeanwhile: 0, missing: 0 },
  sumsSha256: sha256(sums),
  mark: '0'.repeat(64),
});

/** What a backup says of itself. */
export const manifests: FuzzTarget = {
  name: 'backup manifest',
  deadlineMs: 2000,
  shortRuns: 2000,
  isPure: true,
  dictionary: words('"format":2', '"format":', '__proto__', '1e999', 'null', '-1', '\\ud800'),
  seeds: async () => [utf8(JSON.stringify(manifestOf(new Uint8Array(0))))],
  judge(bytes) {
    const manifest = parseManifest(textOf(bytes));
    return manifest === null ? 'none' : manifest === 'newer' ? 'newer' : 'ok';
  },
};

/** Lists that fit their manifest and name what they want: somebody else wrote both. */
export const backupLists: FuzzTarget = {
  name: 'backup SHA256SUMS',
  deadlineMs: 5000,
  shortRuns: 150,
  isPure: false,
  dictionary: words('../', 'files/', '/etc/passwd', '\0', '  ', '\n', snapshotName, manifestName),
  seeds: async () => [
    utf8(`${sha256(snapshot())}  ${snapshotName}\n`),
    utf8(`${sha256(snapshot())}  ${snapshotName}\n${'0'.repeat(64)}  files/ab/abcd-efgh\n`),
    utf8(`${'0'.repeat(64)}  ../${snapshotName}\n`),
  ],
  judge: (sums) => judgeBackup(sums, snapshot()),
  close: closeFolder,
};

/** Databases that fit their list. */
export const snapshots: FuzzTarget = {
  name: 'backup database',
  deadlineMs: 10_000,
  shortRuns: 150,
  isPure: false,
  dictionary: words('CREATE TABLE ', 'sqlite_master', 'files', 'SQLite format 3\0', '\0\0\0\xff', '"', ';'),
  seeds: async () => [snapshot()],
  judge: (database) => judgeBackup(utf8(`${sha256(database)}  ${snapshotName}\n`), database),
  close: closeFolder,
};

let made: Buffer | undefined;

/** A database with a table, an index and a reference. */
function snapshot(): Uint8Array {
  if (made !== undefined) return made;
  const database = new BetterSqlite3(':memory:');
  database.exec('create table files (id text primary key, blob_name text, other text references files (id))');
  database.exec("insert into files values ('1', 'abcd', null)");
  made = database.serialize();
  database.close();
  return made;
}

async function judgeBackup(sums: Uint8Array, database: Uint8Array): Promise<string> {
  writeFileSync(path.join(place(), manifestName), JSON.stringify(manifestOf(sums)));
  writeFileSync(path.join(place(), sumsName), sums);
  writeFileSync(path.join(place(), snapshotName), database);
  try {
    await verifyParts(place(), await readManifest(place()), () => undefined);
    return 'ok';
  } catch (error) {
    if (error instanceof BackupUnusableError) return error.name;
    throw new UndeclaredAnswerError(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
  }
}

async function closeFolder(): Promise<void> {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
}
