import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { qualityComponentNames } from '#domain/quality.js';
import { createEngineTasks } from '#engine/create-engine-tasks.js';
import { evaluateQuality } from '#engine/evaluation/quality/evaluate-quality.js';
import { createPictureJudge, type PictureJudge } from '#engine/evaluation/quality/picture-judge.js';
import { loadModels } from '#engine/models/model-store.js';
import { facePictures } from '../support/drawn-video.js';
import { samplePhoto } from '../support/test-data.js';

const modelsDirectory = path.join(tmpdir(), 'bonafide-test-models');
let judge: PictureJudge;
beforeAll(async () => {
  judge = await createPictureJudge(modelsDirectory);
});

test('pictures are judged, and the same picture twice is no false non-match', async () => {
  const [one, other] = [samplePhoto(1), samplePhoto(2)];
  const { evaluation, scores } = await evaluateQuality({
    files: [one, other],
    pairs: [{ a: one, b: one, same: true }],
    judge: async (file) => judge.judge(await readFile(file)),
  });
  expect(evaluation).toMatchObject({ pictures: 2, withoutFace: [], discardPictures: 1 });
  expect(scores.map(({ file }) => file)).toEqual([one, other]);
  expect(Object.keys(evaluation.components)).toEqual(
    expect.arrayContaining(qualityComponentNames.filter((name) => name !== 'backgroundUniformity')),
  );
  expect(evaluation.components.sharpness).toMatchObject({ flagged: { total: 2 }, notAssessed: 0 });
  expect(evaluation.discard[0]!.points[0]!.falseNonMatches).toMatchObject({ count: 0, total: 1 });
});

test('a selfie is judged alike with the templates that its recognition left', async () => {
  const [picture] = await facePictures('a', 1);
  const tasks = await createEngineTasks({ models: await loadModels({ modelsDirectory }) });
  const selfie = await tasks.analyseSelfie(picture!);
  const judged = await judge.judge(picture!);
  if (!selfie.ok || judged === null) throw new Error('the face was not found');
  const { unifiedQualityScore, ...others } = selfie.value.face.quality;
  const { unifiedQualityScore: alone, ...rest } = judged.quality;
  expect(others).toEqual(rest);
  expect(unifiedQualityScore.native).toBeCloseTo(alone.native, 1);
});
