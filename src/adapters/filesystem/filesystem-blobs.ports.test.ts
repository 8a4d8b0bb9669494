import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFilesystemBlobs } from '#adapters/filesystem/filesystem-blobs.js';
import { describeBlobs } from '#ports/blobs.suite.js';

let parent: string;
let root: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'bonafide-blobs-'));
  root = path.join(parent, 'blobs');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const filesKept = (): string[] => readdirSync(parent, { recursive: true, encoding: 'utf8' });

describeBlobs('disk', async () => ({ blobs: createFilesystemBlobs(root), filesKept, close: async () => undefined }));

async function* text(content: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}

const bits = (name: string): number => statSync(path.join(root, name)).mode & 0o777;

test('files and folders are for their owner alone, two letters a folder', async () => {
  await createFilesystemBlobs(root).put('aaaa/0f3e-one', text('x'));
  expect(filesKept().sort()).toEqual([
    'blobs',
    'blobs/.unfinished',
    'blobs/aaaa',
    'blobs/aaaa/0f',
    'blobs/aaaa/0f/0f3e-one',
  ]);
  expect(['.', 'aaaa', 'aaaa/0f', 'aaaa/0f/0f3e-one'].map(bits)).toEqual([0o700, 0o700, 0o700, 0o600]);
});

test('what a killed process left half written is removed once it is old', async () => {
  const blobs = createFilesystemBlobs(root);
  await blobs.put('aaaa/0f3e-one', text('x'));
  const [old, young] = ['old', 'young'].map((name) => path.join(root, '.unfinished', name)) as [string, string];
  writeFileSync(old, 'half');
  writeFileSync(young, 'half');
  utimesSync(old, 1000, 1000);
  utimesSync(young, 3000, 3000);
  expect(await blobs.removeUnfinished('aaaa', 2_000_000)).toBe(1);
  expect(readdirSync(path.join(root, '.unfinished'))).toEqual(['young']);
  expect(await blobs.removeUnfinished('aaaa', 4_000_000)).toBe(1);
});

test('a blob that is being read can be read to its end although it is deleted', async () => {
  const blobs = createFilesystemBlobs(root);
  await blobs.put('aaaa/0f3e-one', text('whole'));
  const content = await blobs.get('aaaa/0f3e-one');
  await blobs.delete('aaaa/0f3e-one');
  const parts: Uint8Array[] = [];
  for await (const part of content!) parts.push(part);
  expect(Buffer.concat(parts).toString()).toBe('whole');
});

test('what others have put into the folder is no blob', async () => {
  const blobs = createFilesystemBlobs(root);
  await blobs.put('aaaa/0f3e-one', text('x'));
  for (const stranger of ['aaaa/.DS_Store', 'aaaa/0f/Thumbs.db']) writeFileSync(path.join(root, stranger), 'x');
  const keys: string[] = [];
  for await (const { key } of blobs.list('aaaa')) keys.push(key);
  expect(keys).toEqual(['aaaa/0f3e-one']);
});
