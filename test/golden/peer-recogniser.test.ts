import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noAllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { evaluatePairs } from '#engine/evaluation/evaluate-pairs.js';
import { createPairEmbedder } from '#engine/evaluation/pair-embedder.js';
import { fuseRecognisers } from '#main/fuse-recognisers.js';
import { installRecogniser } from '#main/install-recogniser.js';
import { recogniserModel, writeRecogniser } from '../support/recogniser-net.js';
import { missing, testData } from '../support/test-data.js';

// A real recogniser of the ArcFace kind in the slot, by itself and together with the one that ships, on the hard press photos.
const net = 'models/peer-mobilefacenet/mobilefacenet.onnx';
const faces = 'data/faces';

/** Pairs of the press photos. */
function readPairs() {
  const [, ...lines] = readFileSync(testData(faces, 'pairs_lfw10_celeb5.csv'), 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => {
    const [a, b, same] = line.split(',');
    return { a: a!, b: b!, same: same === '1' };
  });
}

let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-peer-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Installs the net; gives the models directory. */
async function install(): Promise<string> {
  const own = path.join(directory, 'own');
  const onnx = readFileSync(testData(net));
  const descriptor = recogniserModel(onnx, {
    id: 'peer',
    licence: 'none stated',
    source: 'a peer, for comparison',
    sha256: 'e72a5710cce378dc46472b6b845cb90647634f2738d8c3e581735cf195b9866f',
    output: { name: 'output', dimensions: 128 },
  });
  writeRecogniser(own, onnx, descriptor);
  const modelsDirectory = path.join(directory, 'models');
  await installRecogniser({ config: { modelsDirectory, allowedHosts: noAllowedHosts }, from: own, url: null });
  return modelsDirectory;
}

async function evaluate(modelsDirectory: string, recogniserId: string) {
  const embedder = await createPairEmbedder({ modelsDirectory, recogniserId });
  return evaluatePairs({
    pairs: readPairs(),
    embed: (file) => embedder.embed(readFileSync(testData(faces, file))),
    operatingPoint: embedder.recogniser.operatingPoint,
    models: embedder.models,
  });
}

describe.skipIf(missing(net) || missing(faces))('a peer recogniser in the slot (needs the test data)', () => {
  test('by itself it errs as it was measured elsewhere, and decides nothing', async () => {
    const { auc, eer, fnmrAtFmr, shipped } = await evaluate(await install(), 'peer');
    // Measured with a prototype: .9917, .037, .075, .124. 1804 pairs of one person: a standard error is .006 to .008.
    expect(auc).toBeGreaterThan(0.99);
    expect(eer).toBeCloseTo(0.037, 2);
    expect(fnmrAtFmr['1e-2']).toBeGreaterThan(0.06);
    expect(fnmrAtFmr['1e-2']).toBeLessThan(0.09);
    expect(fnmrAtFmr['1e-3']).toBeGreaterThan(0.108);
    expect(fnmrAtFmr['1e-3']).toBeLessThan(0.14);
    expect([shipped.fmr, shipped.fnmr]).toEqual([0, 1]);
  });

  test('with the recogniser that ships, at the weight that cross-validation chose, fewer than 6 % are missed at FMR 1e-3', async () => {
    const modelsDirectory = await install();
    const weight = 0.076;
    await fuseRecognisers({
      modelsDirectory,
      first: 'face-recognition',
      second: 'peer',
      weight,
      id: 'both',
      measured: [],
    });
    const { fnmrAtFmr, outOfFold } = await evaluate(modelsDirectory, 'both');
    expect(fnmrAtFmr['1e-3']).toBeLessThanOrEqual(0.06);
    expect(outOfFold.rates['1e-3']).toMatchObject({
      falseNonMatches: { count: expect.any(Number) as number, total: 1804 },
    });
  });
});
