import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findOcrB } from '#specimens/sample-set/find-ocr-b.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fonts-'));
  await mkdir(path.join(folder, 'truetype', 'ocr'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

test('an OCR-B file is found below a folder of fonts, and nothing else is taken for it', async () => {
  for (const name of ['OCRA.ttf', 'DejaVuSans.ttf', 'OCRB.txt'])
    await writeFile(path.join(folder, 'truetype', name), '');
  expect(await findOcrB([path.join(folder, 'absent'), folder])).toBeNull();
  await writeFile(path.join(folder, 'truetype', 'ocr', 'OCR-B.otf'), '');
  expect(await findOcrB([folder])).toBe(path.join(folder, 'truetype', 'ocr', 'OCR-B.otf'));
});
