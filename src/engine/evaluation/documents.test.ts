import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { evaluateDocuments } from '#engine/evaluation/documents.js';
import { scorePicture } from '#engine/evaluation/documents/score-picture.js';

test('figures do not depend on the number of jobs, nor on which picture is done first', async () => {
  const truthFile = path.join(await mkdtemp(path.join(tmpdir(), 'bonafide-')), 'truth.json');
  const truths = ['a', 'b', 'c'].map((file) => ({ file, mrz: null, scene: 'none', recipe: file === 'b' ? 'x' : 'y' }));
  await writeFile(truthFile, JSON.stringify(truths));
  const evaluate = (jobs: number, limit: number) =>
    evaluateDocuments({
      truthFile,
      jobs,
      limit,
      evaluate: async (truth) => {
        await new Promise((done) => setTimeout(done, truth.file === 'a' ? 20 : 1));
        const failure = truth.file === 'c' ? null : 'document-not-found';
        return scorePicture(truth, { failure, readings: [], width: 1, height: 1, milliseconds: 1 });
      },
    });
  const alone = await evaluate(1, 9);
  expect(await evaluate(3, 9)).toEqual(alone);
  expect(alone.pictures.map(({ file }) => file)).toEqual(['a', 'b', 'c']);
  expect(alone.evaluation).toMatchObject({
    pictures: 3,
    scenes: { none: { count: 2, total: 3 } },
    failures: { 'document-not-found': 2 },
    byRecipe: { x: { pictures: 1 }, y: { pictures: 2 } },
    byLayout: {},
  });
  expect((await evaluate(1, 2)).evaluation.pictures).toBe(2);
});
