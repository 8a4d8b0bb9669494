import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deepfakeFolder, loadInstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { installDeepfakeModel } from '#main/install-deepfake-model.js';
import { deepfakeModel, deepfakeOnnx, writeDeepfakeModel } from '../../test/support/deepfake-net.js';

let directory: string;
let own: string;
let models: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-install-'));
  own = path.join(directory, 'own');
  models = path.join(directory, 'models');
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

test('a net is installed from its folder, or by its descriptor, and replaces the one before', async () => {
  const first = deepfakeOnnx();
  writeDeepfakeModel(own, first);
  expect(await installDeepfakeModel(own, models)).toEqual({
    folder: deepfakeFolder(models),
    model: deepfakeModel(first),
  });
  const second = deepfakeOnnx({ weights: [[0, 1, 0]] });
  const descriptor = writeDeepfakeModel(own, second, deepfakeModel(second, { version: '2' }));
  await installDeepfakeModel(descriptor, models);
  expect(await loadInstalledDeepfakeModel(models)).toEqual({
    status: 'installed',
    model: deepfakeModel(second, { version: '2' }),
    bytes: second,
  });
});

test('nothing is installed of what the descriptor does not pin, of what does not answer, and of what is not there', async () => {
  const refused = async (said: string): Promise<void> => {
    const error: unknown = await installDeepfakeModel(own, models).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ModelFileError);
    expect((error as Error).message).toContain(said);
    expect((error as Error).message).toContain('nothing was installed');
    expect(existsSync(deepfakeFolder(models))).toBe(false);
  };
  await refused('own is missing');
  writeDeepfakeModel(own, deepfakeOnnx());
  writeFileSync(path.join(own, 'net.onnx'), 'x', { flag: 'a' });
  await refused('its SHA-256 differs');
  writeDeepfakeModel(own, deepfakeOnnx({ sidePixels: 40 }));
  await refused('Got invalid dimensions');
  writeDeepfakeModel(own, deepfakeOnnx({ biases: [-2], activation: 'Log' }));
  await refused('not finite');
});
