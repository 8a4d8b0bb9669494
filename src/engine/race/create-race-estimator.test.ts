import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RaceModel } from '#domain/race-model.js';
import { createRaceEstimator } from '#engine/race/create-race-estimator.js';
import { loadInstalledRaceModel, raceFolder } from '#engine/race/installed-race-model.js';
import { installRaceModel } from '#main/install-race-model.js';
import { raceModel, raceOnnx, writeRaceModel } from '../../../test/support/race-net.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-race-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A face whose mesh fills this box. */
function faceIn(x: number, y: number, width: number, height: number) {
  const mesh = new Float32Array(468 * 3);
  for (let i = 0; i < mesh.length; i += 3) {
    mesh[i] = x + width * ((i / 3) % 2);
    mesh[i + 1] = y + height * (Math.floor(i / 6) % 2);
  }
  return { mesh, pose: { yawDegrees: 0, pitchDegrees: 0, rollDegrees: 0 } };
}
const picture = (...colour: readonly [number, number, number]) => ({
  width: 200,
  height: 200,
  data: Uint8Array.from({ length: 120_000 }, (_, at) => colour[at % 3]!),
});
const face = faceIn(60, 60, 80, 80);
const onnx = raceOnnx();
const estimatorOf = (changes: Partial<RaceModel> = {}) =>
  createRaceEstimator({ status: 'installed', model: raceModel(onnx, changes), bytes: onnx });

test('the likeliest label and how likely it is, or nothing where that is too little', async () => {
  const estimator = await estimatorOf();
  const confidence = Math.exp(4) / (Math.exp(4) + 2);
  expect(await estimator.estimate(picture(0, 255, 0), face)).toEqual({
    label: 'green',
    confidence: expect.closeTo(confidence, 4) as number,
  });
  expect(await estimator.estimate(picture(90, 100, 90), face)).toBeNull();
  expect(await estimator.estimate(picture(0, 255, 0), faceIn(60, 60, 19, 40))).toBeNull();
  expect(await estimator.estimate(picture(0, 255, 0), faceIn(-40, 60, 300, 80))).toBeNull();
});

test('without a net, or with a spoilt one, nothing is told', async () => {
  for (const installed of [{ status: 'not-installed' }, { status: 'unusable', problem: 'altered' }] as const) {
    expect(await (await createRaceEstimator(installed)).estimate(picture(0, 255, 0), face)).toBeNull();
  }
});

test('a net is installed only where it does what its descriptor says, and named once it is altered', async () => {
  const [own, models] = [path.join(directory, 'own'), path.join(directory, 'models')];
  const refused = async (changes: object, said: string): Promise<void> => {
    writeRaceModel(own, onnx, { ...raceModel(onnx), ...changes });
    await expect(installRaceModel(own, models)).rejects.toThrow(said);
    expect(existsSync(models)).toBe(false);
  };
  const output = { name: 'verdict', labels: ['one', 'two'], meaning: 'softmax' };
  await refused({ output }, 'has 3 values (1 × 3), not 2');
  await refused({ output: { ...output, labels: ['red', 'green', 'blue'], meaning: 'probability' } }, 'no probability');
  await refused({ output: { ...output, labels: ['red', 'green', 'unknown'] } }, '"unknown" is what is told');
  await refused({ sha256: '0'.repeat(64) }, 'its SHA-256 differs');
  expect(await loadInstalledRaceModel(models)).toEqual({ status: 'not-installed' });

  const descriptor = writeRaceModel(own, onnx);
  await installRaceModel(descriptor, models);
  expect(await loadInstalledRaceModel(models)).toEqual({ status: 'installed', model: raceModel(onnx), bytes: onnx });
  writeFileSync(path.join(raceFolder(models), 'net.onnx'), 'other');
  expect(await loadInstalledRaceModel(models)).toMatchObject({ status: 'unusable' });
});
