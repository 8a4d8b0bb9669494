import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { recogniserDigest } from '#engine/face/recogniser-digest.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { loadRecogniser } from '#engine/recognisers/load-recogniser.js';
import { cardOf } from '#engine/recognisers/own-recogniser.js';
import {
  chooseRecogniser,
  chosenRecogniser,
  loadRecogniserInUse,
  writeOperatingPoints,
} from '#engine/recognisers/recogniser-choice.js';
import { operatingPointsFile, recogniserFolder } from '#engine/recognisers/recogniser-files.js';
import { pointsFor, recogniserModel, recogniserOnnx, writeRecogniser } from '../../../test/support/recogniser-net.js';

let modelsDirectory: string;
beforeEach(() => {
  modelsDirectory = mkdtempSync(path.join(tmpdir(), 'bonafide-recognisers-'));
});
afterEach(() => {
  rmSync(modelsDirectory, { recursive: true, force: true });
});

const onnx = recogniserOnnx();
const model = recogniserModel(onnx);
const digest = recogniserDigest(cardOf(model));
const folder = () => recogniserFolder(modelsDirectory, 'fields');
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const inUse = () => loadRecogniserInUse({ modelsDirectory });

/** Installed, calibrated and chosen. */
async function choose(): Promise<void> {
  writeRecogniser(folder(), onnx);
  await writeOperatingPoints(modelsDirectory, { id: 'fields', digest }, json(pointsFor(digest)), 'points.json');
  await chooseRecogniser(modelsDirectory, { id: 'fields', digest });
}
async function refused(said: string): Promise<void> {
  const error: unknown = await inUse().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ModelFileError);
  expect((error as Error).message).toContain(said);
}

test('without a choice it is the one that ships; a choice is kept, and taken back', async () => {
  expect(await chosenRecogniser(modelsDirectory)).toEqual({
    id: 'face-recognition',
    digest: shippedRecogniser.digest,
    said: false,
  });
  await choose();
  expect(await inUse()).toMatchObject({
    id: 'fields',
    digest,
    metric: 'cosine',
    operatingPoint: { metric: 'cosine', threshold: 0.6, reviewFrom: 0.5 },
    parts: { kind: 'net' },
  });
  await chooseRecogniser(modelsDirectory, shippedRecogniser);
  expect(await chosenRecogniser(modelsDirectory)).toMatchObject({ id: 'face-recognition', said: true });
  // Another release ships another digest: the choice stands.
  await chooseRecogniser(modelsDirectory, { id: 'face-recognition', digest: '0'.repeat(64) });
  expect(await chosenRecogniser(modelsDirectory)).toMatchObject({ digest: shippedRecogniser.digest, said: true });
});

test('what cannot be used is never replaced by another one', async () => {
  await choose();
  writeFileSync(path.join(folder(), 'net.onnx'), recogniserOnnx({ seed: 2 }));
  await refused('net.onnx is not the file that the model card pins');
  rmSync(path.join(folder(), 'net.onnx'));
  await refused('net.onnx is missing');
  // Another net with a descriptor that fits it is not what was chosen, and the calibration is not its own.
  const other = recogniserOnnx({ seed: 2 });
  writeRecogniser(folder(), other);
  await refused('it was calibrated for another net');
  rmSync(operatingPointsFile(modelsDirectory, 'fields'));
  writeRecogniser(folder(), onnx, recogniserModel(onnx, { mirrorAveraging: false }));
  await refused('it was changed since it was chosen');
  rmSync(folder(), { recursive: true });
  await refused('recogniser.json is missing');
  writeFileSync(path.join(modelsDirectory, 'recogniser-in-use.json'), '{"id":"fields"}');
  await refused('digest: Invalid input');
});

test('without operating points of its own it decides nothing; the threshold of another one is never taken', async () => {
  writeRecogniser(folder(), onnx);
  await chooseRecogniser(modelsDirectory, { id: 'fields', digest });
  await refused('it has no operating points');
  expect((await loadRecogniser('fields', { modelsDirectory })).operatingPoint).toBeNull();
});

test('operating points of a descriptor count until there is a calibration', async () => {
  const { recogniserDigest: _, ...own } = pointsFor(digest, 0.4);
  writeRecogniser(folder(), onnx, recogniserModel(onnx, { operatingPoints: own }));
  await chooseRecogniser(modelsDirectory, { id: 'fields', digest });
  expect(await inUse()).toMatchObject({ digest, operatingPoint: { threshold: 0.4 } });
  await writeOperatingPoints(modelsDirectory, { id: 'fields', digest }, json(pointsFor(digest, 0.7)), 'points.json');
  expect(await inUse()).toMatchObject({ operatingPoint: { threshold: 0.7 } });
});

test.each([
  ['of another recogniser', pointsFor('0'.repeat(64)), 'measured with another recogniser'],
  ['with a review band above the threshold', { ...pointsFor(digest), reviewFrom: 0.9 }, 'reviewFrom ≤ threshold < 1'],
  [
    'whose rates rise',
    {
      ...pointsFor(digest),
      falseMatchRates: [
        { score: 0.1, rate: 0.1 },
        { score: 0.2, rate: 0.2 },
      ],
    },
    'must rise in score and not in rate',
  ],
])('operating points %s are refused', async (_, points, said) => {
  await expect(
    writeOperatingPoints(modelsDirectory, { id: 'fields', digest }, json(points), 'points.json'),
  ).rejects.toThrow(said);
  expect(readdirSync(modelsDirectory)).toEqual([]);
});

test('the recogniser that ships keeps the threshold of its card', async () => {
  const points = json(pointsFor(shippedRecogniser.digest));
  await expect(writeOperatingPoints(modelsDirectory, shippedRecogniser, points, 'p.json')).rejects.toThrow('its card');
});
