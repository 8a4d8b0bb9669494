import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBackup } from '#main/restore.js';
import { unpackFiles } from '../support/backup-installation.js';
import { bonafide } from '../support/command-line.js';
import { makeInstallation, programs, type Installation } from '../support/server-process.js';
import { wholeTest } from '../support/test-form.js';

// The commands on data of an earlier version (test/fixtures/upgrade), with no server: what is in them is looked at in
// test/ports/backup.test.ts. Here: never a backup that looks whole and is not, and never a restore that does harm.
interface Fixture {
  readonly masterKey: string;
  readonly files: Readonly<Record<string, string>>;
}
const fixtureFile = path.resolve(import.meta.dirname, '../fixtures/upgrade/schema-0010.json.gz');
const fixture = JSON.parse(gunzipSync(readFileSync(fixtureFile)).toString('utf8')) as Fixture; // a script's own format

const made: Installation[] = [];
function machine(masterKey = fixture.masterKey): Installation {
  const installation = makeInstallation();
  made.push(installation);
  return { ...installation, environment: { ...installation.environment, BONAFIDE_MASTER_KEY: masterKey } };
}
const dataOf = ({ environment }: Installation): string => environment['BONAFIDE_DATA_DIR']!;
const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
        statSync(path.join(folder, name)).isFile(),
      )
    : [];

let original: Installation;
/** Of the original, whole. */
let whole: string;

beforeAll(async () => {
  original = machine();
  unpackFiles(original, fixture.files);
  whole = path.join(original.directory, 'whole');
  expect(await bonafide(original, ['backup', '--out', whole])).toMatchObject({ code: 0 });
});
afterAll(() => {
  for (const installation of made) installation.remove();
});

/** A copy of the whole backup, to be spoilt. */
function copyOfWhole(): string {
  const folder = mkdtempSync(path.join(original.directory, 'spoilt-'));
  cpSync(whole, folder, { recursive: true });
  return folder;
}
const inWhole = (): string[] => filesIn(whole);
const aFile = (): string => inWhole().find((name) => name.startsWith('files'))!;

test('a backup is for its owner alone, holds no key, and leaves the data as it was', async () => {
  expect(inWhole().length).toBe(Object.keys(fixture.files).length + 2);
  for (const name of inWhole()) {
    expect([name, statSync(path.join(whole, name)).mode & 0o077]).toEqual([name, 0]);
    const bytes = readFileSync(path.join(whole, name));
    expect(bytes.includes(Buffer.from(fixture.masterKey, 'base64'))).toBe(false);
    expect(bytes.includes(fixture.masterKey)).toBe(false);
  }
  const { out } = await bonafide(original, ['migrate', '--status']);
  expect(out).toMatch(/pending/);
  const manifest = JSON.parse(readFileSync(path.join(whole, 'manifest.json'), 'utf8')) as object;
  expect(manifest).toMatchObject({ migration: '0010-capture-prints', takenFrom: 'sqlite', files: { missing: 0 } });
  expect(await bonafide(original, ['backup', '--out', whole])).toMatchObject({
    code: 78,
    note: `${whole} is there already; give a backup a folder of its own\n`,
  });
});

wholeTest('what the store has lost is told, and folders that a killed backup left', async () => {
  const poorer = machine();
  unpackFiles(poorer, fixture.files);
  const blobs = path.join(dataOf(poorer), 'blobs');
  rmSync(path.join(blobs, filesIn(blobs)[0]!));
  const left = path.join(poorer.directory, 'yesterday.unfinished-0123abcd');
  mkdirSync(left);
  const out = path.join(poorer.directory, 'today');
  const made = await bonafide(poorer, ['backup', '--out', out]);
  expect(made).toMatchObject({
    code: 1,
    note: expect.stringContaining(`${left} is of a backup that was killed`) as string,
  });
  expect(made.out).toContain('WARNING: 1 files that the database knows are missing in its store');
  await verifyBackup(out, { key: false, onProgress: () => undefined });
  await expect(verifyBackup(left, { key: false, onProgress: () => undefined })).rejects.toThrow('never finished');
});

