import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { portImplementations } from '#ports/port-implementations.suite.js';
import { tellPorts } from '../support/ports-table.js';

const folder = path.resolve(import.meta.dirname, '../../src/ports');
const suites = readdirSync(folder)
  .filter((name) => name.endsWith('.suite.ts') && name !== 'describe-port.suite.ts')
  .map((name) => readFileSync(path.join(folder, name), 'utf8'));

test('every suite of a port stands in the list of what it must run over, and is counted in its table', () => {
  const described = suites.flatMap((text) => [...text.matchAll(/describePort\('([^']+)'/g)].map((match) => match[1]!));
  expect(described.sort()).toEqual(Object.keys(portImplementations).sort());
  const uncounted = suites.filter((text) => /\bdescribe(\.\w+)?\(/.test(text));
  expect(uncounted).toEqual([]);
});

test('a suite that did not run over one of its implementations fails the run, as does one that is not listed', () => {
  const known = { jobs: ['SQLite', 'PostgreSQL'], blobs: ['disk'] };
  const cases = [
    { port: 'jobs', implementation: 'SQLite', passed: true },
    { port: 'jobs', implementation: 'SQLite', passed: false },
    { port: 'blobs', implementation: 'tape', passed: true },
  ];
  expect(tellPorts(cases, known)).toEqual({
    table: [
      'port   implementation  cases  passed',
      'jobs   SQLite              2       1',
      'jobs   PostgreSQL          0       0',
      'blobs  disk                0       0',
      'all                        2       1',
    ].join('\n'),
    faults: [
      'the suite of jobs did not run over PostgreSQL',
      'the suite of blobs did not run over disk',
      'blobs over tape is not in the list',
    ],
  });
});
