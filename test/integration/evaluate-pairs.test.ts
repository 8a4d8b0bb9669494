import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bonafide } from '../support/command-line.js';
import { makeInstallation } from '../support/server-process.js';
import { samplePhoto } from '../support/test-data.js';

// Through the command line, with the photos that an npm package ships and copies of them.
const installation = makeInstallation();
const pictures = path.join(installation.directory, 'pictures');
const out = path.join(installation.directory, 'report');
const run = (...args: string[]) =>
  bonafide(installation, ['evaluate', 'pairs', path.join(pictures, 'pairs.csv'), '--root', pictures, ...args], {
    BONAFIDE_MODELS_DIR: path.join(tmpdir(), 'bonafide-test-models'),
  });
const written = (): Record<string, string> =>
  Object.fromEntries(
    ['report.json', 'report.html', 'scores.csv'].map((name) => [
      name,
      readFileSync(path.join(out, name), 'utf8').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'),
    ]),
  );
const kept = (): string[] =>
  readdirSync(path.join(out, 'cache'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  for (const number of [1, 2, 3] as const) {
    const photo = readFileSync(samplePhoto(number));
    writeFileSync(path.join(pictures, `${number}.jpg`), photo);
    await sharp(photo)
      .resize({ width: 900 })
      .jpeg({ quality: 70 })
      .toFile(path.join(pictures, `${number}-small.jpg`));
  }
  writeFileSync(path.join(pictures, 'nobody.png'), await sharp({ create: { width: 300, height: 300, channels: 3, background: '#cc8855' } }).png().toBuffer()); // prettier-ignore
  const rows = [
    ...[1, 2, 3].map((n) => `${n}.jpg,${n}-small.jpg,1,all`),
    '1.jpg,2.jpg,0,all',
    '2.jpg,3.jpg,0,all',
    '1.jpg,nobody.png,0,all',
  ];
  writeFileSync(path.join(pictures, 'pairs.csv'), ['a,b,same,group', ...rows].join('\n'));
});
afterAll(() => installation.remove());

test('a report for the owner alone, with what is too few said', async () => {
  const { code, out: printed, note } = await run('--out', out, '--json');
  expect(code).toBe(0);
  expect(note).toContain('templates are biometric data');
  expect(JSON.parse(printed)).toMatchObject({
    pairs: { genuine: 3, impostor: 2 },
    failuresToAcquire: 1,
    pairsLost: { genuine: 0, impostor: 1 },
    shipped: { fnmr: 0 },
    failureToAcquire: { count: 1, total: 7 },
  });
  const modes = ['.', 'cache', 'report.json', 'report.html', 'scores.csv'].map((name) =>
    (statSync(path.join(out, name)).mode & 0o777).toString(8),
  );
  expect(modes).toEqual(['700', '700', '600', '600', '600']);
  expect(written()['report.html']).toContain('2 non-mated comparisons cannot show a false match rate of 0.0001');
  expect(kept()).toHaveLength(7);
});

test('a second run, and one after an interruption, give the same bytes; nothing is worked on twice', async () => {
  const first = written();
  const [lost, ...others] = kept().map((name) => path.join(out, 'cache', name));
  const before = new Map(others.map((file) => [file, statSync(file).mtimeMs]));
  rmSync(lost!);
  expect((await run('--out', out)).code).toBe(0);
  expect(written()).toEqual(first);
  expect(new Map(others.map((file) => [file, statSync(file).mtimeMs]))).toEqual(before);
  expect(kept()).toHaveLength(7);
});

test('thumbnails only where they are asked for', async () => {
  expect(written()['report.html']).not.toContain('<img');
  await run('--out', out, '--thumbnails');
  expect(written()['report.html']).toContain('<img src="data:image/jpeg;base64,');
});

test('identities that contradict the labels are refused', async () => {
  writeFileSync(path.join(pictures, 'pairs.csv'), 'a,b,same,identity_a,identity_b\n1.jpg,2.jpg,0,anna,anna\n');
  const { code, note } = await run();
  expect(code).toBe(64);
  expect(note).toContain('pair 1: same and the identities contradict each other');
});
