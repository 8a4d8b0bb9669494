import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '#adapters/sqlite/open-database.js';

test('commits are synced to disk, deletions overwrite, references hold', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-database-'));
  const database = openDatabase(path.join(directory, 'a.sqlite'));
  const setting = (name: string): unknown => database.pragma(name, { simple: true });
  const settings = ['journal_mode', 'synchronous', 'secure_delete', 'foreign_keys', 'busy_timeout'].map(setting);
  database.close();
  rmSync(directory, { recursive: true });
  expect(settings).toEqual(['wal', 2, 1, 1, 5000]);
});
