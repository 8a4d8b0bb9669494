import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '#cli/files.js';
import { pictureFiles } from '#cli/picture-files.js';

test('pictures, folders and lists become one sorted list without doubles', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bonafide-'));
  await mkdir(path.join(folder, 'inner'));
  for (const name of ['b.jpg', 'inner/a.PNG', 'notes.md']) await writeFile(path.join(folder, name), '');
  await writeFile(path.join(folder, 'list.txt'), 'b.jpg\n\nelsewhere/c.jpg\n');
  const names = [path.join(folder, 'b.jpg'), path.join(folder, 'list.txt'), folder];
  expect(await pictureFiles(names)).toEqual(
    ['b.jpg', 'elsewhere/c.jpg', 'inner/a.PNG'].map((name) => path.join(folder, name)),
  );
});

test('a folder without pictures and a name of nothing are told', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bonafide-'));
  await expect(pictureFiles([folder])).rejects.toThrow(UsageError);
  await expect(pictureFiles([path.join(folder, 'gone')])).rejects.toThrow('there is no such file');
});
