import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256 } from '#engine/evaluation/work/work-cache.js';
import { packageRoot } from '#engine/models/package-root.js';
import { readDataList, writeDataList, type ListedFile } from './data-list.js';
import { absentFiles, fetchData } from './fetch-data.js';
import { londonPairs, presentations, pressPairs } from './label-tables.js';

const commit = 'c'.repeat(40);
const listed = (file: string, content: string, more: Partial<ListedFile> = {}): ListedFile => ({
  file,
  uses: ['press'],
  repository: 'some/pictures',
  commit,
  path: `Resources/Some Body/${path.basename(file)}`,
  bytes: content.length,
  sha256: sha256(content),
  licence: 'MIT',
  consent: 'none known',
  subject: 'a',
  group: '',
  expression: '',
  species: '',
  ...more,
});

let root: string;
let server: Server;
let asked: string[];
const served = new Map<string, string>();
const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'bonafide-fetch-data-'));
  asked = [];
  served.clear();
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const content = served.get(url);
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(root, { recursive: true });
});

test('what is listed is fetched once, by commit and path; what is gone or altered is told and not kept', async () => {
  const files = [listed('faces/one.jpg', 'one'), listed('faces/two.jpg', 'two'), listed('faces/three.jpg', 'three')];
  const place = (name: string): string => `/some/pictures/${commit}/Resources/Some%20Body/${name}`;
  served.set(place('one.jpg'), 'one').set(place('three.jpg'), 'another picture');
  const first = await fetchData({ files, root, origin: origin() });
  expect(first).toEqual({
    alreadyThere: 0,
    fetched: 1,
    gone: [
      { file: 'faces/two.jpg', why: 'the repository answers 404' },
      { file: 'faces/three.jpg', why: 'it is another file now: the digest differs' },
    ],
  });
  expect(asked).toEqual(['one.jpg', 'two.jpg', 'three.jpg'].map(place));
  expect(await readdir(path.join(root, 'faces'))).toEqual(['one.jpg']);
  expect((await absentFiles(files, root)).map(({ file }) => file)).toEqual(['faces/two.jpg', 'faces/three.jpg']);

  served.set(place('two.jpg'), 'two').set(place('three.jpg'), 'three');
  expect(await fetchData({ files, root, origin: origin() })).toEqual({ alreadyThere: 1, fetched: 2, gone: [] });
  expect(asked).toHaveLength(5);
  expect(await absentFiles(files, root)).toEqual([]);
});

test('an origin that cannot be reached is told for each file', async () => {
  const away = origin();
  await new Promise((resolve) => server.close(resolve));
  const { gone } = await fetchData({ files: [listed('a.jpg', 'a')], root, origin: away });
  expect(gone).toEqual([{ file: 'a.jpg', why: expect.stringContaining('ECONNREFUSED') as string }]);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

test('a list cannot write outside of its folder', () => {
  for (const file of ['../a.jpg', '/etc/a.jpg', 'a/../../b.jpg', 'a//b.jpg']) {
    expect(() => readDataList(writeDataList([listed(file, 'a')]), 'list')).toThrow('is no file name');
  }
});

test('the labels of the shipped list make the tables that the figures are of', async () => {
  const name = path.join(packageRoot, 'docs/accuracy/data.csv');
  const text = await readFile(name, 'utf8');
  const files = readDataList(text, name);
  expect(writeDataList(files)).toBe(text);
  const counted = (pairs: readonly { same: boolean }[]) => [
    pairs.filter(({ same }) => same).length,
    pairs.filter(({ same }) => !same).length,
  ];
  expect(counted(pressPairs(files))).toEqual([1804, 21849]);
  expect(counted(londonPairs(files))).toEqual([68, 6834]);
  expect(londonPairs(files).filter(({ group }) => group === undefined)).toEqual([]);
  expect(presentations(files).filter(({ species }) => species !== null).length).toBe(36);
});
