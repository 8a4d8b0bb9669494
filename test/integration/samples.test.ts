import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openImage, type ImageSource } from '#engine/decode/image-source.js';
import { createFaceDetector } from '#engine/face/create-face-detector.js';
import { createFaceRecogniser } from '#engine/face/create-face-recogniser.js';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { loadModels } from '#engine/models/model-store.js';
import { generateSet } from '#specimens/generate/generate-set.js';
import { renderSamples, type SampleFile } from '#specimens/sample-set/render-samples.js';

const now = new Date('2026-01-15T00:00:00Z');
const photosDirectory = path.join(findPackageFolder('@vladmandic/face-api')!, 'demo');

let files: SampleFile[];
beforeAll(async () => {
  files = await renderSamples({ photosDirectory, ocrBFile: null, now });
}, 300_000);

const bytesOf = (name: string): Uint8Array => files.find((file) => file.name === name)!.bytes;

async function open(name: string): Promise<ImageSource> {
  const opened = await openImage(bytesOf(name));
  if (!opened.ok) throw new Error(`${name}: ${opened.failure.code}`);
  return opened.value;
}

test('the set is whole, and every picture is one that the product accepts', async () => {
  const sizes: Record<string, string> = {};
  for (const { name } of files) {
    if (!name.endsWith('.jpg')) continue;
    const { format, width, height } = await open(name);
    sizes[name] = `${format} ${width}×${height}`;
  }
  expect(sizes).toEqual({
    'selfie-owner.jpg': 'jpeg 480×640',
    'selfie-impostor.jpg': 'jpeg 600×800',
    'selfie-impostor-2.jpg': 'jpeg 420×560',
    'passport.jpg': 'jpeg 1579×1112',
    'passport-photo.jpg': 'jpeg 1720×1290',
    'passport-turned.jpg': 'jpeg 1440×1440',
    'id-card-front.jpg': 'jpeg 1081×682',
    'id-card-back.jpg': 'jpeg 1081×682',
    'id-card-photo.jpg': 'jpeg 1400×1050',
    'residence-permit.jpg': 'jpeg 1326×935',
    'visa-a.jpg': 'jpeg 1516×1011',
    'visa-b.jpg': 'jpeg 1326×935',
    'two-documents.jpg': 'jpeg 1260×1680',
    'no-document.jpg': 'jpeg 1280×960',
  });
});

test('the same arguments give the same bytes', async () => {
  const only = ['id-card-front.jpg', 'selfie-owner.jpg'];
  const again = await renderSamples({ photosDirectory, ocrBFile: null, now, only });
  expect(again.map(({ name }) => name)).toEqual(['selfie-owner.jpg', 'id-card-front.jpg', 'truth.json', 'pairs.csv']);
  for (const name of only) {
    expect(Buffer.from(again.find((file) => file.name === name)!.bytes).equals(bytesOf(name)), name).toBe(true);
  }
});

test('the truth says how many documents each picture shows', () => {
  const truth = JSON.parse(Buffer.from(bytesOf('truth.json')).toString()) as {
    file: string;
    mrz: { format: string; lines: string[] } | null;
    documents: { type: string }[];
  }[];
  expect(truth.map(({ file, mrz, documents }) => [file, mrz?.format ?? null, documents.length])).toEqual([
    ['passport.jpg', 'TD3', 1],
    ['passport-photo.jpg', 'TD3', 1],
    ['passport-turned.jpg', 'TD3', 1],
    ['id-card-front.jpg', null, 1],
    ['id-card-back.jpg', 'TD1', 1],
    ['id-card-photo.jpg', null, 1],
    ['residence-permit.jpg', 'TD2', 1],
    ['visa-a.jpg', 'MRVA', 1],
    ['visa-b.jpg', 'MRVB', 1],
    ['two-documents.jpg', 'TD3', 2],
    ['no-document.jpg', null, 0],
  ]);
});

test('a generated set depends on its seed alone, and a longer one begins with the shorter', async () => {
  const sources = { photosDirectory, ocrBFile: null, now };
  const generate = async (count: number) => {
    const made: SampleFile[] = [];
    for await (const file of generateSet({ count, seed: 12, family: 'tuning', ...sources })) made.push(file);
    return made;
  };
  const two = await generate(2);
  const one = await generate(1);
  expect(two.map(({ name }) => name)).toEqual(['scene-0000.jpg', 'scene-0001.jpg', 'truth.json']);
  expect(Buffer.from(one[0]!.bytes).equals(two[0]!.bytes)).toBe(true);
  const truth = JSON.parse(Buffer.from(two[2]!.bytes).toString()) as { file: string; recipe: string }[];
  expect(truth.map(({ file }) => file)).toEqual(['scene-0000.jpg', 'scene-0001.jpg']);
});

test("every document matches its owner's selfie with room to spare, and no impostor's", async () => {
  const models = await loadModels({
    modelsDirectory: '.models',
    ids: ['face-detection', 'face-mesh', 'face-recognition'],
  });
  const detector = await createFaceDetector({
    faceDetection: models.get('face-detection')!.bytes,
    faceMesh: models.get('face-mesh')!.bytes,
  });
  const recogniser = await createFaceRecogniser(models.get('face-recognition')!);
  const templateOf = async (name: string) => {
    const image = await (await open(name)).full();
    const [face] = await detector.detect(image);
    return recogniser.embed(image, face!);
  };

  const templates = new Map<string, Awaited<ReturnType<typeof templateOf>>>();
  const rows = Buffer.from(bytesOf('pairs.csv')).toString().trim().split('\n').slice(1);
  expect(rows).toHaveLength(21);
  for (const row of rows) {
    const [document, selfie, same] = row.split(',') as [string, string, string];
    for (const name of [document, selfie]) {
      if (!templates.has(name)) templates.set(name, await templateOf(name));
    }
    const distance = 1 - recogniser.score(templates.get(selfie)!, templates.get(document)!);
    // The operating point is a distance of .32, the review band ends at .39.
    if (same === '1') expect(distance, row).toBeLessThan(0.3);
    else expect(distance, row).toBeGreaterThan(0.45);
  }
});
