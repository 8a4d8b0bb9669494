import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { shippedOperatingPoint } from '#engine/compare/recogniser-in-use.js';
import { evaluatePairs } from '#engine/evaluation/evaluate-pairs.js';
import { createPairEmbedder, type PairEmbedder } from '#engine/evaluation/pair-embedder.js';
import { missing, testData } from '../support/test-data.js';

// The bounds may only become stricter.
describe.skipIf(missing('data/faces'))('error rates on the open face pairs (needs the test data)', () => {
  let embedder: PairEmbedder;
  beforeAll(async () => {
    embedder = await createPairEmbedder({ modelsDirectory: path.join(tmpdir(), 'bonafide-test-models') });
  });

  async function evaluate(csv: string) {
    const [, ...lines] = (await readFile(testData('data/faces', csv), 'utf8')).trim().split(/\r?\n/);
    const pairs = lines.map((line) => {
      const [a, b, same, group] = line.split(',');
      return { a: a!, b: b!, same: same === '1', ...(group === undefined ? {} : { group }) };
    });
    return evaluatePairs({
      pairs,
      embed: async (file) => embedder.embed(await readFile(testData('data/faces', file))),
      operatingPoint: shippedOperatingPoint,
      models: embedder.models,
    });
  }

  const patience = 300_000;

  test('press photos of 15 people, every pair', { timeout: patience }, async () => {
    const result = await evaluate('pairs_lfw10_celeb5.csv');
    expect(result.failedFiles).toEqual([]);
    expect(result.auc).toBeGreaterThanOrEqual(0.998);
    expect(result.eer).toBeLessThanOrEqual(0.018);
    expect(result.shipped).toMatchObject({ fmr: 0 });
    // A quarter below the first version's 868 of 1804.
    expect(result.shipped.fnmr).toBeLessThanOrEqual(0.36);
    expect(result.fnmrAtFmr['1e-3']).toBeLessThanOrEqual(0.075);
  });

  test(
    'studio portraits, neutral against smiling: no error at the shipped threshold',
    { timeout: patience },
    async () => {
      const result = await evaluate('london/pairs_all.csv');
      expect(result.failedFiles).toEqual([]);
      expect(result.pairs).toEqual({ genuine: 68, impostor: 6834 });
      expect(result.shipped).toMatchObject({ fmr: 0, fnmr: 0 });
    },
  );
});
