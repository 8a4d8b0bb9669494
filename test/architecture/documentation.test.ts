import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '#engine/models/package-root.js';
import { exitCodes } from '#cli/exit-codes.js';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { documentCues } from '#domain/document-cues.js';
import { discrepancyKinds } from '#domain/document.js';
import { documentWarnings } from '#domain/document-warnings.js';
import { sandboxScenarios } from '#domain/sandbox.js';
import { sessionStatuses } from '#domain/session.js';
import { deepidvStatuses } from '#services/sessions/deepidv-sessions.js';
import { optionsTable } from '../support/options-table.js';

const read = (file: string): string => readFileSync(path.join(packageRoot, file), 'utf8');
const markdown = [
  ...readdirSync(packageRoot).filter((name) => name.endsWith('.md')),
  ...readdirSync(path.join(packageRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join('docs', name)),
];

test("every file that the maintainer's guide names is there", () => {
  const named = [...read('docs/maintainer.md').matchAll(/\| `((?:src|models|test)\/[^`]+)` +\|/g)].map(
    (match) => match[1]!,
  );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((file) => !existsSync(path.join(packageRoot, file)))).toEqual([]);
});

test('every table that the page on adding a document names is there', () => {
  const named = [...read('docs/adding-a-document.md').matchAll(/`(src\/[^`]+)`/g)].map((match) => match[1]!);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((file) => !existsSync(path.join(packageRoot, file)))).toEqual([]);
});

test('every link from one document to another leads somewhere', () => {
  const broken = markdown.flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)]
      .map((match) => match[1]!)
      .filter((target) => !existsSync(path.join(packageRoot, path.dirname(file), target)))
      .map((target) => `${file} → ${target}`),
  );
  expect(broken).toEqual([]);
});

test('every command and exit code stands in docs/command-line.md', () => {
  const page = read('docs/command-line.md');
  const commands = [...read('src/cli/program.ts').matchAll(/#cli\/commands\/([a-z-]+)\.js/g)].map((match) => match[1]!);
  expect(commands.length).toBeGreaterThan(8);
  expect(commands.filter((name) => !page.includes(`bonafide ${name}`))).toEqual([]);
  expect(Object.values(exitCodes).filter((code) => !new RegExp(`^\\| ${code} +\\|`, 'm').test(page))).toEqual([]);
});

test('every option of every command stands in docs/command-line.md, as its help has it (-u writes it anew)', async () => {
  const [begin, end] = ['<!-- options: of the help -->\n\n', '\n\n<!-- end of options -->'];
  const page = read('docs/command-line.md');
  const [before, after] = [page.split(begin)[0]!, page.split(end)[1]!];
  await expect(`${before}${begin}${await optionsTable()}${end}${after}`).toMatchFileSnapshot(
    path.join(packageRoot, 'docs/command-line.md'),
  );
}, 60_000);

test("every setting of an application stands in the table of the operator's guide, and no other", () => {
  const named = [...read('docs/operators-guide.md').matchAll(/^\| (`[a-zA-Z]+\.[^|]+?) +\|/gm)].flatMap((row) => {
    const [first = '', ...others] = [...row[1]!.matchAll(/`([^`]+)`/g)].map((code) => code[1]!);
    const group = first.split('.')[0]!;
    return [first, ...others.map((name) => (name.startsWith('.') ? `${group}${name}` : name))];
  });
  const settings = Object.entries(defaultApplicationSettings).flatMap(([group, values]) =>
    Object.keys(values).map((name) => `${group}.${name}`),
  );
  expect(named.toSorted()).toEqual(settings.toSorted());
});

test("figures that the operator's guide takes from README are README's", () => {
  const [speed] = /\*\*Speed\*\*.*?\n\n/s.exec(read('README.md'))!;
  const taken = [...read('docs/operators-guide.md').matchAll(/^\|[^|]+\| ([^|]+) \| \[README\]/gm)].flatMap((row) => [
    ...row[1]!.matchAll(/[\d.]+ (?:ms|MiB)/g),
  ]);
  expect(taken.length).toBeGreaterThan(4);
  expect(taken.map(String).filter((figure) => !speed.replaceAll(/\s+/g, ' ').includes(` ${figure}`))).toEqual([]);
});

test('the npm scripts that the documents name exist', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }; // npm's own format
  const named = markdown.flatMap((file) => [...read(file).matchAll(/npm run ([a-z:-]+)/g)].map((match) => match[1]!));
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test.each([
  ['warning', documentWarnings, 'docs/command-line.md'],
  ['kind of discrepancy', discrepancyKinds, 'docs/command-line.md'],
  ['cue', documentCues, 'docs/cues.md'],
])('every %s stands in the page that tells of them', (_, named, file) => {
  const page = read(file);
  expect(Object.keys(named).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('docs/sandbox.md holds the whole registry of scenarios, and nothing else', () => {
  const [, told] = read('docs/sandbox.md').split('## The scenarios');
  const rows = [...told!.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\|$/gm)].map((row) => [row[1], row[2]]);
  expect(rows).toEqual(Object.entries(sandboxScenarios).map(([name, { description }]) => [name, description]));
});

test('docs/sandbox.md tells how a session gets into each of its states', () => {
  const [, told] = read('docs/sandbox.md').split('## How a session gets into each state');
  const rows = [...told!.split('\n## ')[0]!.matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\|$/gm)].map((row) => row[1]);
  expect(rows).toEqual([...sessionStatuses]);
  expect(deepidvStatuses.filter((word) => !told!.includes(`\`${word}\``))).toEqual([]);
});
