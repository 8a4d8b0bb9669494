import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../packages/client');
const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(path.join(root, 'src', name), 'utf8') }));
const productFiles = files.filter(({ name }) => !name.endsWith('.test.ts'));

test('the client depends on nothing: no package, no module of Node, nothing of the server', () => {
  const targets = productFiles.flatMap(({ name, text }) =>
    [...text.matchAll(/from '([^']+)'|import\('([^']+)'\)/g)].map((match) => [name, match[1] ?? match[2]!] as const),
  );
  expect(targets.length).toBeGreaterThan(20);
  expect(targets.filter(([, target]) => !/^\.\.?\/[a-z/-]+\.js$/.test(target) || target.includes('../../'))).toEqual(
    [],
  );
  const description = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as object;
  expect(Object.keys(description).filter((key) => /dependencies/i.test(key))).toEqual([]);
});

test('its files are kebab-case and at most 300 lines long', () => {
  const wrong = files.filter(
    ({ name, text }) =>
      !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.test)?\.ts$/.test(name.split(path.sep).join('/')) || text.split('\n').length > 301,
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
