import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { createEngineTasks } from '#engine/create-engine-tasks.js';
import type { EngineTasks, PortraitOptions } from '#engine/engine-tasks.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { judgeFaces } from '#engine/judge-faces.js';
import { loadModels } from '#engine/models/model-store.js';
import { facePictures } from '../support/drawn-video.js';
import { samplePhoto } from '../support/test-data.js';

let tasks: EngineTasks;
beforeAll(async () => {
  const models = await loadModels({ modelsDirectory: path.join(tmpdir(), 'bonafide-test-models') });
  tasks = await createEngineTasks({ models });
});

const ignored: PortraitOptions = { secondFace: 'ignored' };
const refused: PortraitOptions = { secondFace: 'refused' };

async function portrait(bytes: Uint8Array, options = ignored) {
  const outcome = await tasks.analysePortrait(bytes, options);
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}

test('the same face as the whole analysis of a selfie finds, without what it does not need', async () => {
  const [picture] = await facePictures('a', 1);
  const selfie = await tasks.analyseSelfie(picture!);
  if (!selfie.ok) throw new Error(selfie.failure.code);
  const { face, template, timings } = await portrait(picture!, refused);
  const { box, landmarks, pose, confidence, interEyeDistancePixels } = selfie.value.face;
  expect(face).toEqual({ box, landmarks, pose, confidence, interEyeDistancePixels });
  expect(template).toEqual(selfie.value.template);
  expect(Object.keys(timings)).toEqual(['portrait.decode', 'portrait.detect', 'portrait.embed']);
});

test.each([90, 180, 270])('a small portrait in a large picture that lies turned by %i degrees', async (turn) => {
  const [picture] = await facePictures('a', 1, [480, 480]);
  const sheet = await sharp({ create: { width: 3200, height: 2000, channels: 3, background: '#d8d4c8' } })
    .composite([{ input: picture!, left: 300, top: 900 }])
    .jpeg({ quality: 95 })
    .toBuffer();
  const turned = await sharp(sheet).rotate(turn).jpeg({ quality: 95 }).toBuffer();
  const { template } = await portrait(turned);
  expect(judgeFaces(template, (await portrait(picture!)).template, shippedRecogniser).similarity).toBeGreaterThan(0.9);
  const [stranger] = await facePictures('b', 1);
  expect(judgeFaces(template, (await portrait(stranger!)).template, shippedRecogniser).match).toBe(false);
});

test('a second face of the same size: nothing on a document, a failure on a probe', async () => {
  const group = await readFile(samplePhoto(3));
  const { face } = await portrait(group);
  const all = await tasks.detectFaces(group);
  expect(all.ok && all.value.faces[0]).toEqual(face);
  expect(await tasks.analysePortrait(group, refused)).toEqual({ ok: false, failure: { code: 'several-faces' } });
});

test('no face, a face that is too small, and no picture', async () => {
  const blank = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#446688' } })
    .png()
    .toBuffer();
  const [small] = await facePictures('a', 1, [180, 180]);
  const codes = await Promise.all(
    [blank, small!, Buffer.from('no picture')].map(async (bytes) => {
      const outcome = await tasks.analysePortrait(bytes, ignored);
      return outcome.ok ? 'found' : outcome.failure.code;
    }),
  );
  expect(codes).toEqual(['face-not-found', 'face-features-failed', 'image-type-unsupported']);
});
