import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { modelIds, readModelCard } from '#engine/models/model-cards.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { loadModels, type ModelProgress } from '#engine/models/model-store.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bonafide-models-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A copy of the package's model folder in which a file may be spoilt. */
function copyOfHuman(): string {
  const copy = path.join(folder, 'human');
  mkdirSync(path.join(copy, 'models'), { recursive: true });
  for (const file of ['blazeface.json', 'blazeface.bin']) {
    cpSync(path.join(findPackageFolder('@vladmandic/human')!, 'models', file), path.join(copy, 'models', file));
  }
  return copy;
}

test('every model loads with the digest that its card pins, and conversions are kept', async () => {
  const modelsDirectory = path.join(folder, 'kept');
  const models = await loadModels({ modelsDirectory });
  expect([...models.keys()]).toEqual([...modelIds]);
  for (const { card, bytes } of models.values()) expect(sha256(bytes)).toBe(card.onnxSha256);
  expect([...models.get('print-recognition')!.extraFiles.keys()]).toEqual(['print-recognition-shapes.txt']);
  expect(
    readdirSync(modelsDirectory)
      .sort()
      .map((name) => name.replace(/-[0-9a-f]{16}\.onnx$/, '')),
  ).toEqual(['age-gender', 'face-detection', 'face-expression', 'face-mesh', 'face-recognition']);
}, 60_000);

test('models lie in shared memory', async () => {
  const models = await loadModels({ modelsDirectory: folder, ids: ['mrz-recognition'] });
  expect(models.get('mrz-recognition')!.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('a kept conversion is used, and a spoilt one replaced', async () => {
  const steps: string[] = [];
  const onProgress = ({ step, done, total }: ModelProgress) => steps.push(`${step} ${done}/${total}`);
  await loadModels({ modelsDirectory: folder, ids: ['face-detection'], onProgress });
  expect(steps.splice(0)).toEqual(['check 0/1', 'convert 0/1', 'ready 1/1']);
  await loadModels({ modelsDirectory: folder, ids: ['face-detection'], onProgress });
  expect(steps.splice(0)).toEqual(['check 0/1', 'ready 1/1']);
  const kept = path.join(folder, readdirSync(folder)[0]!);
  writeFileSync(kept, 'spoilt');
  await loadModels({ modelsDirectory: folder, ids: ['face-detection'], onProgress });
  expect(steps).toEqual(['check 0/1', 'convert 0/1', 'ready 1/1']);
  expect(sha256(readFileSync(kept))).toBe((await readModelCard('face-detection')).onnxSha256);
});

test('a folder that cannot be written costs only the keeping', async () => {
  const occupied = path.join(folder, 'a-file');
  writeFileSync(occupied, '');
  const models = await loadModels({ modelsDirectory: occupied, ids: ['face-detection'] });
  expect(models.size).toBe(1);
});

test('an altered file is named', async () => {
  const human = copyOfHuman();
  writeFileSync(path.join(human, 'models/blazeface.bin'), 'not weights');
  const loading = loadModels({ modelsDirectory: folder, ids: ['face-detection'], findPackage: () => human });
  await expect(loading).rejects.toThrow(
    new ModelFileError('face-detection', path.join(human, 'models/blazeface.bin'), 'altered'),
  );
});

test('a missing file is named', async () => {
  const human = copyOfHuman();
  rmSync(path.join(human, 'models/blazeface.json'));
  const loading = loadModels({ modelsDirectory: folder, ids: ['face-detection'], findPackage: () => human });
  await expect(loading).rejects.toThrow(
    new ModelFileError('face-detection', path.join(human, 'models/blazeface.json'), 'missing'),
  );
});

test('a missing package is named', async () => {
  const loading = loadModels({ modelsDirectory: folder, ids: ['face-detection'], findPackage: () => null });
  await expect(loading).rejects.toThrow(new ModelFileError('face-detection', 'package @vladmandic/human', 'missing'));
});

test('a card that is absent is named', async () => {
  await expect(readModelCard('face-detection', folder)).rejects.toThrow(
    new ModelFileError('face-detection', path.join(folder, 'face-detection.json'), 'missing'),
  );
});
