import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMasterKeyFile, readMasterKeyFile } from '#adapters/sealing/master-key-file.js';
import { replaceMasterKeys } from '#adapters/sealing/replace-master-keys.js';

const secret = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const withNew = (secrets: readonly Uint8Array[]): Uint8Array[] => [secret(2), ...secrets];

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bonafide-master-'));
  file = path.join(folder, 'master.key');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the new lines stand in the file, for its owner alone, and nothing beside it', () => {
  const before = createMasterKeyFile(file);
  expect(replaceMasterKeys(file, withNew)).toEqual([secret(2), ...before]);
  expect(readMasterKeyFile(file)).toEqual([secret(2), ...before]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['master.key']);
});

test('a link stays a link', () => {
  const link = path.join(folder, 'link');
  createMasterKeyFile(file);
  symlinkSync(file, link);
  replaceMasterKeys(link, withNew);
  expect(readMasterKeyFile(file)).toHaveLength(2);
  expect(readdirSync(folder).sort()).toEqual(['link', 'master.key']);
});

test('a second change at the same time is refused, and the first takes effect', () => {
  createMasterKeyFile(file);
  writeFileSync(`${file}.new`, 'another change writes here');
  const before = readFileSync(file, 'utf8');
  expect(() => replaceMasterKeys(file, withNew)).toThrow(/master\.key\.new is there: another change .* is under way/);
  expect(readFileSync(file, 'utf8')).toBe(before);
  expect(readFileSync(`${file}.new`, 'utf8')).toBe('another change writes here');
});

test('a file that changes while the new lines are made is not overwritten', () => {
  createMasterKeyFile(file);
  const other = `${Buffer.alloc(32, 7).toString('base64')}\n`;
  expect(() =>
    replaceMasterKeys(file, (secrets) => {
      writeFileSync(file, other);
      return withNew(secrets);
    }),
  ).toThrow('was changed at the same time');
  expect(readFileSync(file, 'utf8')).toBe(other);
  expect(readdirSync(folder)).toEqual(['master.key']);
});

test('a file that is not there is told', () => {
  expect(() => replaceMasterKeys(file, withNew)).toThrow(`there is no master key file at ${file}`);
});

test.skipIf(process.getuid?.() !== 0)('the file keeps its owner where an administrator changes it', async () => {
  const { chownSync } = await import('node:fs');
  createMasterKeyFile(file);
  chownSync(file, 12345, 12346);
  replaceMasterKeys(file, withNew);
  const { uid, gid } = statSync(file);
  expect([uid, gid]).toEqual([12345, 12346]);
});
