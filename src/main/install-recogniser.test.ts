import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noAllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { fuseRecognisers } from '#main/fuse-recognisers.js';
import { installRecogniser } from '#main/install-recogniser.js';
import { createLoadedRecogniser } from '#engine/recognisers/create-loaded-recogniser.js';
import { loadRecogniser } from '#engine/recognisers/load-recogniser.js';
import { recogniserFolder } from '#engine/recognisers/recogniser-files.js';
import { recogniserModel, recogniserOnnx, writeRecogniser } from '../../test/support/recogniser-net.js';

let directory: string;
let own: string;
let modelsDirectory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'bonafide-install-'));
  own = path.join(directory, 'own');
  modelsDirectory = path.join(directory, 'models');
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const install = (from = own) =>
  installRecogniser({ config: { modelsDirectory, allowedHosts: noAllowedHosts }, from, url: null });

test('a recogniser is installed from its folder, or by its descriptor, and loads', async () => {
  const onnx = recogniserOnnx();
  const descriptor = writeRecogniser(own, onnx);
  expect(await install(descriptor)).toEqual({
    folder: recogniserFolder(modelsDirectory, 'fields'),
    model: recogniserModel(onnx),
  });
  const loaded = await loadRecogniser('fields', { modelsDirectory });
  expect((await createLoadedRecogniser(loaded)).digest).toBe(loaded.digest);
});

test.each([
  ['altered', recogniserOnnx(), { sha256: '0'.repeat(64) }, 'its SHA-256 differs'],
  ['of another size', recogniserOnnx({ sidePixels: 128 }), {}, 'Got invalid dimensions'],
  ['with another output', recogniserOnnx({ dimensions: 16 }), {}, 'there is output (1 × 16)'],
  ['that says nothing', recogniserOnnx({ gain: 0 }), {}, 'a vector of zeros'],
  ['that takes one picture, not two', recogniserOnnx(), { input: { ...recogniserModel(recogniserOnnx()).input, onePicture: false } }, 'Got invalid dimensions'], // prettier-ignore
  ['by an id that is taken', recogniserOnnx(), { id: 'sface' }, 'that id is taken'],
  ['aligned for another size', recogniserOnnx({ sidePixels: 128 }), { input: { ...recogniserModel(recogniserOnnx()).input, sidePixels: 128 } }, 'arcface-112 is for an input of 112 pixels'], // prettier-ignore
])('a net %s is not installed', async (_, onnx, changes, said) => {
  writeRecogniser(own, onnx, recogniserModel(onnx, changes));
  await expect(install()).rejects.toThrow(said);
  await expect(install()).rejects.toThrow('nothing was installed');
  expect(existsSync(modelsDirectory)).toBe(false);
});

test('two that are installed become one, whose members are pinned', async () => {
  for (const [id, seed] of [
    ['one', 1],
    ['two', 2],
  ] as const) {
    // prettier-ignore
    const onnx = recogniserOnnx({ seed });
    writeRecogniser(own, onnx, recogniserModel(onnx, { id }));
    await install();
  }
  const fuse = (first: string, second: string, id: string) =>
    fuseRecognisers({ modelsDirectory, first, second, weight: 0.5, id, measured: [] });
  const { digest } = await fuse('one', 'two', 'both');
  const loaded = await loadRecogniser('both', { modelsDirectory });
  expect(loaded).toMatchObject({ digest, metric: 'euclidean', operatingPoint: null });
  const made = await createLoadedRecogniser(loaded);
  const image = { width: 200, height: 200, data: Uint8Array.from({ length: 120_000 }, (_, at) => (at * 31) % 251) };
  const { template } = recogniserTemplate();
  expect((await made.embed(image, template)).vector).toHaveLength(16);
  await expect(fuse('one', 'one', 'same')).rejects.toThrow('are one recogniser');
  await expect(fuse('one', 'both', 'three')).rejects.toThrow('is an ensemble already');
  await expect(fuse('one', 'two', 'sface')).rejects.toThrow('is taken');
  // Another net in a member's place is another ensemble.
  const other = recogniserOnnx({ seed: 3 });
  writeRecogniser(own, other, recogniserModel(other, { id: 'two' }));
  await install();
  await expect(loadRecogniser('both', { modelsDirectory })).rejects.toThrow('another recogniser than it was made of');
});

const recogniserTemplate = () => ({
  template: [
    { x: 60, y: 80 },
    { x: 130, y: 80 },
    { x: 95, y: 110 },
    { x: 65, y: 150 },
    { x: 125, y: 150 },
  ] as const satisfies Parameters<Awaited<ReturnType<typeof createLoadedRecogniser>>['embed']>[1],
});