describe('a backup that is not what was written is told', () => {
  const flip = (file: string, at: number): void => {
    const bytes = readFileSync(file);
    bytes[at] = bytes[at]! ^ 1;
    writeFileSync(file, bytes);
  };
  const cut = (file: string): void => truncateSync(file, statSync(file).size - 1);
  test.each<[string, (folder: string) => void, RegExp]>([
    [
      'no manifest',
      (folder) => rmSync(path.join(folder, 'manifest.json')),
      /is no backup, or one that was never finished/,
    ],
    ['a manifest cut off', (folder) => cut(path.join(folder, 'manifest.json')), /never|damaged/],
    ['no list', (folder) => rmSync(path.join(folder, 'SHA256SUMS')), /SHA256SUMS is missing or not the one/],
    ['a list cut off', (folder) => cut(path.join(folder, 'SHA256SUMS')), /SHA256SUMS is missing or not the one/],
    ['a database altered', (folder) => flip(path.join(folder, 'bonafide.sqlite'), 5000), /bonafide.sqlite was altered/],
    [
      'a database cut off',
      (folder) => cut(path.join(folder, 'bonafide.sqlite')),
      /bonafide.sqlite was altered or cut off/,
    ],
    ['a file altered', (folder) => flip(path.join(folder, aFile()), 40), /files\/.* was altered or cut off/],
    ['a file longer', (folder) => appendFileSync(path.join(folder, aFile()), 'x'), /files\/.* was altered or cut off/],
    ['a file missing', (folder) => rmSync(path.join(folder, aFile())), /files\/.* is missing/],
  ])('%s', async (name, spoil, expected) => {
    const folder = copyOfWhole();
    spoil(folder);
    if (name === 'a manifest cut off') {
      // Only its last line break is lost: the rest says all that it said.
      await verifyBackup(folder, { key: false, onProgress: () => undefined });
      cut(path.join(folder, 'manifest.json'));
    }
    await expect(verifyBackup(folder, { key: false, onProgress: () => undefined })).rejects.toThrow(expected);
  });

  wholeTest(
    'one whose sums were made to fit is told by the mark, which nobody makes without the master key',
    async () => {
      const folder = copyOfWhole();
      const database = new BetterSqlite3(path.join(folder, 'bonafide.sqlite'));
      database.exec("update applications set name = 'somebody else'");
      database.close();
      refit(folder);
      await verifyBackup(folder, { key: false, onProgress: () => undefined });
      const expected = { code: 1, note: expect.stringContaining("does not bear the installation's mark") as string };
      expect(await bonafide(original, ['backup', 'verify', folder])).toMatchObject(expected);
      const target = machine();
      expect(await bonafide(target, ['restore', folder])).toMatchObject(expected);
      expect(filesIn(dataOf(target))).toEqual([]);
    },
  );

  test('a list that leads out of the folder is not followed', async () => {
    const folder = copyOfWhole();
    appendFileSync(path.join(folder, 'SHA256SUMS'), `${'0'.repeat(64)}  files/../../outside\n`);
    refit(folder, { sums: false });
    await expect(verifyBackup(folder, { key: false, onProgress: () => undefined })).rejects.toThrow(
      'names no part of a backup',
    );
  });
});

/** Makes the sums of a spoilt backup fit again, as whoever spoilt it could. */
function refit(folder: string, { sums = true } = {}): void {
  const digest = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, name)))
      .digest('hex');
  const list = path.join(folder, 'SHA256SUMS');
  if (sums) {
    const names = readFileSync(list, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(66));
    writeFileSync(list, names.map((name) => `${digest(name)}  ${name}\n`).join(''));
  }
  const manifestFile = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as object;
  writeFileSync(manifestFile, JSON.stringify({ ...manifest, sumsSha256: digest('SHA256SUMS') }));
}

describe('a restore that cannot be is refused before anything is written', () => {
  test('another master key: the missing one is named, by id', async () => {
    const target = machine(Buffer.alloc(32, 7).toString('base64'));
    const restored = await bonafide(target, ['restore', whole]);
    expect(restored).toMatchObject({ code: 78, out: '' });
    expect(restored.note).toMatch(
      /was sealed under master key [0-9a-f]{16}, which is not among those from BONAFIDE_MASTER_KEY/,
    );
    expect(filesIn(dataOf(target))).toEqual([]);
  });

  wholeTest('a directory that holds a database', async () => {
    const target = machine();
    mkdirSync(dataOf(target), { recursive: true });
    writeFileSync(path.join(dataOf(target), 'bonafide.sqlite'), 'of somebody');
    const restored = await bonafide(target, ['restore', whole]);
    expect(restored).toMatchObject({
      code: 78,
      note: expect.stringContaining('restore into an empty directory') as string,
    });
    expect(readFileSync(path.join(dataOf(target), 'bonafide.sqlite'), 'utf8')).toBe('of somebody');
    expect(existsSync(path.join(dataOf(target), 'blobs'))).toBe(false);
  });

  wholeTest('a database that a later version has changed', async () => {
    const folder = copyOfWhole();
    const database = new BetterSqlite3(path.join(folder, 'bonafide.sqlite'));
    database.exec("insert into kysely_migration values ('9999-from-the-future', '2099-01-01T00:00:00.000Z')");
    database.close();
    refit(folder);
    expect(await bonafide(machine(), ['restore', folder])).toMatchObject({
      code: 78,
      note: expect.stringContaining('a newer Bonafide (9999-from-the-future)') as string,
    });
  });
});

