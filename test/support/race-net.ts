import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RaceModel } from '#domain/race-model.js';
import { deepfakeModel, deepfakeOnnx } from './deepfake-net.js';

/** A net that knows nothing about people: which of the three colours a picture has most of. */
export const raceOnnx = (): Uint8Array =>
  deepfakeOnnx({
    weights: [
      [4, 0, 0],
      [0, 4, 0],
      [0, 0, 4],
    ],
  });

/** Its descriptor, as an operator would write it. */
export const raceModel = (onnx: Uint8Array, changes: Partial<RaceModel> = {}): RaceModel => ({
  id: 'colours',
  version: '1',
  licence: 'Apache-2.0',
  source: 'made for a test',
  file: 'net.onnx',
  sha256: createHash('sha256').update(onnx).digest('hex'),
  input: deepfakeModel(onnx).input,
  output: { name: 'verdict', labels: ['red', 'green', 'blue'], meaning: 'softmax' },
  leastConfidence: 0.6,
  measured: [{ data: 'none', figure: 'it tells colours' }],
  ...changes,
});

/** Writes both into a folder; gives the descriptor's path. */
export function writeRaceModel(folder: string, onnx: Uint8Array, model: unknown = raceModel(onnx)): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'net.onnx'), onnx);
  const descriptor = path.join(folder, 'race.json');
  writeFileSync(descriptor, JSON.stringify(model));
  return descriptor;
}
