import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { shippedOperatingPoint } from '#engine/compare/recogniser-in-use.js';
import { evaluatePairs } from '#engine/evaluation/evaluate-pairs.js';
import type { LabelledPair } from '#engine/evaluation/labelled-pair.js';
import { createPairEmbedder, type PairEmbedder } from '#engine/evaluation/pair-embedder.js';
import type { Proportion } from '#engine/evaluation/proportion.js';
import { packageRoot } from '#engine/models/package-root.js';
import { readDataList, type ListedFile } from '../../accuracy/data-list.js';
import { londonPairs, pressPairs } from '../../accuracy/label-tables.js';
import { shippedFigures } from '../support/shipped-figures.js';
import { missing, testData } from '../support/test-data.js';
import { wholeTest } from '../support/test-form.js';

/** Beyond its bound, chance no longer explains it: the published figure is wrong. */
const expectWithin = (measured: Proportion, published: Proportion): void => {
  expect(measured.total).toBe(published.total);
  expect(measured.rate).toBeLessThanOrEqual(published.upper95!);
};

describe.skipIf(missing('data/faces'))('the published error rates of the face comparison (needs the test data)', () => {
  let embedder: PairEmbedder;
  let files: ListedFile[];
  beforeAll(async () => {
    embedder = await createPairEmbedder({ modelsDirectory: path.join(tmpdir(), 'bonafide-test-models') });
    const list = path.join(packageRoot, 'docs/accuracy/data.csv');
    files = readDataList(await readFile(list, 'utf8'), list);
  });

  const evaluate = (pairs: readonly LabelledPair[]) =>
    evaluatePairs({
      pairs,
      embed: async (file) => embedder.embed(await readFile(testData('data', file))),
      operatingPoint: shippedOperatingPoint,
      models: embedder.models,
    });

  test('are of this recogniser and of this threshold', () => {
    expect(shippedFigures.models).toMatchObject(embedder.models);
    const { threshold, reviewFrom } = shippedOperatingPoint;
    expect(shippedFigures.faces.together.shipped).toMatchObject({ threshold, reviewFrom });
  });

  wholeTest('press photos of 15 people, every pair', async () => {
    const published = shippedFigures.faces.press;
    const result = await evaluate(pressPairs(files));
    expect(result.failedFiles).toEqual([]);
    expectWithin(result.shipped.counts.falseMatches, published.shipped.counts.falseMatches);
    expectWithin(result.shipped.counts.falseNonMatches, published.shipped.counts.falseNonMatches);
    for (const rate of ['1e-2', '1e-3'] as const) {
      const [now, then] = [result.fnmrAtFmrDetails[rate], published.fnmrAtFmrDetails[rate]];
      if ('notKnown' in now || 'notKnown' in then) throw new Error(`nothing is known at an FMR of ${rate}`);
      expectWithin(now.falseNonMatches, then.falseNonMatches);
    }
    // Of the first version; they may only become stricter.
    expect(result.auc).toBeGreaterThanOrEqual(0.998);
    expect(result.fnmrAtFmr['1e-3']).toBeLessThanOrEqual(0.11);
  });

  test('studio portraits, neutral against smiling: no error at the shipped threshold', async () => {
    const result = await evaluate(londonPairs(files));
    expect(result.failedFiles).toEqual([]);
    expect(result.pairs).toEqual({ genuine: 68, impostor: 6834 });
    expect(result.shipped).toMatchObject({ fmr: 0, fnmr: 0 });
  });
});
