import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createEngineParts } from '#engine/create-engine-tasks.js';
import { evaluateDocuments } from '#engine/evaluation/documents.js';
import { evaluatePicture } from '#engine/evaluation/documents/evaluate-picture.js';
import { loadModels } from '#engine/models/model-store.js';
import { missing, testData } from '../support/test-data.js';

test.skipIf(missing('data/documents'))(
  'real documents: most zones are read letter for letter, and none is accepted that is wrong',
  async () => {
    const models = await loadModels({ modelsDirectory: path.join(tmpdir(), 'bonafide-test-models') });
    const { documentReader } = await createEngineParts({ models });
    const options = {
      root: testData('data/documents'),
      reader: documentReader,
      now: new Date('2026-11-21T12:00:00Z'),
      clock: () => performance.now(),
    };
    const { evaluation } = await evaluateDocuments({
      truthFile: testData('data/documents/truth.json'),
      evaluate: (truth) => evaluatePicture(truth, options),
    });
    const { mrz, visualZone } = evaluation;
    expect(mrz).toMatchObject({ labelled: 29, acceptedWrong: 0, refusedInvalid: 2, claimedWhereNone: 0 });
    expect(mrz.exact).toBeGreaterThanOrEqual(27);
    expect(mrz.dataLinesExact).toBeGreaterThanOrEqual(27);
    expect(visualZone.values).toBe(56);
    expect(visualZone.exactFolded).toBeGreaterThanOrEqual(52);
  },
  900_000,
);
