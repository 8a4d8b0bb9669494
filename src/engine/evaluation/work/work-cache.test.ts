import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openWorkCache } from '#engine/evaluation/work/work-cache.js';

const folder = (): string => path.join(mkdtempSync(path.join(tmpdir(), 'bonafide-work-')), 'cache');

test('work is done once for each maker, and its result is for the owner alone', async () => {
  const root = folder();
  let done = 0;
  const work = async () => ({ score: ++done });
  const first = await openWorkCache(root, ['a', 'b']);
  expect(await first.remember('x', work)).toEqual({ score: 1 });
  expect(await first.remember('x', work)).toEqual({ score: 1 });
  expect(await (await openWorkCache(root, ['a', 'b'])).remember('x', work)).toEqual({ score: 1 });
  expect(await (await openWorkCache(root, ['a', 'c'])).remember('x', work)).toEqual({ score: 2 });
  expect(first.found()).toBe(1);
  const [maker] = readdirSync(root);
  const file = path.join(root, maker!, 'x.json');
  expect([statSync(file).mode & 0o777, statSync(root).mode & 0o777]).toEqual([0o600, 0o700]);
});

test('a result cut short by a crash is made anew, and a failure is not kept', async () => {
  const root = folder();
  const cache = await openWorkCache(root, ['a']);
  await expect(cache.remember('x', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await cache.remember('x', async () => 1);
  writeFileSync(path.join(root, readdirSync(root)[0]!, 'x.json'), '{"sco');
  expect(await cache.remember('x', async () => 2)).toBe(2);
});
