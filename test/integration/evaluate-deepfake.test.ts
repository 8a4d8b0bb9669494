import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bonafide } from '../support/command-line.js';
import { deepfakeModel, deepfakeOnnx, writeDeepfakeModel } from '../support/deepfake-net.js';
import { encodeVideo, facePictures } from '../support/drawn-video.js';
import { makeInstallation } from '../support/server-process.js';

// Through the command line, with a net that knows one thing: how red the face is.
const installation = makeInstallation();
const pictures = path.join(installation.directory, 'pictures');
const modelsDirectory = path.join(installation.directory, 'models');
const evaluate = (...args: string[]) =>
  bonafide(installation, ['evaluate', 'deepfake', path.join(pictures, 'list.csv'), '--root', pictures, ...args], {
    BONAFIDE_MODELS_DIR: modelsDirectory,
    PATH: process.env['PATH'] ?? '',
  });

/** A face with its red as it is, or nearly without any. */
const withRed = (picture: Buffer, share: number): Promise<Buffer> =>
  sharp(picture).removeAlpha().linear([share, 1, 1], [0, 0, 0]).png().toBuffer();

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const write = (name: string, bytes: Uint8Array): void => writeFileSync(path.join(pictures, name), bytes);
  const [a, ...moving] = await facePictures('a', 6);
  const [b] = await facePictures('b', 1);
  write('a.png', a!);
  write('b.png', b!);
  write('pale-b.png', await withRed(b!, 0.42));
  write('swap-a.png', await withRed(a!, 0.6));
  write(
    'clip-a.webm',
    await encodeVideo(moving, 5, ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '3M', '-f', 'webm']),
  );
  write(
    'nobody.png',
    await sharp({ create: { width: 300, height: 300, channels: 3, background: '#cc8855' } })
      .png()
      .toBuffer(),
  );
  const rows = [
    'a.png,genuine,,anna',
    'b.png,genuine,,bert',
    'pale-b.png,genuine,,bert',
    'swap-a.png,fake,swap,anna',
    'clip-a.webm,fake,replayed,anna',
    'nobody.png,fake,swap,nobody',
  ];
  write('list.csv', Buffer.from(['file,label,kind,subject', ...rows].join('\n')));
});
afterAll(() => installation.remove());

test('without a net there is nothing to measure, and it says so', async () => {
  const { code, out, note } = await evaluate();
  expect([code, out]).toEqual([78, '']);
  expect(note).toContain('no net against deepfakes is installed');
  expect(note).toContain('bonafide models install deepfake --from');
});

test('errors by kind, the worst first, with counts, bounds and what was not assessed', async () => {
  const onnx = deepfakeOnnx();
  const model = deepfakeModel(onnx, { threshold: 0.22 });
  writeDeepfakeModel(path.join(modelsDirectory, 'deepfake'), onnx, model);
  const { code, out } = await evaluate('--json');
  expect(code).toBe(0);
  const { presentations, ...figures } = JSON.parse(out) as {
    presentations: { file: string; score: number | null }[];
  };
  expect(figures).toMatchObject({
    net: { id: 'channel-means', version: '1' },
    threshold: 0.22,
    bonaFide: { presentations: 3, people: 2, bpcer: { count: 1, total: 3 }, nonResponses: {} },
    attacks: [
      { species: 'replayed', presentations: 1, apcer: { count: 1, total: 1, rate: 1 }, nonResponses: {} },
      {
        species: 'swap',
        presentations: 2,
        apcer: { count: 0, total: 1, rate: 0 },
        nonResponses: { 'face-not-found': 1 },
      },
    ],
    otherPeople: { wantedBpcer: 0.02 },
  });
  expect(presentations.map(({ file, score }) => [file, score === null])).toEqual([
    ...['a.png', 'b.png', 'pale-b.png', 'swap-a.png', 'clip-a.webm'].map((file) => [file, false]),
    ['nobody.png', true],
  ]);
  const told = (await evaluate()).out;
  expect(told).toMatch(/^net +channel-means 1\n/);
  expect(told.indexOf('fake replayed: passed (APCER)')).toBeLessThan(told.indexOf('fake swap: passed (APCER)'));
}, 240_000);

test('a row that contradicts itself is named; a net that was altered is not measured', async () => {
  const wrong = path.join(pictures, 'wrong.csv');
  writeFileSync(wrong, 'file,label,kind\na.png,genuine,swap\n');
  const environment = { BONAFIDE_MODELS_DIR: modelsDirectory };
  const read = await bonafide(installation, ['evaluate', 'deepfake', wrong, '--root', pictures], environment);
  expect([read.code, read.note]).toEqual([64, `${wrong}: row 1: a fake has a kind, a genuine picture none\n`]);
  const net = path.join(modelsDirectory, 'deepfake', 'net.onnx');
  writeFileSync(net, 'x', { flag: 'a' });
  const { code, note } = await evaluate();
  expect([code, note]).toEqual([78, expect.stringContaining(`${net} is not the file`)]);
});
