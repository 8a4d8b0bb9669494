import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { injectionSigns } from '#domain/injection.js';

const file = path.resolve(import.meta.dirname, '../../docs/injection.md');

test('docs/injection.md holds every sign with its weight and cause, and nothing else', () => {
  const rows = [...readFileSync(file, 'utf8').matchAll(/^\| `([a-z-]+)` *\| (\.\d+) *\| ([a-z]+) *\|/gm)].map(
    ([, name, weight, cause]) => [name, Number(weight), cause],
  );
  const signs = Object.entries(injectionSigns).map(([name, { weight, cause }]) => [name, weight, cause]);
  expect(rows.sort()).toEqual(signs.sort());
});
