import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMasterKeyFile, MasterKeyFileError, readMasterKeyFile } from '#adapters/sealing/master-key-file.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bonafide-master-'));
  file = path.join(folder, 'a', 'b', 'master.key');
});
afterEach(() => rmSync(folder, { recursive: true }));

const bits = (name: string): number => statSync(name).mode & 0o777;

test('a new key is for its owner alone and reads back', () => {
  expect(readMasterKeyFile(file)).toBeNull();
  const secrets = createMasterKeyFile(file);
  expect(secrets.map((secret) => secret.length)).toEqual([32]);
  expect(readMasterKeyFile(file)).toEqual(secrets);
  expect([bits(file), bits(path.dirname(file))]).toEqual([0o600, 0o700]);
  expect(readdirSync(path.dirname(file))).toEqual(['master.key']);
});

test('a key that is there is never replaced', () => {
  const first = createMasterKeyFile(file);
  expect(createMasterKeyFile(file)).toEqual(first);
  expect(readMasterKeyFile(file)).toEqual(first);
});

test.each([0o644, 0o640, 0o604, 0o660])('mode %o is refused', (mode) => {
  createMasterKeyFile(file);
  chmodSync(file, mode);
  expect(() => readMasterKeyFile(file)).toThrow(/is open to others .* chmod 600/);
});

test('a file that holds no key is refused', () => {
  createMasterKeyFile(file);
  const good = readFileSync(file, 'utf8');
  for (const content of ['', 'c2hvcnQ=', 'x'.repeat(100), `${good}# a remark\n`, good.repeat(2).replace('\n', '')]) {
    writeFileSync(file, content);
    expect(() => readMasterKeyFile(file), content).toThrow(MasterKeyFileError);
  }
});

test('several keys stand one in a line, each once, with blanks around', () => {
  const line = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
  createMasterKeyFile(file);
  writeFileSync(file, `\n ${line(2)}\r\n${line(1)}\n\n${line(2)}\n`);
  expect(readMasterKeyFile(file)).toEqual([new Uint8Array(32).fill(2), new Uint8Array(32).fill(1)]);
});

test('a folder in its place is refused', () => {
  expect(() => readMasterKeyFile(folder)).toThrow(MasterKeyFileError);
});
