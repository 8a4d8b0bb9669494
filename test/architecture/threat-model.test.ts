import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '#engine/models/package-root.js';

const page = readFileSync(path.join(packageRoot, 'docs/threat-model.md'), 'utf8');
const threats = page.split('\n## ').find((part) => part.startsWith('Threats,'))!;

/** Threat, what stands against it, and where that is shown. */
const rows = threats
  .split('\n')
  .filter((line) => /^\| /.test(line) && !/^\| (-+|Threat) +\|/.test(line))
  .map((line) => line.slice(2, -2).split(' | '));
const testsOf = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, file]) => file!);

test('every threat says what stands against it, and which test shows that', () => {
  expect(rows.length).toBeGreaterThan(70);
  const incomplete = rows.filter(
    (row) => row.length !== 3 || row.some((cell) => cell.trim() === '') || testsOf(row[2]!).length === 0,
  );
  expect(incomplete).toEqual([]);
});

test('every test that the threat model names is there', () => {
  const named = rows.flatMap(([, , cell = '']) => testsOf(cell));
  expect(named.filter((file) => !/\.(test|suite)\.ts$/.test(file))).toEqual([]);
  expect(named.filter((file) => !existsSync(path.join(packageRoot, file)))).toEqual([]);
});

test('every test of test/security stands against some threat', () => {
  const tests = readdirSync(path.join(packageRoot, 'test/security')).map((name) => `test/security/${name}`);
  expect(tests.filter((file) => !threats.includes(`\`${file}\``))).toEqual([]);
});