wholeTest(
  'a restore that was interrupted is finished by --keep-files, which mends what is spoilt in the store',
  async () => {
    const target = machine();
    expect(await bonafide(target, ['restore', whole])).toMatchObject({ code: 0 });
    const blobs = filesIn(path.join(dataOf(target), 'blobs'));
    // As if it had been killed before the database took its place, with one file spoilt and one missing.
    rmSync(path.join(dataOf(target), 'bonafide.sqlite'));
    appendFileSync(path.join(dataOf(target), 'blobs', blobs[0]!), 'x');
    rmSync(path.join(dataOf(target), 'blobs', blobs[1]!));
    expect(await bonafide(target, ['restore', whole])).toMatchObject({
      code: 78,
      note: expect.stringContaining('--keep-files') as string,
    });
    const again = await bonafide(target, ['restore', whole, '--keep-files', '--json']);
    expect([again.code, JSON.parse(again.out)]).toMatchObject([0, { filesWritten: 2 }]);
    for (const name of blobs) {
      expect(readFileSync(path.join(dataOf(target), 'blobs', name)).toString('base64')).toBe(
        fixture.files[path.join('blobs', name)],
      );
    }
    expect(await bonafide(target, ['doctor', 'audit'])).toMatchObject({ code: 0 });
  },
);

wholeTest('whom somebody erased after the backup is erased again by the receipts', async () => {
  const elsewhere = machine();
  unpackFiles(elsewhere, fixture.files);
  expect(await bonafide(elsewhere, ['migrate'])).toMatchObject({ code: 0 });
  const receipts: string[] = [];
  for (const subject of [
    ['--user', 'user-2'],
    ['--user', 'person-1'],
  ]) {
    const erased = await bonafide(elsewhere, ['erase', '--mode', 'test', ...subject]);
    expect(erased).toMatchObject({ code: 0 });
    receipts.push(path.join(original.directory, `receipt-${receipts.length}.json`));
    writeFileSync(receipts.at(-1)!, erased.out);
  }
  const restored = machine();
  expect(await bonafide(restored, ['restore', whole])).toMatchObject({ code: 0 });
  const forged = path.join(original.directory, 'forged.json');
  writeFileSync(forged, readFileSync(receipts[0]!, 'utf8').replace('"mode": "test"', '"mode": "live"'));
  expect(await bonafide(restored, ['erase', 'again', receipts[1]!, forged])).toMatchObject({
    code: 64,
    note: `${forged}: NOT VALID: it was altered after it was signed; nothing was erased\n`,
  });
  const again = await bonafide(restored, ['erase', 'again', ...receipts]);
  expect(again).toMatchObject({ code: 0, note: '2 of 2 were stored again and are erased\n' });
  for (const user of ['user-2', 'person-1']) {
    expect(await bonafide(restored, ['erase', '--mode', 'test', '--user', user])).toMatchObject({ code: 1 });
  }
  expect(await bonafide(restored, ['erase', 'again', ...receipts])).toMatchObject({
    code: 0,
    note: '0 of 2 were stored again and are erased\n',
  });
});

test('killed at any moment it leaves no backup, or a whole one', async () => {
  const outcomes: boolean[] = [];
  for (const afterMs of [150, 400, 700, 1000]) {
    const out = path.join(original.directory, `killed-${afterMs}`);
    const child = spawn(process.execPath, [programs.real[0], 'backup', '--out', out], {
      cwd: original.directory,
      env: original.environment,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await Promise.race([wait(afterMs), ended]);
    child.kill('SIGKILL');
    await ended;
    outcomes.push(existsSync(out));
    if (existsSync(out)) await verifyBackup(out, { key: false, onProgress: () => undefined });
  }
  expect(outcomes).toHaveLength(4);
});

test('on a full disk it says so, and leaves nothing', async (context) => {
  const disk = mkdtempSync(path.join(tmpdir(), 'bonafide-full-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    rmSync(disk, { recursive: true });
    context.skip('this user may not mount a small file system');
  }
  try {
    const result = await bonafide(original, ['backup', '--out', path.join(disk, 'backup')]);
    expect(result).toMatchObject({ code: 78, out: '' });
    expect(result.note).toMatch(/the backup cannot be written to .* \((ENOSPC|SQLITE_FULL|SQLITE_IOERR_WRITE)\)/);
    expect(readdirSync(disk)).toEqual([]);
  } finally {
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  }
});
