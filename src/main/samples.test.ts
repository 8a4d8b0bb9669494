import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ensureSamples, prepareSamples, sampleNames } from '#main/samples.js';

test('samples are rendered once, and again when one is gone', async () => {
  const directory = path.join(mkdtempSync(path.join(tmpdir(), 'bonafide-samples-')), 'samples');
  const asked: (readonly string[])[] = [];
  const render = async (names: readonly string[]) => {
    asked.push(names);
    return names.map((name) => ({ name, bytes: Buffer.from(name) }));
  };
  const sources = { prepared: path.join(directory, 'never'), render };
  const files = await ensureSamples(directory, sources);
  expect(await ensureSamples(directory, sources)).toEqual(files);
  expect(asked).toEqual([Object.values(sampleNames)]);
  expect(readdirSync(directory).sort()).toEqual(Object.values(sampleNames).sort());
  expect(readFileSync(files.impostor, 'utf8')).toBe('selfie-impostor.jpg');

  rmSync(files.selfie);
  await ensureSamples(directory, sources);
  expect(asked).toHaveLength(2);
  rmSync(path.dirname(directory), { recursive: true });
});

test('samples that were prepared are copied; where one of them is missing, all are rendered', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'bonafide-samples-'));
  const prepared = path.join(root, 'prepared');
  let rendered = 0;
  const render = async (names: readonly string[]) => {
    rendered += 1;
    return names.map((name) => ({ name, bytes: Buffer.from(`${rendered} ${name}`) }));
  };
  await prepareSamples(prepared, render);
  expect(readdirSync(prepared).sort()).toEqual(Object.values(sampleNames).sort());

  const first = await ensureSamples(path.join(root, 'first'), { prepared, render });
  expect(rendered).toBe(1);
  expect(readFileSync(first.warmUpDocument, 'utf8')).toBe('1 warm-up-document.jpg');

  rmSync(path.join(prepared, sampleNames.impostor));
  const second = await ensureSamples(path.join(root, 'second'), { prepared, render });
  expect(rendered).toBe(2);
  expect(readFileSync(second.document, 'utf8')).toBe('2 passport-photo.jpg');
  rmSync(root, { recursive: true });
});
