import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeepfakeModel } from '#domain/deepfake-model.js';
import { deepfakeFolder, loadInstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import {
  deepfakeModel,
  deepfakeOnnx,
  writeDeepfakeModel,
  type DeepfakeNetForm,
} from '../../../test/support/deepfake-net.js';

let modelsDirectory: string;
let folder: string;
beforeEach(() => {
  modelsDirectory = mkdtempSync(path.join(tmpdir(), 'bonafide-models-'));
  folder = deepfakeFolder(modelsDirectory);
});
afterEach(() => {
  rmSync(modelsDirectory, { recursive: true, force: true });
});

const load = () => loadInstalledDeepfakeModel(modelsDirectory);
const remedy = 'put it back with "bonafide models install deepfake --from <folder>"';

test('what was never installed is no problem', async () => {
  expect(await load()).toEqual({ status: 'not-installed' });
});

test('an installed net lies in shared memory, with its descriptor', async () => {
  const onnx = deepfakeOnnx();
  writeDeepfakeModel(folder, onnx);
  const loaded = await load();
  expect(loaded).toEqual({ status: 'installed', model: deepfakeModel(onnx), bytes: onnx });
  expect(loaded.status === 'installed' && loaded.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('an altered net is named', async () => {
  writeDeepfakeModel(folder, deepfakeOnnx());
  writeFileSync(path.join(folder, 'net.onnx'), 'x', { flag: 'a' });
  expect(await load()).toEqual({
    status: 'unusable',
    problem:
      `model deepfake: ${path.join(folder, 'net.onnx')} is not the file that the model card pins ` +
      `(its SHA-256 differs); ${remedy}`,
  });
});

test('a missing file is named', async () => {
  mkdirSync(folder);
  const missing = (file: string) => `model deepfake: ${path.join(folder, file)} is missing; ${remedy}`;
  expect(await load()).toEqual({ status: 'unusable', problem: missing('deepfake.json') });
  writeDeepfakeModel(folder, deepfakeOnnx());
  rmSync(path.join(folder, 'net.onnx'));
  expect(await load()).toEqual({ status: 'unusable', problem: missing('net.onnx') });
});

test.each<[string, DeepfakeNetForm, Partial<DeepfakeModel>, string]>([
  [
    'wants another size',
    { sidePixels: 40 },
    {},
    'does not do what its card says; Got invalid dimensions for input: picture for the following indices',
  ],
  [
    'wants another layout',
    { layout: 'nhwc' },
    {},
    'does not do what its card says; Got invalid dimensions for input: picture for the following indices',
  ],
  [
    'has other outputs',
    { weights: [[1, 0, 0], [0, 1, 0]] }, // prettier-ignore
    {},
    'does not do what its card says; output "verdict" has 2 values (1 × 2), not 1',
  ],
  [
    'has an output of another name',
    {},
    { output: { name: 'score', values: 1, index: 0, meaning: 'probability-fake' } },
    'does not do what its card says; it has no output "score", but verdict',
  ],
  [
    'gives NaN for dark pictures',
    { biases: [-0.2], activation: 'Sqrt' },
    {},
    'does not do what its card says; it gives values that are not finite',
  ],
  [
    'gives logits that are called probabilities',
    { weights: [[9, 0, 0]] },
    {},
    'does not do what its card says; it gives 4.5176',
  ],
  ['is described without a threshold', {}, { threshold: undefined }, 'threshold: Invalid input'],
  ['was never measured', {}, { measured: [] }, 'measured: Too small'],
  ['lies elsewhere', {}, { file: '../net.onnx' }, 'file: Invalid string'],
  [
    'means a value that is not there',
    {},
    { output: { name: 'verdict', values: 1, index: 1, meaning: 'probability-fake' } },
    'output.index: must be less than values',
  ],
])('a net that %s is not used', async (_name, form, changes, problem) => {
  const onnx = deepfakeOnnx(form);
  writeDeepfakeModel(folder, onnx, deepfakeModel(onnx, changes));
  const loaded = await load();
  expect(loaded.status === 'unusable' && loaded.problem).toContain(problem);
  expect(loaded.status === 'unusable' && loaded.problem).toContain(remedy);
});

test('what is no net, and what is no descriptor, is not used', async () => {
  const text = Buffer.from('not a net');
  writeDeepfakeModel(folder, text);
  const loaded = await load();
  expect(loaded.status === 'unusable' && loaded.problem).toContain('net.onnx does not do what its card says');
  writeFileSync(path.join(folder, 'deepfake.json'), '{');
  const broken = await load();
  expect(broken.status === 'unusable' && broken.problem).toContain('deepfake.json cannot be read; it is no JSON');
});
