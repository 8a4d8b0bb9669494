import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleFolder, loadInstalledModels } from '#engine/models/installed-models.js';
import { missing, testData } from '../../../test/support/test-data.js';

const files = ['2.7_80x80_MiniFASNetV2.pth', '4_0_0_80x80_MiniFASNetV1SE.pth'] as const;
let modelsDirectory: string;
let folder: string;
beforeEach(() => {
  modelsDirectory = mkdtempSync(path.join(tmpdir(), 'bonafide-models-'));
  folder = bundleFolder(modelsDirectory, 'minifasnet');
});
afterEach(() => {
  rmSync(modelsDirectory, { recursive: true, force: true });
});

const load = () => loadInstalledModels('minifasnet', modelsDirectory);

test('what was never installed is no problem', async () => {
  expect(await load()).toEqual({ status: 'not-installed' });
});

test('a folder without its files names the first of them, and the command that puts it back', async () => {
  mkdirSync(folder);
  expect(await load()).toEqual({
    status: 'unusable',
    problem:
      `model minifasnet-v2: ${path.join(folder, files[0])} is missing; ` +
      'put it back with "bonafide models install minifasnet"',
  });
});

test('a file that is not the pinned one is named', async () => {
  mkdirSync(folder);
  for (const file of files) writeFileSync(path.join(folder, file), 'not weights');
  expect(await load()).toMatchObject({
    status: 'unusable',
    problem: expect.stringContaining('its SHA-256 differs') as string,
  });
});

test.skipIf(missing('models/minifasnet'))(
  'installed models load, and one altered byte leaves both unused',
  async () => {
    for (const file of files) cpSync(testData('models/minifasnet', file), path.join(folder, file));
    const installed = await load();
    expect(installed.status === 'installed' && installed.models.map(({ card }) => card.id)).toEqual([
      'minifasnet-v2',
      'minifasnet-v1se',
    ]);
    writeFileSync(path.join(folder, files[1]), 'x', { flag: 'a' });
    const problem = expect.stringContaining(`${path.join(folder, files[1])} is not the file`) as string;
    expect(await load()).toEqual({ status: 'unusable', problem });
  },
);
