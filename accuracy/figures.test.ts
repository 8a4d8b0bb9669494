import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '#engine/models/package-root.js';
import { shippedFigures } from '../test/support/shipped-figures.js';
import { fillBlocks } from './blocks.js';
import { formatted, pagesWithFigures } from './publish.js';

test.each(pagesWithFigures)('%s shows the figures that were measured', async (page) => {
  const text = await readFile(path.join(packageRoot, page), 'utf8');
  expect(text).toMatch(/<!-- figures: \w+ -->/);
  expect(await formatted(page, fillBlocks(text, shippedFigures))).toBe(text);
});

test('the figures were measured on the files of the list', async () => {
  const list = await readFile(path.join(packageRoot, 'docs/accuracy/data.csv'));
  expect(shippedFigures.data.list).toBe(createHash('sha256').update(list).digest('hex'));
});

test('a page cannot ask for figures that there are not', () => {
  expect(() => fillBlocks('<!-- figures: luck --> <!-- end of figures -->', shippedFigures)).toThrow('"luck"');
});
