import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ensureSamples, sampleNames } from '#main/samples.js';

test('samples are rendered once, and again when one is gone', async () => {
  const directory = path.join(mkdtempSync(path.join(tmpdir(), 'bonafide-samples-')), 'samples');
  const asked: (readonly string[])[] = [];
  const render = async (names: readonly string[]) => {
    asked.push(names);
    return names.map((name) => ({ name, bytes: Buffer.from(name) }));
  };
  const files = await ensureSamples(directory, render);
  expect(await ensureSamples(directory, render)).toEqual(files);
  expect(asked).toEqual([Object.values(sampleNames)]);
  expect(readdirSync(directory).sort()).toEqual(Object.values(sampleNames).sort());
  expect(readFileSync(files.impostor, 'utf8')).toBe('selfie-impostor.jpg');

  rmSync(files.selfie);
  await ensureSamples(directory, render);
  expect(asked).toHaveLength(2);
  rmSync(path.dirname(directory), { recursive: true });
});
