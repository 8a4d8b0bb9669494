import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDirectory } from '#adapters/sqlite/directory-lock.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('a second holder is refused and told who holds it', () => {
  const lock = lockDirectory(directory, 'process 4711 on host a');
  expect(() => lockDirectory(directory, 'process 2')).toThrow(
    expect.objectContaining({ name: 'DirectoryLockedError', directory, holder: 'process 4711 on host a' }),
  );
  lock.release();
  lockDirectory(directory, 'process 2').release();
});

test('another process is refused while the lock is held, and not afterwards', () => {
  const script = `
    const database = new (require('better-sqlite3'))(${JSON.stringify(path.join(directory, 'server.lock'))}, { timeout: 0 });
    try { database.exec('begin exclusive'); console.log('free'); } catch (error) { console.log(error.code); }`;
  const tryLock = (): string =>
    spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', cwd: import.meta.dirname }).stdout.trim();
  const lock = lockDirectory(directory, 'this process');
  expect(tryLock()).toBe('SQLITE_BUSY');
  lock.release();
  expect(tryLock()).toBe('free');
});
